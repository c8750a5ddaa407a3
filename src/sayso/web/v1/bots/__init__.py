"""Bots over HTTP: made from words, triggered, run, watched, versioned."""
