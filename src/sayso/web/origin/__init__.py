"""What a module answers on its own origin: its data API, its pages and its sign-in."""
