"""The queue and the streams of events, as SQL."""
