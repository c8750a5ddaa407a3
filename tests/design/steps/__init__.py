"""Tests of the steps of a definition."""
