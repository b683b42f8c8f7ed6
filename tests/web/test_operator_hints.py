import pytest

from livechat.web.operator_hints import OperatorHints
from tests.fakes import FakeClock

HINT = "set this because of %s"


async def test_a_hint_comes_again_after_an_hour(clock: FakeClock, caplog: pytest.LogCaptureFixture) -> None:
    hints = OperatorHints(clock)
    for seconds in (0, 1, 3_598, 1):
        await clock.advance(seconds)
        hints.give(HINT, "rain")

    assert [record.getMessage() for record in caplog.records] == ["set this because of 'rain'"] * 2


def test_strangers_do_not_fill_the_log_nor_the_memory(clock: FakeClock, caplog: pytest.LogCaptureFixture) -> None:
    hints = OperatorHints(clock)
    for number in range(1_000):
        hints.give(HINT, f"{number}\n" + "x" * 10_000)
    hints.give("another: %s", "rain")

    assert len(caplog.records) == 11
    assert caplog.records[-1].getMessage() == "another: 'rain'"
    assert all(len(record.getMessage()) < 150 for record in caplog.records)
    assert not any("\n" in record.getMessage() for record in caplog.records)
    assert len(hints._said) == 11
