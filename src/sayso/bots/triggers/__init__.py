"""What sets bots off: clocks, calls from outside, changes of rows, other bots."""
