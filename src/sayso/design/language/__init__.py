"""Reading English: tokens, tags, noun phrases, sentences and lists, without any model to load."""
