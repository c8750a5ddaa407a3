"""The part of a description that speaks of looks and of how software is made, which no thing is made of.

A sentence is such talk when its nouns are: ``Use a navy header with ivory cards``. So is what stands under a
heading or label of that kind, what is said of how something *looks*, and the end of a list of things
(``a lost and found with a search page in brand orange``). Sentences that name other things stay as they are.
"""

import re
from collections.abc import Iterator

from sayso.design.language.sentences import Shape, pieces
from sayso.design.language.tags import tag
from sayso.design.language.tokens import Token, tokenize
from sayso.design.looks import looks_of

from .talk_lists import is_of_screens_only, without_items
from .weight import terms, weight, weight_of

_LONGEST_LABEL = 3
_LABEL = re.compile(r"^\s*(?:[-*•#]+\s*)?(?:\*\*)?([A-Za-z][A-Za-z&/ -]{1,40}?)(?:\*\*)?\s*:(?:\*\*)?\s*")
_CLAUSE = re.compile(r"(?:\([^()]*\)|[^;(])+;?\s*|\(")
_TAIL = re.compile(r",|;|\s[-–—]\s|\b(?:with|in|on|and|plus)\b")
_LOOKING = frozenset({"look", "looks", "feel", "feels"})
_ASKING = frozenset({"how", "what", "whether", "who", "where", "when"})


def without_software(text: str) -> tuple[str, str]:
    """A description without what it says of looks and technology, and that; as it is where that is all."""
    parts = list(_parts(text))
    rest = _spaced([kept for kept, _ in parts])
    cut = "\n".join(gone for _, gone in parts if gone)
    return (rest, cut) if any(char.isalpha() for char in rest) else (text, cut)


def _spaced(parts: list[str]) -> str:
    """Sentences behind each other; one that lost its end does not run into the next."""
    text = ""
    for part in parts:
        text += f" {part}" if text[-1:] in {*".!?"} and part[:1].isalnum() else part
    return text


def is_of_screens(word: str) -> bool:
    """Whether a word is a part of screens as often as a thing of a trade: *map*, *gallery*."""
    return word in terms()["maybe"]


def _parts(text: str) -> Iterator[tuple[str, str]]:
    """The stretches of a text: what of each stays, and what does not."""
    end, section = 0, ""
    for piece in pieces(text):
        stop = piece.start + len(piece.text)
        between = text[end : piece.start]
        end = stop
        if piece.shape is Shape.HEADING:
            section = "talk" if _is_label(piece.text.strip(" :#*"), "surely") else ""
            if section:
                yield "", piece.text
                continue
        elif section and piece.shape is Shape.PROSE and "\n\n" in between:
            section = ""
        if section:
            yield "", piece.text
            continue
        kept, gone = (piece.text, "") if piece.shape is Shape.ROW else _said(piece.text)
        yield between + kept, gone
    yield text[end:], ""


def _behind(kept: str, sentence: str) -> str:
    """What of a sentence stands behind that which stays of it, up to a sign at the end."""
    pairs = enumerate(zip(kept, sentence, strict=False))
    return sentence[next((at for at, (one, other) in pairs if one != other), len(kept)) :]


def _said(sentence: str) -> tuple[str, str]:
    """What of a sentence is about things, and what is not."""
    if ";" not in sentence:
        return _clause_said(sentence)
    clauses = [one for one in _CLAUSE.findall(sentence) if one.strip()]
    if looks_of(sentence).is_whole:
        return "", sentence
    parts = [_clause_said(one) for one in clauses]
    kept = "".join(one for one, _ in parts)
    return kept, " ".join(gone for _, gone in parts if gone)


def _clause_said(clause: str) -> tuple[str, str]:
    kept = _about_things(clause)
    rest, items = without_items(kept)
    return rest, " ".join(filter(None, (items, _behind(kept, clause))))


def _about_things(sentence: str) -> str:
    if looks_of(sentence).is_whole:
        return ""
    label = _LABEL.match(sentence)
    if label is not None and len(label.group(1).split()) > _LONGEST_LABEL:
        label = None
    if label is not None:
        name, rest = label.group(1), sentence[label.end() :]
        if _is_label(name, "surely") or (
            _is_label(name, "perhaps") and (weight(rest).is_talk or _are_pages(rest))
        ):
            return ""
    tokens = tag(tokenize(sentence))
    if label is None and _is_about_looks(tokens):
        return ""
    said = weight_of(tokens)
    if label is None and (said.is_talk or (said.sure and is_of_screens_only(tokens))):
        return ""
    return _without_tail(_without_looking(sentence, tokens))


def _is_label(name: str, sort: str) -> bool:
    known = terms()[sort]
    plain = " ".join(name.lower().split())
    return plain in known or plain.removeprefix("the ") in known or plain.split()[-1] in terms()["looking"]


def _are_pages(rest: str) -> bool:
    """Whether most of a list are pages that every website has."""
    items = [item.strip(" .").lower().replace(" ", "_") for item in rest.split(",")]
    return 2 * sum(item in terms()["pages"] for item in items) > len(items)


def _is_about_looks(tokens: list[Token]) -> bool:
    """Whether a sentence is about a colour or a part of a screen: ``Green would be lovely``."""
    verb = next((at for at, token in enumerate(tokens) if token.tag in {"MODAL", "BE", "VERB", "HAVE"}), 0)
    if tokens and tokens[0].tag == "MODAL":
        asked = weight_of(tokens)
        return not asked.other and bool(asked.sure or asked.perhaps)
    if not verb or tokens[verb].tag not in {"MODAL", "BE"}:
        return False
    subject = weight_of(tokens[:verb])
    if subject.other:
        return False
    if subject.sure and not subject.perhaps:
        return True
    said = weight_of(tokens[verb:])
    is_quality = any(one.word in terms()["qualities"] for one in tokens[verb:])
    return bool(subject.sure or subject.perhaps) and is_quality and not said.other


def _without_looking(sentence: str, tokens: list[Token]) -> str:
    """A sentence without how something is to look: ``it just looks good on my phone``."""
    for place, token in enumerate(tokens[:-1]):
        following = tokens[place + 1]
        if token.word not in _LOOKING or any(one.word in _ASKING for one in tokens[:place]):
            continue
        if following.word != "like" and following.word not in terms()["qualities"]:
            continue
        cut = max((one.end for one in tokens[:place] if one.word in {",", ";", "but", "and"}), default=0)
        before = sentence[:cut].rstrip(" ,;")
        return f"{before.removesuffix(' and').removesuffix(' but')}." if cut else ""
    return sentence


def _without_tail(sentence: str) -> str:
    """A sentence without words on looks at its end."""
    for match in reversed(list(_TAIL.finditer(sentence))):
        tail = sentence[match.end() :]
        if not tail.strip(" .!)"):
            continue
        if ")" in tail.rstrip(" .") or weight(tail).other:
            break
        if not weight(tail).is_talk:
            continue
        sentence = sentence[: match.start()].rstrip(" ,;") + tail[len(tail.rstrip(" .!")) :].strip(" ")
    return sentence
