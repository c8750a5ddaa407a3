"""Tests of bots over HTTP."""
