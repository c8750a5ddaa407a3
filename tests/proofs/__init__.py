"""Proofs hold for what the compiler makes, and fail for what is wrong."""
