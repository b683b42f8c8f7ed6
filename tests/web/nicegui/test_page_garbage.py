from livechat.web.nicegui.page_garbage import FEW_PAGES, IDLE_SHARE, MANY_PAGES, PageGarbage


class Process:
    """Its times, and how often it collected."""

    def __init__(self) -> None:
        self.real = self.cpu = 0.0
        self.collections = 0
        self.garbage = PageGarbage(collect=self._collect, cpu_time=lambda: self.cpu, real_time=lambda: self.real)

    def look(self, *, after_pages: int, load: float) -> int:
        """How often it has collected after five more seconds with so many deletions and so much to do."""
        for _ in range(after_pages):
            self.garbage.page_deleted()
        self.real += 5.0
        self.cpu += 5.0 * load
        self.garbage.look()
        return self.collections

    def _collect(self) -> None:
        self.collections += 1


def test_a_few_pages_are_collected_once_the_server_is_idle() -> None:
    process = Process()

    assert process.look(after_pages=FEW_PAGES, load=IDLE_SHARE * 2) == 0
    assert process.look(after_pages=0, load=IDLE_SHARE / 2) == 1
    assert process.look(after_pages=0, load=0) == 1


def test_nothing_is_collected_for_less_than_a_few() -> None:
    assert Process().look(after_pages=FEW_PAGES - 1, load=0) == 0


def test_many_pages_are_collected_however_busy_the_server_is() -> None:
    process = Process()

    assert process.look(after_pages=MANY_PAGES - 1, load=1) == 0
    assert process.look(after_pages=1, load=1) == 1
    assert process.look(after_pages=1, load=1) == 1
