"""Messages to applications: what is asked back, answered and taken back, and that data survives."""
