"""Proof before publishing: what a revision promises is tried on scratch tables, and nothing of it stays."""
