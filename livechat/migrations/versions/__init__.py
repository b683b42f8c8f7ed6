"""The schema's versions, in their order."""
