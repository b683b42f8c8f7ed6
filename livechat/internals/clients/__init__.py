"""NiceGUI's clients, one for each open page: which there are, how they end, and who stands in for one that is gone."""
