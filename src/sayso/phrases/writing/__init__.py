"""From meaning to Python that a person can read: the same meaning gives the same text."""
