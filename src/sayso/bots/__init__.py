"""Automations from a description: made and tested, triggered, run so that nothing is lost, and mended."""
