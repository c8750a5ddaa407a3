"""Version 2 of the platform's API: the calls that differ from version 1; all others fall through to that."""
