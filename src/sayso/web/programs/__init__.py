"""What programs get of applications: their rows, and what their writers may know of them."""
