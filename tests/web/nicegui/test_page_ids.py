from livechat.web.nicegui.page_ids import PageIds

ALICES, BOBS = 1, 2


def test_an_id_proves_whose_session_the_page_was_made_for() -> None:
    page_id = PageIds("secret").new(ALICES)

    assert PageIds("secret").is_of(page_id, ALICES)
    assert not PageIds("secret").is_of(page_id, BOBS)


def test_an_id_made_with_another_secret_proves_nothing() -> None:
    assert not PageIds("secret").is_of(PageIds("guessed").new(ALICES), ALICES)


def test_what_is_no_id_proves_nothing() -> None:
    for page_id in ("", ".", "x", "é.é", "x" * 70_000, "00000000-0000-4000-8000-000000000000"):
        assert not PageIds("secret").is_of(page_id, ALICES)


def test_no_two_pages_share_an_id() -> None:
    ids = PageIds("secret")

    assert ids.new(ALICES) != ids.new(ALICES)
