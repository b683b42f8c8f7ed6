"""`serve`: the same as `python app.py`."""


def serve() -> None:
    """Serve the chat until a signal arrives."""
    from app import main  # noqa: PLC0415 - the composition root stands above everything, also above this command

    main()
