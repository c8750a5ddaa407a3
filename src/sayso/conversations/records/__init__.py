"""Queries on build sessions and what belongs to them; each names its agency."""
