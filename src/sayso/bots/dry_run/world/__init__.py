"""A world in which nothing is real: rows, hosts, state and people of one case."""
