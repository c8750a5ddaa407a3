"""The SQL target, tried on real servers as the role that requests run as."""
