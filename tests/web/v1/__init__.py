"""Tests of the platform's API."""
