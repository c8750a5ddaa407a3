"""Sayso: say what you need, get software that runs."""
