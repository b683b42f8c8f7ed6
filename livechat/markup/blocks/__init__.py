"""A message by its lines: paragraphs, headings, quotes, lists, code, tables."""
