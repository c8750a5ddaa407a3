"""Tests of ``sayso.compiler.targets``."""
