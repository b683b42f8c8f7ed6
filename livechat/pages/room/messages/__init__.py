"""What a viewer asks of single messages: by their rows, by a menu, by keys."""
