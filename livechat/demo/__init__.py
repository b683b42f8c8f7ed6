"""A made-up team and its talk, to try the chat with: see `python -m livechat demo`."""
