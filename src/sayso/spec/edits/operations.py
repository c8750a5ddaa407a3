"""What each edit does to a draft."""

from collections.abc import Sequence

from pydantic import ValidationError

from sayso.spec.model import Container, Element, Field, FieldType, Option, Page, Relationship

from .cardinality import with_other_kind
from .draft import CannotApply, Draft
from .field_conversion import make_flow, split_field
from .kinds import SHAPES, Kind, name_of
from .language import (
    OF_PERMISSIONS,
    Add,
    Edit,
    MakeFlow,
    MergeFields,
    Move,
    Remove,
    Rename,
    Retype,
    Set,
    SetLayout,
    SetSpec,
    SplitEntity,
    SplitField,
)
from .names import names_borne, parents_of
from .removal import remove
from .rename import rename, renamed
from .shape_edits import merge_fields, split_entity
from .tree import Spot, changed, siblings, walk_element, with_element, with_siblings

_NAMED_APART = frozenset({Kind.RULE, Kind.PAGE, Kind.SETTING})
_LISTED = frozenset({FieldType.ENUM, FieldType.MULTI_ENUM})
_SIMILAR = (
    {FieldType.TEXT, FieldType.LONG_TEXT, FieldType.EMAIL, FieldType.URL, FieldType.PHONE},
    {FieldType.INTEGER, FieldType.DECIMAL, FieldType.MONEY},
)


def perform(draft: Draft, edit: Edit) -> None:  # noqa: C901, PLR0912 - one line for each edit
    """Applies one edit; raises ``CannotApply``, and changes nothing, when it does not fit."""
    match edit:
        case Add():
            _add(draft, edit)
        case Remove():
            draft.replace(remove(draft.spec, draft.find(edit.target, edit.kind)))
        case Rename():
            _rename(draft, edit)
        case Set():
            _set(draft, edit)
        case Move():
            _move(draft, edit)
        case Retype():
            _retype(draft, edit)
        case SetLayout():
            _set_layout(draft, edit)
        case SetSpec():
            _set_spec(draft, edit)
        case SplitEntity():
            draft.replace(split_entity(draft, edit))
        case MergeFields():
            draft.replace(merge_fields(draft, edit))
        case SplitField():
            draft.replace(split_field(draft, edit))
        case MakeFlow():
            draft.replace(make_flow(draft, edit))
        case _:
            raise CannotApply(
                "unknown-edit", f"{type(edit).__name__} is not an edit.", "Use one of the published edits."
            )


def _add(draft: Draft, edit: Add) -> None:
    shape = SHAPES[edit.kind]
    parent = draft.find(edit.parent, shape.parent) if edit.parent and shape.parent else None
    _refuse_ids(draft, [spot.element.id for spot in walk_element(Spot(edit.kind, edit.element, 0))])
    _refuse_taken(draft, edit.kind, parent, edit.element)
    draft.insert(edit.kind, parent, edit.element, edit.position)


def _refuse_ids(draft: Draft, ids: Sequence[str]) -> None:
    """An id is given once, also within what is added."""
    for place, given in enumerate(ids):
        if draft.knows(given) or given in ids[:place]:
            raise CannotApply("id-taken", f"The id {given} is in use.", "Give every new element a fresh id.")


def _refuse_taken(
    draft: Draft, kind: Kind, parent: Spot | None, new: Element, old: Element | None = None
) -> None:
    """Two elements of one name would make every mention of it ambiguous."""
    around = (*parents_of(parent), parent.element) if parent else ()
    kept = set(names_borne(old, around)) if old else set()
    for name in set(names_borne(new, around)) - kept:
        if any(bearer != new.id for bearer in draft.bearers(name)):
            where = f" in {name[1]}" if len(name) > 2 else ""
            raise CannotApply("name-taken", f"{name[-1]} is taken{where}.", "Choose another name.")
    if kind in _NAMED_APART and (old is None or name_of(old) != name_of(new)):
        row = siblings(draft.spec, kind, parent.element if parent else None)
        if any(name_of(other) == name_of(new) and other.id != new.id for other in row):
            raise CannotApply(
                "name-taken", f"There is a {kind} {name_of(new)} already.", "Choose another name."
            )


