"""Values of each kind: as JSON gives them, as they are written in addresses and CSV cells."""
