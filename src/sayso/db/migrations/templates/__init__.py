"""Tables of the templates that agencies make of their applications."""
