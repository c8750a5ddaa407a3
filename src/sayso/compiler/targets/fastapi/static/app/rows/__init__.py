"""Rows of the application: read, made, changed, moved, and what became of them."""
