"""The window of blocks that one viewer shows, under any order of what can happen to it."""

from hypothesis import given
from hypothesis import strategies as st

from livechat.live.room.history.window import FIRST_BLOCKS, MAX_BLOCKS, Window

blocks = st.integers(min_value=0, max_value=60)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("grown"), st.integers(min_value=0, max_value=4)),
        st.tuples(st.sampled_from(["older", "newer", "end in view", "end out of view", "jump"]), st.none()),
    ),
    max_size=60,
)


def step(window: Window, name: str, by: int | None) -> Window:
    match name:
        case "grown":
            return window.grown(window.last + (by or 0))
        case "older":
            return window.older()
        case "newer":
            return window.newer()
        case "jump":
            return Window.newest(window.last)
        case _:
            return window.with_end_in_view(name == "end in view")


def start(last: int, target: int | None) -> Window:
    return Window.newest(last) if target is None else Window.around(min(target, last), last)


@given(blocks, st.none() | blocks, steps)
def test_it_stays_a_run_inside_the_room(last: int, target: int | None, history: list[tuple[str, int | None]]) -> None:
    window = start(last, target)
    for name, by in history:
        window = step(window, name, by)
        assert 0 <= window.start < window.stop <= window.last + 1
        assert not window.at_end or window.follows


@given(blocks, st.none() | blocks, steps)
def test_nothing_that_others_post_takes_a_block_from_somebody_who_scrolled_up(
    last: int, target: int | None, history: list[tuple[str, int | None]]
) -> None:
    window = start(last, target)
    for name, by in history:
        after = step(window, name, by)
        if name == "grown" and not window.at_end:
            assert set(window.blocks) <= set(after.blocks)
        window = after


@given(blocks, steps)
def test_who_is_at_the_end_always_shows_the_newest_block(last: int, history: list[tuple[str, int | None]]) -> None:
    window = Window.newest(last)
    for name, by in history:
        window = step(window, name, by)
        if window.at_end:
            assert window.last in window.blocks


@given(blocks, st.integers(min_value=1, max_value=200))
def test_following_keeps_a_bounded_number_of_blocks(last: int, new_blocks: int) -> None:
    window = Window.newest(last)
    for _ in range(new_blocks):
        window = window.grown(window.last + 1)

    assert len(window.blocks) <= FIRST_BLOCKS + 1


@given(blocks, blocks)
def test_paging_down_from_a_linked_message_arrives_at_the_end(last: int, target: int) -> None:
    window = Window.around(min(target, last), last)
    for _ in range(last + 1):
        window = window.newer()
        assert len(window.blocks) <= max(MAX_BLOCKS, 3)

    assert window.follows


@given(blocks)
def test_paging_up_arrives_at_the_first_message_without_dropping_any_below(last: int) -> None:
    window = Window.newest(last)
    for _ in range(last + 1):
        window = window.older()

    assert list(window.blocks) == list(range(last + 1))
    assert not window.has_older
