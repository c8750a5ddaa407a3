"""Tests of what programs get of applications."""
