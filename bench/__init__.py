"""Measures what the product holds: `python -m bench`, see docs/performance.md."""
