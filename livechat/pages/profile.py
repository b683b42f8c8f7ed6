"""One's own profile: what the others see, and the way to what they do not."""

from htpy import a, section
from htpy import p as paragraph
from nicegui import ui

from livechat.components.full_page_link import full_page_href
from livechat.components.page_title import page_title
from livechat.components.preferences.form import PreferencesForm
from livechat.components.profile_form import ProfileForm, ProfilePreview
from livechat.i18n.text import gettext as _
from livechat.pages.open_page import OpenPage
from livechat.preferences.choices import Enter, Preferences
from livechat.preferences.zones import zone_names

SECURITY_PATH = "/profile/security"


def profile(page: OpenPage) -> None:
    """Preview, form, preferences, and a link to email, password and sessions."""

    async def save(display_name: str, about: str) -> None:
        await page.chat.accounts.own.change_profile(page.user_id, display_name=display_name, about=about)

    async def prefer(chosen: Preferences) -> None:
        await page.chat.preferences.change(page.user_id, chosen)

    async def prefer_enter(enter: Enter) -> None:
        await page.chat.devices.choose_enter(page.user_id, page.session_id, enter)

    page.leave()
    ui.page_title(f"{_('Profile')} · livechat")
    with ui.element("main").classes("page profile"):
        ui.element("div").classes("page-title").props["innerHTML"] = str(page_title(_("Profile")))
        ProfilePreview(page.state)
        ProfileForm(page.person, save)
        PreferencesForm(page.state, page.device, zone_names(), prefer, prefer_enter)
        ui.element("div").props["innerHTML"] = str(
            section(".profile-security")[
                paragraph[_("Your email, your password, and where you are signed in:")],
                a(href=full_page_href(SECURITY_PATH))[_("Sign-in and security")],
            ]
        )
