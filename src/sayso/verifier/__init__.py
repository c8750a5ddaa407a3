"""Proofs over generated files: what is wrong with them comes back as diagnostics."""
