"""Build sessions: a conversation, what it made so far, and the module that comes of it."""
