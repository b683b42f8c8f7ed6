"""The kinds of words in code that eyes tell apart, by the class that the stylesheet knows them by."""

KINDS = frozenset("ckmsfnid")
"""Comment, keyword, number, string, function or class, name of the language's own, inserted, deleted."""
