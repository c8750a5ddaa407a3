"""PostgreSQL: the embedded server, the engine of the platform's own tables, and the gate to the tables of modules."""
