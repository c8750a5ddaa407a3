"""Live cards made from a sentence, refreshed, mended by themselves, and laid out on dashboards."""
