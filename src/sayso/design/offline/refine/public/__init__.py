"""The edits that open a spec to people who are not signed in, and what of it the words ask for."""
