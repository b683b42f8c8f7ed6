"""What tries the README's commands in a fresh Debian."""
