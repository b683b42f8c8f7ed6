"""NiceGUI inside our site: its setup, content policy and caching."""
