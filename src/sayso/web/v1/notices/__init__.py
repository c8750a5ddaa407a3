"""What people are told in the product, over HTTP."""
