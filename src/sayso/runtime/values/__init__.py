"""Reading values from JSON bodies, addresses and CSV cells; each error is a plain sentence."""
