"""Who is asked before Debian's packages are installed, and what counts as a yes."""

import io

import pytest

from setup.consent import take_consent

PACKAGES = ["chromium", "libatomic1"]


class Terminal(io.StringIO):
    """Somebody who types this."""

    def isatty(self) -> bool:
        return True


def consents(*arguments: str, stdin: io.StringIO | None, **environment: str) -> bool:
    consent, _ = take_consent(arguments, environment, stdin)
    return consent(PACKAGES)


@pytest.mark.parametrize("answer", ["y\n", "Y\n", " yes \n"])
def test_a_yes_at_the_terminal_is_consent(answer: str) -> None:
    assert consents(stdin=Terminal(answer))


@pytest.mark.parametrize("answer", ["\n", "n\n", "no\n", "yesterday\n", ""])
def test_anything_else_at_the_terminal_is_none(answer: str) -> None:
    assert not consents(stdin=Terminal(answer))


def test_the_question_names_the_packages(capsys: pytest.CaptureFixture[str]) -> None:
    consents(stdin=Terminal("n\n"))

    assert capsys.readouterr().out == (
        "Install as root these Debian packages and what they depend on: chromium, libatomic1? [y/N] "
    )


@pytest.mark.parametrize("stdin", [None, io.StringIO("y\n")], ids=["closed", "no terminal"])
def test_without_a_terminal_nobody_consents(stdin: io.StringIO | None, capsys: pytest.CaptureFixture[str]) -> None:
    assert not consents("-x", stdin=stdin, CI="")
    assert "nobody is here to be asked (--yes agrees beforehand): chromium, libatomic1" in capsys.readouterr().out


def test_yes_and_ci_consent_without_a_question(capsys: pytest.CaptureFixture[str]) -> None:
    assert consents("-x", "--yes", stdin=None)
    assert consents(stdin=Terminal("n\n"), CI="true")
    assert capsys.readouterr().out == ""


def test_the_yes_is_taken_out_of_the_arguments() -> None:
    assert take_consent(["--yes", "-k", "rooms"], {}, None)[1] == ["-k", "rooms"]
    assert take_consent(["-k", "rooms"], {}, None)[1] == ["-k", "rooms"]
