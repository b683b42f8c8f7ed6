"""The ids of pages, from which one can tell whose session a page was made for, also after a restart."""

import hashlib
import hmac
import secrets

NONCE_BYTES = 12
PROOF_BYTES = 16


class PageIds:
    """An id is a nonce and its proof, `{nonce}.{proof}` in hexadecimal, 57 characters."""

    def __init__(self, secret: str) -> None:
        self._secret = secret.encode()

    def new(self, session_id: int) -> str:
        """An id for a page of the session, which nobody can guess."""
        nonce = secrets.token_hex(NONCE_BYTES)
        return f"{nonce}.{self._proof(nonce, session_id)}"

    def is_of(self, page_id: str, session_id: int) -> bool:
        """Whether the page was made for the session, by this process or by one before it."""
        nonce, _, proof = page_id.partition(".")
        return hmac.compare_digest(proof.encode(), self._proof(nonce, session_id).encode())

    def _proof(self, nonce: str, session_id: int) -> str:
        told = f"page {session_id} {nonce}".encode()
        return hmac.new(self._secret, told, hashlib.sha256).hexdigest()[: 2 * PROOF_BYTES]
