"""What Sayso has to tell people: in the product, by letter, or to an address of theirs."""
