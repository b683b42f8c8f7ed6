"""Whether a certificate and its key can be served with."""

import ssl
from pathlib import Path


def fault_of_tls_files(certificate: Path, key: Path) -> str:
    """What is wrong with them, without a full stop; empty when all is well."""
    for path in (certificate, key):
        if not path.is_file():
            return f"the TLS file {path} does not exist"
    try:
        _load(certificate, key)
    except ssl.SSLError as error:
        if error.reason == "KEY_VALUES_MISMATCH":
            return f"the TLS key {key} belongs to another certificate than {certificate}"
        if not _is_certificate(certificate):
            return f"the TLS file {certificate} is no certificate in PEM form"
        return f"the TLS file {key} is no key in PEM form without a passphrase"
    except OSError as error:
        return f"the TLS files {certificate} and {key} cannot be read: {error.strerror}"
    return ""


def _load(certificate: Path, key: Path) -> None:
    """With an empty passphrase: nobody is asked for one in the terminal."""
    ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(certificate, key, password="")


def _is_certificate(path: Path) -> bool:
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations(path)
    except ssl.SSLError:
        return False
    return True
