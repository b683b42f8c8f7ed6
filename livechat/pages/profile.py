"""One's own profile: what the others see, and the way to what they do not."""

from htpy import a, section
from htpy import p as paragraph
from nicegui import ui

from livechat.components.full_page_link import plain_page
from livechat.components.profile_form import ProfileForm, ProfilePreview
from livechat.components.room.header import page_title
from livechat.pages.open_page import Visit

SECURITY_PATH = "/profile/security"


def profile(visit: Visit) -> None:
    """Preview, form, and a link to email, password and sessions."""

    async def save(display_name: str, about: str) -> None:
        await visit.chat.accounts.own.change_profile(visit.user_id, display_name=display_name, about=about)

    visit.leave()
    ui.page_title("Profile · livechat")
    with ui.element("main").classes("page profile"):
        ui.element("div").classes("page-title").props["innerHTML"] = str(page_title("Profile"))
        ProfilePreview(visit.chat.desks.of(visit.user_id))
        ProfileForm(visit.person, save)
        ui.element("div").props["innerHTML"] = str(
            section(".profile-security")[
                paragraph["Your email, your password, and where you are signed in:"],
                a(href=plain_page(SECURITY_PATH))["Sign-in and security"],
            ]
        )
