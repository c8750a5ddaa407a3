"""Believable sample rows for any spec: the same seed gives the same rows, dates lie around today."""
