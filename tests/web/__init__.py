"""The web layer, through the front door."""
