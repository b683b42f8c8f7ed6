"""What the word that is being typed may become."""
