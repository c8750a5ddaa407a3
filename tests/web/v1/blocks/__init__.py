"""Tests of blocks over HTTP."""
