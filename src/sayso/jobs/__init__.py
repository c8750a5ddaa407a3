"""Work that outlives a request: a queue on the same PostgreSQL, and workers that take from it."""
