"""What people are writing, and what they make of messages of their own, kept while it is not sent."""
