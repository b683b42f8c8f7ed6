"""No package of the product's lock is under a licence that asks for more than ours: each has to be a known one."""

import re
from email.message import Message
from importlib.metadata import PackageMetadata, PackageNotFoundError, metadata
from pathlib import Path

import pytest

from setup.environment import RUNTIME_LOCK

ROOT = Path(__file__).resolve().parents[2]

PERMISSIVE = {
    # by SPDX, also in the older field without a fixed form
    *("0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "HPND", "ISC", "MIT", "MIT-0", "MIT-CMU"),
    *("MPL-2.0", "PSF-2.0", "Python-2.0", "Unlicense", "ZPL-2.1"),
    *("Apache 2.0", "ISC License", "MIT License"),
    # by classifier
    *("Apache Software License", "BSD License", "ISC License (ISCL)", "MIT License", "Public Domain"),
    *("Historical Permission Notice and Disclaimer (HPND)", "Mozilla Public License 2.0 (MPL 2.0)"),
    *("Python Software Foundation License", "The Unlicense (Unlicense)", "Zope Public License"),
}
LOOKED_INTO = {
    "docutils",  # public domain and BSD; under the GPL is a mode for Emacs, which is not in what pip installs
}
MOST = 0.9  # of the lock is installed on any platform


def licences(package: PackageMetadata | Message) -> set[str]:
    """What a package says of its licences: the expression, else the field and the classifiers.

    All of them count, also where one of several may be chosen.
    """
    if expression := package["License-Expression"]:
        return set(re.split(r" (?:AND|OR|WITH) ", re.sub("[()]", "", expression)))
    field = (package["License"] or "").strip()
    classifiers = [line for line in package.get_all("Classifier") or [] if line.startswith("License ::")]
    named = {line.rsplit(" :: ", 1)[-1] for line in classifiers}
    return named | {field} if field and "\n" not in field else named  # else the field holds the licence itself


def fault(package: PackageMetadata | Message) -> str:
    """What is wrong with a package's licences, or nothing."""
    said = licences(package)
    if not said:
        return f"{package['Name']} names no licence"
    strict = sorted(said - PERMISSIVE)
    return f"{package['Name']} is under {', '.join(strict)}" if strict else ""


def installed() -> list[PackageMetadata]:
    """The packages of the lock, without those for other platforms."""
    found = []
    for name in locked():
        try:
            found.append(metadata(name))
        except PackageNotFoundError:
            continue
    return found


def locked() -> list[str]:
    return re.findall(r"^([\w.-]+)==", (ROOT / RUNTIME_LOCK).read_text(), re.MULTILINE)


def package(**fields: str | list[str]) -> Message:
    said = Message()
    said["Name"] = "thing"
    for field, values in fields.items():
        for value in [values] if isinstance(values, str) else values:
            said[field.replace("_", "-")] = value
    return said


def test_no_package_of_the_product_is_under_a_stricter_licence_than_ours() -> None:
    faults = [fault(package) for package in installed() if package["Name"] not in LOOKED_INTO]

    assert not [what for what in faults if what]


def test_nearly_all_of_the_lock_was_read() -> None:
    assert len(installed()) >= MOST * len(locked()) > 50


@pytest.mark.parametrize(
    ("said", "licence"),
    [
        (package(License_Expression="MIT OR GPL-3.0-or-later"), "GPL-3.0-or-later"),
        (package(License_Expression="MPL-2.0 AND (LGPL-2.1-only WITH Classpath-exception-2.0)"), "LGPL-2.1-only"),
        (package(License="AGPL-3.0"), "AGPL-3.0"),
        (package(License="MIT", Classifier=["License :: OSI Approved :: GNU General Public License (GPL)"]), "GNU"),
    ],
)
def test_a_stricter_licence_is_named_with_its_package(said: Message, licence: str) -> None:
    assert fault(said).startswith("thing is under ")
    assert licence in fault(said)


def test_a_package_that_names_no_licence_is_told() -> None:
    assert fault(package(Classifier=["Topic :: Internet"])) == "thing names no licence"


@pytest.mark.parametrize(
    "said",
    [
        package(License_Expression="MPL-2.0 AND (Apache-2.0 OR MIT)"),
        package(
            License="Permission is hereby granted,\n free of charge",
            Classifier="License :: OSI Approved :: BSD License",
        ),
    ],
)
def test_permissive_licences_are_fine(said: Message) -> None:
    assert fault(said) == ""
