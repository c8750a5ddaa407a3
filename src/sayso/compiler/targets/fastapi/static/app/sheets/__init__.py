"""Rows in and out as CSV, in the forms in which people keep them."""
