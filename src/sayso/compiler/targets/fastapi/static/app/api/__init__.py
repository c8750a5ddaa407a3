"""The calls that belong to no entity, and what the routes of entities share."""
