"""PostgreSQL: the embedded server, the platform's own tables, and the gate to the tables of modules."""
