"""Names in words: which elements of an application they speak of, and how elements are called."""
