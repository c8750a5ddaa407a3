"""Whole descriptions on their way through everything: design, files, tables on both databases, changes."""
