"""What becomes of messages once they are said."""
