"""The AppSpec and everything that can be said about one without doing anything. Pure: no input or output."""
