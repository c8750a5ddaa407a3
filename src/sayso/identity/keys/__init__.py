"""API keys: made, found, revoked."""
