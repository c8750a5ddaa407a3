"""Formulas and lengths of time in words, as expressions over the values of an entity."""
