"""Runs Python that nobody vouches for: behind walls of the operating system, with one watched way out."""
