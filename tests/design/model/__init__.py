"""What becomes of clues: things and the ties between them."""
