"""Literals."""
