"""Version 1 of the platform's API."""
