"""The six definition steps: shapes that people and programs fill in, and their way into a spec and back."""
