"""Tests of ``sayso.compiler.migrations``, on real servers with rows."""
