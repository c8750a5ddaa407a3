"""A second and a third look at a message of which the reading was not sure of every word.

Where the same words in other company are read to the very same end, the doubt was about the company.
"""

from collections.abc import Mapping, Sequence

from sayso.design.language.lemmas import readings
from sayso.design.name_lookup.situation import Focus
from sayso.kit.ids import SeededIds
from sayso.reader import Mode, Reading, read
from sayso.reader.tokens import words_of
from sayso.spec.edits import Add, Edit, Kind, Remove
from sayso.spec.edits.kinds import label_of, name_of
from sayso.spec.model import AppSpec, Json

from .resolver import Resolved, resolve
from .resolver.names import known_of

_COMPANY = ("Please: {}", "{} please", "hello, {}")
_LEAST = 0.15
"""Below this a word is not understood, however often it is read alike."""
_HOLDING = frozenset((Kind.ENTITY, Kind.ROLE, Kind.FLOW))
_WORDING = frozenset(("source", "assumed"))


def agreed(reading: Reading, spec: AppSpec, focus: Focus, history: Sequence[AppSpec]) -> float | None:
    """How sure a reading has to be of a word where all looks at a message agree; none where they do not.

    What takes a thing or a role away, or makes a name of a word that nobody knows, has to be sure at once.
    """
    first = _resolved(reading, spec, focus, history)
    if not first.is_whole or any(_is_grave(edit) for edit in first.edits):
        return None
    result = _plain(first.spec.to_json())
    for company in _COMPANY:
        again = read(company.format(reading.text), Mode.CHANGE, known_of(spec))
        other = _resolved(again, spec, focus, history)
        if not other.is_whole or _plain(other.spec.to_json()) != result:
            return None
    return _LEAST


def _resolved(reading: Reading, spec: AppSpec, focus: Focus, history: Sequence[AppSpec]) -> Resolved:
    return resolve(reading, spec, SeededIds(reading.mode), focus, _LEAST, history)


def _is_grave(edit: Edit) -> bool:
    if isinstance(edit, Add):
        name = label_of(edit.element) or name_of(edit.element) or ""
        return any(word.text.isalpha() and not readings(word.text.lower()) for word in words_of(name))
    return isinstance(edit, Remove) and edit.kind in _HOLDING


def _plain(value: Json) -> Json:
    """A spec without the words that its parts came of."""
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items() if key not in _WORDING}
    return [_plain(one) for one in value] if isinstance(value, list) else value
