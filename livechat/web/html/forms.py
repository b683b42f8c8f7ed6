"""The parts of our plain forms: labelled fields, what is wrong with them, buttons."""

import htpy as h

from livechat.errors import ChatError, Invalid, RateLimited, Unavailable

STATUS_CODES = {Invalid: 422, RateLimited: 429, Unavailable: 503}


def status_code_of(error: ChatError | None) -> int:
    """How a form that is shown again answers."""
    return 200 if error is None else STATUS_CODES.get(type(error), 403)


class Form:
    """A form's fields after a try: what was typed (never a password), and the sentence on what is wrong."""

    def __init__(self, typed: dict[str, str] | None = None, error: ChatError | None = None) -> None:
        self._typed = typed or {}
        self._error = error
        self._wrong_field = error.field if isinstance(error, Invalid) else None

    @property
    def status_code(self) -> int:
        return status_code_of(self._error)

    def complaint(self) -> h.Element | None:
        """The sentence above the fields, read out at once."""
        return None if self._error is None else h.p("#complaint.complaint", role="alert")[str(self._error)]

    def field(
        self, name: str, label: str, *, kind: str = "text", autocomplete: str, hint: str = "", first: bool = False
    ) -> h.Element:
        """A labelled input; the one that is wrong has the focus, else the first."""
        is_wrong = name == self._wrong_field
        described_by = " ".join(
            part for part in ("complaint" if is_wrong else "", f"{name}-hint" if hint else "") if part
        )
        return h.div(".field")[
            h.label(for_=name)[label],
            h.input(
                id=name,
                name=name,
                type=kind,
                value=None if kind == "password" else self._typed.get(name, ""),
                autocomplete=autocomplete,
                autocapitalize="none" if kind == "email" else None,
                aria_invalid="true" if is_wrong else None,
                aria_describedby=described_by or None,
                autofocus=is_wrong or (first and self._wrong_field is None),
            ),
            h.p(".hint", id=f"{name}-hint")[hint] if hint else None,
        ]

    def checkbox(self, name: str, label: str) -> h.Element:
        return h.label(".checkbox")[
            h.input(type="checkbox", name=name, value="yes", checked=self._typed.get(name) == "yes"), label
        ]


def hidden(name: str, value: str) -> h.VoidElement:
    return h.input(type="hidden", name=name, value=value)


def form(action: str, *content: h.Node) -> h.Element:
    """A form that our own sentences judge, not the browser's bubbles."""
    return h.form(method="post", action=action, novalidate=True)[content]


def button(label: str, *, style: str = "primary") -> h.Element:
    return h.button(type="submit", class_=style)[label]
