"""Refinements of specs from several domains: what is said and what must be true after."""
