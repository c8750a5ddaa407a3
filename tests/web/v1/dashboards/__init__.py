"""Tests of dashboards over HTTP."""
