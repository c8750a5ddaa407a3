"""Spreadsheets as people send them: read safely, and understood as records of an application."""
