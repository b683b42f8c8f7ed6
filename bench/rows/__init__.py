"""The rows of the table, one module each with a `measure`."""
