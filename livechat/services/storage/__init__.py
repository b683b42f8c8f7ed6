"""What is kept on the disk, and what is done when the disk refuses."""
