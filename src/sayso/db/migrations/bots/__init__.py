"""SQL of the tables of bots."""
