"""The composition root: services are made and wired here, and processes run that serve, or work, on them."""
