"""What takes the pictures of docs/images."""
