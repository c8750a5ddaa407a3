"""Tests of ``sayso.db``."""
