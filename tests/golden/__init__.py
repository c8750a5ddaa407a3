"""Golden cases: a folder holds a spec and the files that must come of it."""
