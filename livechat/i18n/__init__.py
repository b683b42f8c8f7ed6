"""The product's words, in the language of whoever reads them."""
