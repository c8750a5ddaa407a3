"""Reading values: from JSON bodies, from the text of addresses and CSV cells; each error is a plain sentence."""
