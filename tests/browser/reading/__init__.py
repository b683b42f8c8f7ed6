"""What is unread, and where one comes out, in real browsers."""
