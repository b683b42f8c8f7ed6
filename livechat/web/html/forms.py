"""The parts of our plain forms: labelled fields, what is wrong with them, buttons."""

from collections.abc import Mapping, Sequence

import htpy as h

from livechat.errors import ChatError, Invalid


class Form:
    """A form's fields after a try: what was typed (never a password), and the sentence on what is wrong."""

    def __init__(self, typed: Mapping[str, str] | None = None, error: ChatError | None = None) -> None:
        self._typed = typed or {}
        self._error = error
        self._wrong_field = error.field if isinstance(error, Invalid) else None

    def typed(self, name: str) -> str:
        """What the field holds."""
        return self._typed.get(name, "")

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
                value=None if kind == "password" else self.typed(name),
                autocomplete=autocomplete,
                autocapitalize="none" if kind == "email" else None,
                aria_invalid="true" if is_wrong else None,
                aria_describedby=described_by or None,
                autofocus=is_wrong or (first and self._wrong_field is None),
            ),
            h.p(".hint", id=f"{name}-hint")[hint] if hint else None,
        ]

    def choice(self, name: str, label: str, options: Sequence[str], chosen: str) -> h.Element:
        """A labelled list; what was chosen in the try before stays, else `chosen`."""
        picked = self.typed(name) or chosen
        return h.div(".field")[
            h.label(for_=name)[label],
            h.select(id=name, name=name, aria_invalid="true" if name == self._wrong_field else None)[
                (h.option(value=option, selected=option == picked)[option] for option in options)
            ],
        ]

    def checkbox(self, name: str, label: str) -> h.Element:
        return h.label(".checkbox")[
            h.input(type="checkbox", name=name, value="yes", checked=self.typed(name) == "yes"), label
        ]


EMPTY = Form()


def hidden(name: str, value: str) -> h.VoidElement:
    """What a form carries and nobody sees."""
    return h.input(type="hidden", name=name, value=value)


def form(action: str, *content: h.Node) -> h.Element:
    """A form that our own sentences judge, not the browser's bubbles."""
    return h.form(method="post", action=action, novalidate=True)[content]


def button(label: str, *, style: str = "primary") -> h.Element:
    """What sends the form."""
    return h.button(type="submit", class_=style)[label]
