"""The whole installation in one file, back from it, and whether all of it is sound."""
