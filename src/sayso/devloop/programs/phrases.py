"""Sentences as parts of others."""


def inner(sentence: str) -> str:
    """A sentence as a part of another one: “The field is missing.” becomes “the field is missing”."""
    sentence = sentence.strip().rstrip(".")
    starts_a_word = sentence[:1].isupper() and (sentence[1:2].islower() or sentence[1:2] == " ")
    return sentence[:1].lower() + sentence[1:] if starts_a_word else sentence


def begun(sentence: str) -> str:
    """A sentence that may begin with “the host”, with a capital; names of hosts stay as they are."""
    return f"The{sentence[3:]}" if sentence.startswith("the ") else sentence
