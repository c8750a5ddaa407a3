"""What the parts of an entity are called in Python."""

from collections.abc import Iterable
from dataclasses import dataclass

from sayso.kit.words import kebab, pascal, plural, sentence
from sayso.spec.model import Entity

from .literals import identifier

_TAKEN = frozenset(
    """
    Annotated Any APIRouter Between Body Boolean Date Email Expanded False Field Id IdempotencyKey Ids Import
    Integer Items Json Length LinkedIds Literal LongText Moment Money None Number Page Phone Query Request
    Response Row Rows Several Signed StreamingResponse Text TimeOfDay Titles Transitions True Url UUID Version
    Wanted
    """.split()  # noqa: SIM905 - names read better as words
)
"""What modules of an entity import."""

_OF_MODELS = frozenset(
    """
    construct copy dict from_orm given json parse_file parse_obj parse_raw schema schema_json
    update_forward_refs validate model_computed_fields model_config model_construct model_copy model_dump
    model_dump_json model_extra model_fields model_fields_set model_json_schema model_parametrized_name
    model_post_init model_rebuild model_validate model_validate_json model_validate_strings
    """.split()  # noqa: SIM905 - as above
)
"""What pydantic's models have already."""


@dataclass(frozen=True, slots=True)
class EntityNames:
    """The Python names of one entity."""

    package: str
    constant: str
    row: str
    one: str
    many: str
    collection: str
    label: str
    label_plural: str

    @property
    def create(self) -> str:
        """The model of a new row."""
        return f"{self.row}Create"

    @property
    def patch(self) -> str:
        """The model of a change."""
        return f"{self.row}Patch"


def entity_names(entity: Entity) -> EntityNames:
    """The names of an entity; words that are taken get a suffix."""
    row = pascal(entity.name)
    many = plural(entity.name)
    return EntityNames(
        package=identifier(entity.name),
        constant=entity.name.upper(),
        row=f"{row}Row" if row in _TAKEN else row,
        one=entity.name,
        many=many if many != entity.name else f"{many}_list",
        collection=kebab(many),
        label=entity.display_name,
        label_plural=sentence(many),
    )


def attribute(name: str) -> str:
    """The attribute of a model that holds a field of this name."""
    return f"{name}_" if name in _OF_MODELS else identifier(name)


def fresh(name: str, taken: Iterable[str]) -> str:
    """``name``, or with a number behind it when it is taken."""
    known, found, number = set(taken), name, 1
    while found in known:
        number += 1
        found = f"{name}{number}"
    return found
