"""What is kept: each table with its reads and writes, as functions on a transaction."""
