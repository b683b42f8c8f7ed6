"""NiceGUI asks of each handler whether it takes an argument, three times for every element: the answers are kept.

Reading a signature takes 15 µs, which was a tenth of what opening a page costs.
"""

from collections.abc import Callable
from types import CodeType, FunctionType, MethodType
from typing import Any

from nicegui import helpers

Question = Callable[[Callable[..., Any]], bool]
Shape = tuple[CodeType, bool, int, int]


class RememberedSignatures:
    """Answers as `nicegui.helpers.expects_arguments` does; once for all functions made by the same code."""

    def __init__(self, ask: Question) -> None:
        self.ask = ask
        self._answers: dict[Shape, bool] = {}

    def __call__(self, func: Callable[..., Any]) -> bool:
        shape = _shape_of(func)
        if shape is None:
            return self.ask(func)
        answer = self._answers.get(shape)
        if answer is None:
            answer = self._answers[shape] = self.ask(func)
        return answer


def _shape_of(func: Callable[..., Any]) -> Shape | None:
    """What the answer depends on; None for what is no plain function or method."""
    plain = func.__func__ if isinstance(func, MethodType) else func
    if not isinstance(plain, FunctionType) or plain.__dict__:  # a decorator may have left another signature there
        return None
    return plain.__code__, plain is not func, len(plain.__defaults__ or ()), len(plain.__kwdefaults__ or ())


def remember_signatures() -> None:
    """Put it in the place of NiceGUI's own, which is asked by this name everywhere."""
    if not isinstance(helpers.expects_arguments, RememberedSignatures):
        helpers.expects_arguments = RememberedSignatures(helpers.expects_arguments)
