"""The page of one room: what is the viewer's own around the shared screen."""
