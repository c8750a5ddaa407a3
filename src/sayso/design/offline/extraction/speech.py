"""Words that people put in when they talk: openers that carry nothing, and several words for one."""

from sayso.design.language.tokens import Token

_PLURAL = (["(", "s", ")"], ["(", "es", ")"])
_OCCASIONS = frozenset(
    ("sign ups", "pick ups", "drop offs", "check ups", "walk ins", "call outs", "follow ups")
)


def without_openers(tokens: list[Token]) -> list[Token]:
    """The tokens without words that only open a sentence in speech: ``oh and``, ``what else ...``."""
    start = 0
    while start < len(tokens) - 2:
        words = [t.word for t in tokens[start : start + 2]]
        if words == ["what", "else"]:
            start += 2
        elif words[0] in {"oh", "okay", "ok", "well", "anyway", "...", "um", "hmm"} or (
            start and words[0] in {",", "and", "so", "?"}
        ):
            start += 1
        else:
            break
    return tokens[start:]


def joined_words(tokens: list[Token]) -> list[Token]:
    """``one or more`` and ``one or several`` are one word: several."""
    result: list[Token] = []
    skip = 0
    for place, token in enumerate(tokens):
        if skip:
            skip -= 1
            continue
        words = [t.word for t in tokens[place : place + 3]]
        if " ".join(words[:2]) in _OCCASIONS:
            token.word, token.end, skip = "".join(words[:2]), tokens[place + 1].end, 1
            result.append(token)
            continue
        if result and words in _PLURAL and result[-1].end == token.start and result[-1].is_word:
            result[-1].word, result[-1].end, skip = f"{result[-1].word}s", tokens[place + 2].end, 2
            continue
        if (
            (
                words[:2] in (["one", "or"], ["zero", "or"], ["1", "or"])
                and words[2:]
                and words[2] in {"more", "several", "many", "two"}
            )
            or (
                words[:3] == ["a", "number", "of"]
                and (not place or tokens[place - 1].word not in {",", "and"})
            )
            or words[:3] in (["a", "list", "of"], ["a", "lot", "of"])
        ):
            token.word, token.end, skip = "several", tokens[place + 2].end, 2
        elif words in (["his", "or", "her"], ["her", "or", "his"], ["he", "or", "she"]):
            token.end, skip = tokens[place + 2].end, 2
        elif words[:2] == ["a", "lot"] and words[2:] in ([], [":"], ["."], [","]):
            token.word, token.end, skip = "often", tokens[place + 1].end, 1
        result.append(token)
    return result
