"""A room's messages as rows: in blocks, loaded when somebody needs them, of which each viewer shows a window."""
