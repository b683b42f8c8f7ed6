"""What stands around a room's messages: header, people, typing line."""
