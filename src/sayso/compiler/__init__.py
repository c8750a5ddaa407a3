"""Spec in, files out. Pure: the same spec gives the same bytes."""
