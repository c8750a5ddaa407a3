"""Turns: what becomes of a message, from the first thought to the one transaction in which it ends."""
