"""What each key sets off beside the draft: who is told, and what is said of the text."""
