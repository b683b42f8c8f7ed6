"""One room as its viewers see it: screen, history, windows and frames."""
