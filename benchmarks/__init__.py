"""Measured ratios, side by side in one run. ``python -m benchmarks`` runs all, or those that are named."""