def _rename(draft: Draft, edit: Rename) -> None:
    spot = draft.find(edit.target, edit.kind)
    if SHAPES[edit.kind].name is None:
        raise CannotApply("no-name", f"A {edit.kind} has no name.", "Change its attributes with set.")
    new = renamed(spot.element, edit)
    try:
        type(new).model_validate(new.to_json())
    except ValidationError as error:
        raise CannotApply(
            "bad-name", f"{edit.name} cannot be the name of a {edit.kind}.", _reason(error)
        ) from None
    _refuse_taken(draft, edit.kind, spot.parent, new, spot.element)
    draft.replace(rename(draft.spec, spot, edit))


def _set(draft: Draft, edit: Set) -> None:
    spot = draft.find(edit.target, edit.kind)
    values = {name: getattr(edit.values, name) for name in edit.values.model_fields_set}
    new = changed(spot.element, **values)
    _refuse_taken(draft, edit.kind, spot.parent, new, spot.element)
    draft.put(spot, new)
    if isinstance(spot.element, Relationship) and isinstance(new, Relationship):
        draft.replace(with_other_kind(draft.spec, spot.element, new))


def _move(draft: Draft, edit: Move) -> None:
    spot = draft.find(edit.target, edit.kind)
    row = siblings(draft.spec, spot.kind, spot.parent.element if spot.parent else None)
    rest = (*row[: spot.position], *row[spot.position + 1 :])
    moved = (*rest[: edit.position], spot.element, *rest[edit.position :])
    draft.replace(with_siblings(draft.spec, spot.kind, spot.parent, moved))


def _retype(draft: Draft, edit: Retype) -> None:
    """Options, default and limits that mean nothing for the new type go."""
    spot = draft.find(edit.target, Kind.FIELD)
    field = spot.element
    if not isinstance(field, Field):
        return
    options: tuple[Option, ...] = field.options if edit.options is None else edit.options
    own = {option.id for option in field.options}
    ids = [option.id for option in options]
    _refuse_ids(draft, [given for given in ids if given not in own or ids.count(given) > 1])
    similar = (
        any({field.type, edit.type} <= group for group in _SIMILAR) or {field.type, edit.type} <= _LISTED
    )
    same = field.type is edit.type
    new = changed(
        field,
        type=edit.type,
        options=options if edit.type in _LISTED else (),
        default=field.default if same or (similar and edit.type not in _LISTED) else None,
        validation=field.validation if same or similar else None,
    )
    draft.replace(with_element(draft.spec, spot, new))


def _set_layout(draft: Draft, edit: SetLayout) -> None:
    spot = draft.find(edit.target, Kind.PAGE)
    page = spot.element
    if isinstance(page, Page):
        shown = _shown(edit.layout) if edit.layout else ()
        fresh = tuple(dict.fromkeys(name for name in shown if name not in page.components))
        new = changed(page, layout=edit.layout, components=(*page.components, *fresh))
        draft.put(spot, new)


def _shown(container: Container) -> tuple[str, ...]:
    names: list[str] = []
    for child in container.children:
        names += _shown(child) if isinstance(child, Container) else [child.component]
    return tuple(names)


def _set_spec(draft: Draft, edit: SetSpec) -> None:
    values = {name: getattr(edit.values, name) for name in edit.values.model_fields_set}
    permissions = draft.spec.permissions
    for name in OF_PERMISSIONS & values.keys():
        permissions = changed(permissions, **{name: values.pop(name)})
    draft.replace(changed(draft.spec, permissions=permissions, **values))


def _reason(error: ValidationError) -> str:
    first = error.errors()[0]
    return f"{first['msg']}."
