"""What runs inside the sandbox, and needs the standard library alone: it is imported there without Sayso."""
