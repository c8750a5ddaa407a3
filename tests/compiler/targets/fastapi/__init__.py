"""The exported Python service."""
