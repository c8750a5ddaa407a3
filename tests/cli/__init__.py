"""The commands as people run them: real processes, their output and how they end."""
