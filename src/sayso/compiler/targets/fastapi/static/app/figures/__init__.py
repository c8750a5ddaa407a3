"""Grouped figures over the rows that a member sees: statistics and reports."""
