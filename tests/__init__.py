"""Tests, beside what they test: ``tests/db`` for ``sayso.db`` and so on."""
