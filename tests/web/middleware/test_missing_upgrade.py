import httpx
import pytest

from livechat.web.middleware.missing_upgrade import HINT
from tests.web.conftest import register

SOCKET = "/_nicegui_ws/socket.io/?EIO=4&transport=websocket"


@pytest.mark.parametrize("signed_in", [True, False])
async def test_a_socket_that_lost_its_upgrade_is_answered_and_told_to_the_operator(
    browser: httpx.AsyncClient, caplog: pytest.LogCaptureFixture, signed_in: bool
) -> None:
    if signed_in:
        await register(browser)

    answers = [await browser.get(SOCKET) for _ in range(3)]

    assert {answer.status_code for answer in answers} == {426}
    assert "whoever runs this chat" in answers[0].text
    assert [record.getMessage() for record in caplog.records] == [HINT % "'192.0.2.1'"]
    assert "Upgrade" in HINT
    assert "README" in HINT
