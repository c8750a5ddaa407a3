"""Build sessions: what people say becomes an application."""
