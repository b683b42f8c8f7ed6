"""The contract of livechat/internals/handler_signatures.py with NiceGUI: the same answers, asked in the same place."""

import functools
from collections.abc import Callable

import pytest
from nicegui import events, helpers, observables

from livechat.internals.handler_signatures import RememberedSignatures, remember_signatures


class Handlers:
    def none(self) -> None: ...

    def one(self, event: object) -> None: ...

    def optional(self, event: object = None) -> None: ...

    @staticmethod
    def static(event: object) -> None: ...


@functools.wraps(Handlers.one)
def wrapped(*args: object) -> None: ...


HANDLERS = [
    lambda: None,
    lambda event: None,
    lambda event=None: None,
    lambda *events: None,
    lambda *, needed: None,
    Handlers().none,
    Handlers().one,
    Handlers().optional,
    Handlers.one,
    Handlers.static,
    wrapped,
    functools.partial(Handlers().one, None),
    print,
    Handlers,
]


@pytest.mark.parametrize("handler", HANDLERS)
def test_each_handler_gets_the_answer_that_nicegui_gives(handler: Callable[..., object]) -> None:
    remembered = RememberedSignatures(helpers.expects_arguments)
    original = getattr(helpers.expects_arguments, "ask", helpers.expects_arguments)

    assert [remembered(handler), remembered(handler)] == [original(handler)] * 2


def test_functions_of_the_same_code_with_other_defaults_differ() -> None:
    def make(*defaults: object) -> Callable[..., None]:
        def handler(event: object) -> None: ...

        handler.__defaults__ = defaults or None
        return handler

    remembered = RememberedSignatures(helpers.expects_arguments)

    assert remembered(make())
    assert not remembered(make(None))


def test_a_signature_is_read_once() -> None:
    asked: list[object] = []

    def asks(handler: object) -> bool:
        asked.append(handler)
        return True

    remembered = RememberedSignatures(asks)

    for handlers in (Handlers(), Handlers()):
        remembered(handlers.one)

    assert len(asked) == 1


def test_nicegui_asks_by_that_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(helpers, "expects_arguments", helpers.expects_arguments)

    remember_signatures()

    for module in (observables, events):
        assert isinstance(vars(module)["helpers"].expects_arguments, RememberedSignatures)
