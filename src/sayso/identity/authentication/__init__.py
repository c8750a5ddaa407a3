"""How people and programs sign in, and how that ends: passwords, sessions, tokens, links that work once."""
