"""SQL of the table of notices."""
