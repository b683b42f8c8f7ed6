"""Keeps the catalogues of the product's text in step with its code; `bin/texts` calls it."""
