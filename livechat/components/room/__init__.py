"""What shows a room: its card in the lobby, header, menu and forms."""
