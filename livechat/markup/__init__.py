"""From what people type to what is shown: Markdown, links, and the limits that keep both cheap."""
