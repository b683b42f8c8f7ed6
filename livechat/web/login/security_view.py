"""What the page of one's own sign-in shows: two forms and the list of sessions."""

import htpy as h

from livechat.i18n.text import gettext as _
from livechat.i18n.text import ngettext
from livechat.records import Session
from livechat.services.viewer_state import ViewerState
from livechat.web.html.forms import Form, button, form
from livechat.web.html.moments import moment_for

PATH = "/profile/security"


def email_section(fields: Form) -> h.Node:
    """Another email, with the password as the proof."""
    return h.section[
        h.h2[_("Email")],
        form(
            f"{PATH}/email",
            fields.complaint(),
            fields.field("email", _("Email"), kind="email", autocomplete="username"),
            fields.field("password", _("Password"), kind="password", autocomplete="current-password"),
            button(_("Change email")),
        ),
    ]


def password_section(fields: Form, min_characters: int) -> h.Node:
    """Another password, with the present one as the proof."""
    return h.section[
        h.h2[_("Password")],
        form(
            f"{PATH}/password",
            fields.complaint(),
            fields.field("current_password", _("Current password"), kind="password", autocomplete="current-password"),
            fields.field(
                "new_password",
                _("New password"),
                kind="password",
                autocomplete="new-password",
                hint=ngettext(
                    "At least {n} character. All sessions end, also those of strangers.",
                    "At least {n} characters. All sessions end, also those of strangers.",
                    min_characters,
                ),
            ),
            button(_("Change password")),
        ),
    ]


def sessions_section(sessions: list[Session], own_id: int, reader: ViewerState) -> h.Node:
    """Where one is signed in, and a button to end each."""
    return h.section[
        h.h2(id="sessions")[_("Sessions")],
        h.ul(".rows", aria_labelledby="sessions")[
            (_session_row(session, session.id == own_id, reader) for session in sessions)
        ],
        form(f"{PATH}/sessions/end-others", button(_("End all other sessions"), style="danger"))
        if len(sessions) > 1
        else None,
    ]


def _session_row(session: Session, is_own: bool, reader: ViewerState) -> h.Node:
    where = f"{session.device}, {session.address}"
    used = _("in use now, here") if is_own else _("last used {moment}", moment=moment_for(reader, session.last_used_at))
    return h.li[
        h.div(".what")[h.strong[where], h.span[used]],
        form("/logout", button(_("Log out"), style="plain")) if is_own else _end_form(session.id, f"{where}, {used}"),
    ]


def _end_form(session_id: int, which: str) -> h.Node:
    return form(
        f"{PATH}/sessions/{session_id}/end",
        h.button(type="submit", class_="danger", aria_label=_("End {session}", session=which))[_("End")],
    )
