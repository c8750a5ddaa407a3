"""What is due when, in words and in jobs."""
