"""Code that a model writes: written, checked, mended, before anybody sees it."""
