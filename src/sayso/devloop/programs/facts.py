"""What a writer of programs is told besides the words, as ``task.facts``."""

from collections.abc import Iterable
from typing import NotRequired, TypedDict

MOST_SAMPLE = 20_000
BY_NAME = r"\b(?:with|using)\s+(?:the\s+|my\s+)?secret\s+(?P<name>[\w-]+)"
"""How words name the secret that a source wants."""


class OptionFacts(TypedDict):
    """A choice of a field, or a state of a flow: what is stored, and what people see."""

    name: str
    label: str


class FieldFacts(TypedDict):
    """A stored or computed value of an entity; ``type`` is a ``FieldType`` of the spec."""

    name: str
    label: str
    type: str
    options: NotRequired[list[OptionFacts]]
    required: NotRequired[bool]
    """Whether a new row has to have it."""
    computed: NotRequired[bool]
    """Whether it is worked out, and never given."""


class RelationFacts(TypedDict):
    """What a row belongs to: ``name`` is the relation (``client``, stored as ``client_id``)."""

    name: str
    entity: str
    label: NotRequired[str]
    required: NotRequired[bool]


class TransitionFacts(TypedDict):
    """A move of a flow, by which rows come from one state to another."""

    name: str
    label: str
    from_state: str
    to_state: str


class EntityFacts(TypedDict):
    """One kind of row. ``collection`` is its part of the address of the data API, such as ``bookings``."""

    name: str
    label: str
    plural: NotRequired[str]
    collection: NotRequired[str]
    fields: list[FieldFacts]
    state_field: NotRequired[str]
    states: NotRequired[list[OptionFacts]]
    relations: NotRequired[list[RelationFacts]]
    title_field: NotRequired[str]
    initial: NotRequired[str]
    final: NotRequired[list[str]]
    """States that no transition leaves."""
    transitions: NotRequired[list[TransitionFacts]]
    actions: NotRequired[list[str]]
    """What the role does with some rows of it at least: ``create``, ``read``, ``update``, ``delete``."""


class ReportFacts(TypedDict):
    """A report of a module."""

    name: str
    title: str
    entity: str


class ModuleFacts(TypedDict):
    """A module that the person may read; ``role`` is theirs in it."""

    slug: str
    name: str
    role: str
    entities: list[EntityFacts]
    reports: NotRequired[list[ReportFacts]]
    time_zone: NotRequired[str]
    currency: NotRequired[str]


class BlockFacts(TypedDict, total=False):
    """All that may be known; what is absent was not asked or not found.

    ``address`` is what the words name, ``sample`` the beginning of what it answered as text (at most
    ``MOST_SAMPLE`` characters), ``failure`` why nothing came. ``code``, ``card``, ``reads`` and ``words``
    are of the version that is being changed. All that was said before this stands in ``words``, so that a
    writer without a memory can follow.
    """

    address: str
    status: int | None
    content_type: str
    sample: str
    is_cut: bool
    failure: str
    modules: list[ModuleFacts]
    time_zone: str
    currency: str
    now: str
    secrets: list[str]
    """Names of secrets of the agency."""
    code: str
    card: dict[str, object]
    reads: dict[str, object]
    words: list[str]
    """What was said for this block before, the first wish first."""
    refresh: dict[str, object]
    """When it is refreshed now."""
    on_rows: bool


def known_secret(name: str, known: Iterable[str]) -> str:
    """The secret that is meant, as it is written; empty where there is none of that name."""
    return next((one for one in known if one.lower() == name.lower()), "")
