"""What each person's own rooms are marked with, wherever they are named: unread messages, a draft."""
