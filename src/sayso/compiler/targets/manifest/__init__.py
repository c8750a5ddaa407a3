"""``module.json``: what a module is and which files it consists of."""
