"""A text read by the trained model."""

from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from .encoder import Array, Encoder
from .known import SIGNS, Known
from .tokens import Pieces, Word, words_of
from .types import MODES, ROLES, Mode, Reading, Span

MODEL = Path(__file__).parent / "model.npz"
CASES = 2
"""Two features beside the signs of names: a capital letter at the beginning, all letters capitals."""
_WINDOW = 240
_OUTSIDE = 0


@cache
def _encoder() -> tuple[Encoder, Pieces]:
    encoder = Encoder(MODEL)
    return encoder, Pieces({piece: number for number, piece in enumerate(encoder.pieces)})


def warm() -> None:
    """Load the model, which takes a moment."""
    _encoder()


def read(text: str, mode: Mode, known: Known | None = None) -> Reading:
    """Every word of a text with its role.

    Texts longer than a window of about 240 pieces are read line by line, or in windows where lines are long.
    """
    words = words_of(text)
    names = known or Known()
    spans: list[Span] = []
    outside: dict[int, float] = {}
    for part in _windows(words):
        base = len(spans)
        found, idle = _read_words(text, part, mode, names)
        outside |= idle
        for one in found:
            head = None if one.head is None else one.head + base
            spans.append(Span(one.text, one.role, one.start, one.end, head, one.sureness))
    return Reading(text, mode, tuple(spans), outside)


def _windows(words: list[Word]) -> list[list[Word]]:
    """Parts of at most as many pieces as fit, cut at the latest end of a line or sentence."""
    _, pieces = _encoder()
    parts: list[list[Word]] = []
    part: list[Word] = []
    length = 0
    for word in words:
        part.append(word)
        length += len(pieces.of(word.text))
        if length >= _WINDOW:
            cut = max((at + 1 for at, w in enumerate(part) if w.text in "\n.;!?"), default=len(part))
            cut = cut if cut > len(part) // 4 else len(part)
            parts.append(part[:cut])
            part = part[cut:]
            length = sum(len(pieces.of(w.text)) for w in part)
    return [*parts, part] if part else parts


def _read_words(
    text: str, words: list[Word], mode: Mode, known: Known
) -> tuple[list[Span], dict[int, float]]:
    encoder, pieces = _encoder()
    numbers: list[int] = [pieces.number("[CLS]")]
    firsts: list[int] = []
    rows: list[int] = [-1]
    for at, word in enumerate(words):
        firsts.append(len(numbers))
        found = pieces.of(word.text)
        numbers += found
        rows += [at] * len(found)
    numbers.append(pieces.number("[SEP]"))
    features = np.vstack([features_of(words, known), np.zeros((1, len(SIGNS) + CASES), np.float32)])
    signs = features[[*rows, -1]]
    hidden = encoder.hidden(np.asarray(numbers), MODES.index(mode), signs)[firsts]
    chances = encoder.roles(hidden)
    labels = best_labels(chances)
    outside = {
        words[at].start: float(np.exp(chances[at, _OUTSIDE]))
        for at, label in enumerate(labels)
        if label == _OUTSIDE
    }
    found_spans = spans_of(labels)
    if not found_spans:
        return [], outside
    lasts = np.asarray([end - 1 for _, end, _ in found_spans])
    roles = np.asarray([role for _, _, role in found_spans])
    heads = encoder.heads(hidden, lasts, roles)
    chosen = _trees(heads)
    result: list[Span] = []
    for row, (start, end, role) in enumerate(found_spans):
        sure = min(_chance_of(chances[at], role) for at in range(start, end))
        sure = min(sure, float(np.exp(heads[row, chosen[row]])))
        first, last = words[start].start, words[end - 1].end
        head = None if chosen[row] == 0 else int(chosen[row]) - 1
        result.append(Span(text[first:last], ROLES[role], first, last, head, sure))
    return result, outside


def _chance_of(chances: Array, role: int) -> float:
    """The probability that a word has a role, whether it begins a span of it or goes on with one."""
    return float(np.exp(chances[2 * role + 1]) + np.exp(chances[2 * role + 2]))


def features_of(words: list[Word], known: Known) -> Array:
    """What is known of each word before reading: (words, signs of names and letter cases)."""
    table = np.zeros((len(words), len(SIGNS) + CASES), np.float32)
    for at, (word, signs) in enumerate(zip(words, known.signs(words), strict=True)):
        table[at, list(signs)] = 1
        table[at, len(SIGNS)] = word.text[:1].isupper()
        table[at, len(SIGNS) + 1] = len(word.text) > 1 and word.text.isupper()
    return table


def best_labels(chances: Array) -> list[int]:
    """The likeliest row of labels in which no span goes on that did not begin (Viterbi).

    Label 0 is outside, 2r + 1 begins role r, 2r + 2 goes on with it.
    """
    count = chances.shape[1]
    allowed = np.zeros((count, count), np.float32)
    for inside in range(2, count, 2):
        allowed[:, inside] = -1e9
        allowed[inside - 1, inside] = allowed[inside, inside] = 0
    score = chances[0].copy()
    score[2::2] = -1e9
    back: list[NDArray[np.int64]] = []
    for row in chances[1:]:
        table = score[:, None] + allowed
        best = table.argmax(axis=0)
        back.append(best)
        score = table[best, np.arange(count)] + row
    labels = [int(score.argmax())]
    for best in reversed(back):
        labels.append(int(best[labels[-1]]))
    return labels[::-1]


def spans_of(labels: list[int]) -> list[tuple[int, int, int]]:
    """Beginning, end and role of each span in a row of labels."""
    spans: list[tuple[int, int, int]] = []
    for at, label in enumerate(labels):
        if label == _OUTSIDE:
            continue
        role, inside = divmod(label - 1, 2)
        if inside and spans and spans[-1][1] == at and spans[-1][2] == role:
            spans[-1] = (spans[-1][0], at + 1, role)
        else:
            spans.append((at, at + 1, role))
    return spans


def _trees(heads: Array) -> list[int]:
    """The likeliest head of each span; where heads go round in a circle, its least sure one has none."""
    chosen = [int(row.argmax()) for row in heads]
    for start in range(len(chosen)):
        path: list[int] = []
        at = start
        while chosen[at] and at not in path:
            path.append(at)
            at = chosen[at] - 1
        if chosen[at] and at in path:
            circle = path[path.index(at) :]
            weakest = min(circle, key=lambda one: float(heads[one, chosen[one]]))
            chosen[weakest] = 0
    return chosen
