"""A page whose server has gone: what it says of its field, and what was typed there meanwhile."""
