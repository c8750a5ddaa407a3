"""Streams of events that a page can follow, and take up again where it left off."""
