"""A FastAPI service that stands on its own: the data API of a module in readable Python."""
