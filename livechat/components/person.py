"""How a person is shown: avatar, badge, online dot, and the two lists beside a room."""

from collections.abc import Sequence
from functools import lru_cache

from htpy import Element, Fragment, Renderable, VoidElement, fragment, h2, img, li, span, ul
from markupsafe import Markup

from livechat.i18n.text import gettext as _
from livechat.i18n.text import ngettext, number
from livechat.records import Person

HUES = 12
MAX_NAMES = 100  # a list shows so many names and the count of the rest


def initials(display_name: str) -> str:
    """One or two letters that stand for a name."""
    words = [word for word in display_name.split() if word[0].isalnum()] or display_name.split()
    letters = [words[0][0], words[-1][0]] if len(words) > 1 else [words[0][:2] if words else "?"]
    return "".join(letters).upper()


def avatar(person: Person) -> Element | VoidElement:
    """The person's picture, or their initials on a colour of their own; decoration beside the name."""
    if person.avatar_url:
        return img(".avatar", src=person.avatar_url, alt="", width="36", height="36", loading="lazy")
    return span(class_=f"avatar hue-{person.id % HUES}", aria_hidden="true")[initials(person.display_name)]


def online_indicator(*, is_online: bool) -> Element:
    """A dot that says in words, too, whether somebody is here."""
    return span(class_="dot dot-online" if is_online else "dot", aria_hidden="true")


def user_badge(person: Person, *, is_online: bool) -> Element:
    """Avatar, dot and name on one line."""
    return span(".badge")[
        span(".badge-face")[avatar(person), online_indicator(is_online=is_online)],
        span(".badge-name", dir="auto")[person.display_name],
    ]


def roster(online: Sequence[Person], offline: Sequence[Person]) -> Renderable:
    """Who has the room open, and the other members."""
    return fragment[
        _people_list(_("Online"), online, is_online=True),
        _people_list(_("Offline"), offline, is_online=False),
    ]


def _people_list(title: str, people: Sequence[Person], *, is_online: bool) -> Fragment:
    rest = len(people) - MAX_NAMES
    return fragment[
        h2(".roster-title", aria_hidden="true")[f"{title} — {number(len(people))}"],
        ul(".roster-list", role="list", aria_label=title)[
            (_listed(person, is_online=is_online) for person in people[:MAX_NAMES])
        ],
        rest > 0 and span(".roster-rest")[ngettext("and {n} more", "and {n} more", rest)],
    ]


@lru_cache(maxsize=10_000)
def _listed(person: Person, *, is_online: bool) -> Markup:
    """A list of people is drawn whenever one comes or goes: the others look as they did."""
    return Markup(li(data_person=str(person.id))[user_badge(person, is_online=is_online)])  # noqa: S704 - htpy has escaped it
