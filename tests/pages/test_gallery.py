"""The components in all their variants, where one works on the look."""

from pathlib import Path

import pytest
from nicegui.testing import User

from livechat.components.composer.composer import Composer
from livechat.config import Settings
from tests.settings import settings_in

ADDRESS = "/dev/components"


def drawn(page: User) -> str:
    """All markup inside the frame."""
    assert page.client is not None
    return "".join(str(part.props.get("innerHTML", "")) for part in page.client.layout.descendants())


async def test_in_production_there_is_no_such_page(page: User) -> None:
    with pytest.raises(AssertionError, match="Expected status code 200, got 404"):
        await page.open(ADDRESS)


class TestInDevelopment:
    @pytest.fixture
    def settings(self, tmp_path: Path) -> Settings:
        return settings_in(tmp_path, env="development")

    async def test_each_component_has_a_section_and_the_composer_a_field(self, page: User) -> None:
        await page.open(ADDRESS)

        markup = drawn(page)
        for component in ("message_bubble", "room_card", "user_badge", "typing_line", "empty_state", "progress_bar"):
            assert f"<h2>{component}</h2>" in markup
        assert markup.count('class="message-row') >= 8
        assert page.find(kind=Composer).elements
