"""The queue of runs: begun, resumed, tried again, cancelled, timed out; never lost and never twice."""
