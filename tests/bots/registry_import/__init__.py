"""Taking over an older registry."""
