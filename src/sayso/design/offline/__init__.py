"""The designer that needs no model: it reads a description by rules and general knowledge."""
