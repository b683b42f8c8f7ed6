"""One's own profile: what the others see, and the way to what they do not."""

from htpy import a, section
from htpy import p as paragraph
from nicegui import ui

from livechat.components.full_page_link import full_page_href
from livechat.components.page_title import page_title
from livechat.components.profile_form import ProfileForm, ProfilePreview
from livechat.i18n.text import gettext as _
from livechat.pages.open_page import OpenPage

SECURITY_PATH = "/profile/security"


def profile(page: OpenPage) -> None:
    """Preview, form, and a link to email, password and sessions."""

    async def save(display_name: str, about: str) -> None:
        await page.chat.accounts.own.change_profile(page.user_id, display_name=display_name, about=about)

    page.leave()
    ui.page_title(f"{_('Profile')} · livechat")
    with ui.element("main").classes("page profile"):
        ui.element("div").classes("page-title").props["innerHTML"] = str(page_title(_("Profile")))
        ProfilePreview(page.chat.viewer_states.for_person(page.user_id))
        ProfileForm(page.person, save)
        ui.element("div").props["innerHTML"] = str(
            section(".profile-security")[
                paragraph[_("Your email, your password, and where you are signed in:")],
                a(href=full_page_href(SECURITY_PATH))[_("Sign-in and security")],
            ]
        )
