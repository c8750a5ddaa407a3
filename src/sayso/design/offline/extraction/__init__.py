"""Clues in a description: one module per kind of clue, each giving evidence with the words it came from."""
