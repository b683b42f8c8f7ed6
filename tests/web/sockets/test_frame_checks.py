import pytest

from livechat.web.sockets.frame_checks import FrameRefused, check_frame


@pytest.mark.parametrize("text", ["40", '40{"token":1}', "41", "2probe", "3", '42["event",{}]', '420["handshake",{}]'])
def test_what_a_page_says_is_let_through(text: str) -> None:
    check_frame({"text": text})


@pytest.mark.parametrize("text", ["40{xyz", '40{"token":', "40[]", "40x", "41x", "41{}"])
def test_a_greeting_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(FrameRefused):
        check_frame({"text": text})
