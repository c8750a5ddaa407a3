"""Blocks: live cards, how each came to be, and what it shows."""
