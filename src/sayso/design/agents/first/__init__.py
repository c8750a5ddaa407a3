"""The first description, read by a model: what carries meaning comes from it, the rest follows by rule."""
