"""Where one figure that is asked for ends and the next begins."""

from sayso.design.language.tokens import Token

from .measured import PER, UNITS

_STOP = frozenset((",", ";", ".", "(", ")", "so", "because", "where", "which", "that", "!", "?", "but"))


def figure_chunks(tokens: list[Token]) -> list[list[Token]]:
    """The words of each figure, and what stands between figures."""
    chunks: list[list[Token]] = [[]]
    for place, token in enumerate(tokens):
        new_one = token.word == "and" and _begins_another(tokens[place + 1 : place + 6], chunks[-1])
        if token.word in {"which", "who"} and any(t.word == "most" for t in tokens[place:]):
            chunks.append([token])
        elif token.word in _STOP or new_one or _divides(tokens, place, chunks[-1]):
            chunks.append([])
        else:
            chunks[-1].append(token)
    return [chunk for chunk in chunks if chunk]


def _divides(tokens: list[Token], place: int, before: list[Token]) -> bool:
    """``hours per machine / money per member``: a stroke between two figures."""
    following = [t.word for t in tokens[place + 1 : place + 5]]
    return (
        tokens[place].word == "/"
        and any(t.word in PER for t in before)
        and following[:1] != []
        and following[0] not in UNITS
        and any(word in PER for word in following)
    )


def _begins_another(following: list[Token], before: list[Token]) -> bool:
    """Whether *and* stands between two figures, and not between two groupings of one."""
    words = [t.word for t in following]
    words = words[: next((i for i, word in enumerate(words) if word in _STOP), len(words))]
    if not words or words[0] in PER:
        return False
    if words[0] in {"how", "which", "who"}:
        return True
    another = any(word in PER for word in words) or set(words[:2]) & {"average", "most", "number"}
    return bool(another and any(t.word in PER for t in before))
