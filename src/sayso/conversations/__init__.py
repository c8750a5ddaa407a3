"""Build sessions: people say what they need, and an application comes of it."""
