"""Tests of ``sayso.compiler``."""
