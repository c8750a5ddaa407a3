"""The ``sayso`` command. JSON goes to standard output, progress and messages to standard error."""
