"""How far each member has read, and what is unread from there."""
