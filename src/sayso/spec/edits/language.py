"""The edits themselves, as plain JSON a person or a language model can write.

``{"op": "add", "kind": "field", "parent": "ent_…", "element": {…}}``
``{"op": "rename", "kind": "entity", "target": "ent_…", "name": "customer", "label": "Customer"}``

``Add`` and ``Set`` exist once per kind, so that a schema says exactly what each may carry; type checkers
see the general class, pydantic the precise one.
"""

from copy import copy
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar, Union

from pydantic import Field as Described
from pydantic import SerializeAsAny, TypeAdapter, create_model, model_serializer

from sayso.spec.model import AppSpec, Container, Element, FieldType, Flow, Id, Model, Option
from sayso.spec.model.base import ShortText, SnakeName

from .kinds import SHAPES, Kind, Shape

Position = Annotated[int, Described(ge=0, description="Place among its siblings; at the end when left out.")]
AnyModel = TypeVar("AnyModel", bound=Model)
AnyName = Annotated[str, Described(min_length=1, max_length=64)]


class Add(Model):
    """Puts a new element, with all it consists of, into the spec or into ``parent``."""

    op: Literal["add"] = "add"
    kind: Kind
    parent: Id | None = None
    element: SerializeAsAny[Element]
    position: Position | None = None


class Set(Model):
    """Changes attributes of an element; those not given stay, null clears."""

    op: Literal["set"] = "set"
    kind: Kind
    target: Id
    values: SerializeAsAny["Values"]


class Remove(Model):
    """Takes an element out, and with it what cannot be without it."""

    op: Literal["remove"] = "remove"
    kind: Kind
    target: Id


class Rename(Model):
    """Gives an element another name everywhere it is mentioned.

    Without ``label`` the label follows the name if it did before. ``inverse`` is for relationships only.
    """

    op: Literal["rename"] = "rename"
    kind: Kind
    target: Id
    name: AnyName
    label: ShortText | None = None
    inverse: SnakeName | None = None


class Move(Model):
    """Puts an element at another place among its siblings."""

    op: Literal["move"] = "move"
    kind: Kind
    target: Id
    position: Position


class Retype(Model):
    """Gives a field another type; ``options`` are for enum and multi_enum."""

    op: Literal["retype"] = "retype"
    target: Id
    type: FieldType
    options: tuple[Option, ...] | None = None


class SetLayout(Model):
    """Gives a page another layout; components it shows for the first time join the page."""

    op: Literal["set_layout"] = "set_layout"
    target: Id
    layout: Container | None = None


class SplitEntity(Model):
    """Makes a field an entity of its own: ``author`` of a book becomes an entity, to which books belong.

    ``name`` is the new entity's, else the field's in the singular. ``multiple`` links many to many. The new
    elements get ids made from the field's, so that doing it again after an undo finds the same data.
    """

    op: Literal["split_entity"] = "split_entity"
    target: Id
    name: SnakeName | None = None
    label: ShortText | None = None
    multiple: bool = False


class MergeFields(Model):
    """Makes one field of several texts of an entity: ``first_name`` and ``last_name`` become ``name``.

    The first of ``targets`` carries on under the new name; what mentioned the others mentions it instead.
    """

    op: Literal["merge_fields"] = "merge_fields"
    targets: tuple[Id, ...] = Described(min_length=2)
    name: SnakeName
    label: ShortText | None = None


class Part(Model):
    """One of the fields that a field is split into."""

    name: SnakeName
    label: ShortText | None = None


class SplitField(Model):
    """Makes several fields of one text: ``name`` becomes ``first_name`` and ``last_name``.

    The field carries on as the first of ``parts`` and keeps the first word; the last part gets what is left.
    The new fields get ids made from the field's, so that doing it again after an undo finds the same data.
    """

    op: Literal["split_field"] = "split_field"
    target: Id
    parts: tuple[Part, ...] = Described(min_length=2)


class MakeFlow(Model):
    """Makes a choice (or a text) the state of a flow; rows whose value is a state are in that state."""

    op: Literal["make_flow"] = "make_flow"
    target: Id
    flow: Flow


class Values(Model):
    """Attributes to change; a null that was given is kept, since it clears."""

    @model_serializer(mode="plain")
    def _given(self) -> dict[str, Any]:
        fields = type(self).model_fields
        return {fields[name].alias or name: getattr(self, name) for name in sorted(self.model_fields_set)}


def _partial(name: str, model: type[Model], without: tuple[str, ...]) -> type[Values]:
    """A model whose attributes are those of ``model``, all optional."""
    fields: dict[str, Any] = {}
    for attribute, info in model.model_fields.items():
        if attribute not in without:
            optional = copy(info)
            optional.default, optional.default_factory = None, None
            fields[attribute] = (info.annotation, optional)
    return _named(create_model(name, __base__=Values, **fields))


def _named(model: type[AnyModel]) -> type[AnyModel]:
    """A model that is found here under its name, so that what it holds can go to other processes."""
    globals()[model.__name__] = model
    return model


def _title(kind: Kind) -> str:
    return kind.value.title()


def _article(kind: Kind) -> str:
    return f"an {kind}" if kind[0] in "aeio" else f"a {kind}"


def _add(kind: Kind, shape: Shape) -> type[Add]:
    fields: dict[str, Any] = {"kind": (Literal[kind], kind), "element": (shape.model, ...)}
    fields["parent"] = (
        (Id, Described(description=f"Id of the {shape.parent}.")) if shape.parent else (None, None)
    )
    return _named(
        create_model(f"Add{_title(kind)}", __base__=Add, __doc__=f"Adds {_article(kind)}.", **fields)
    )


def _set(kind: Kind, shape: Shape) -> type[Set]:
    own = tuple(filter(None, ("id", shape.name, shape.label, *shape.fixed)))
    values = _partial(f"{_title(kind)}Values", shape.model, own)
    fields: dict[str, Any] = {"kind": (Literal[kind], kind), "values": (values, ...)}
    return _named(
        create_model(f"Set{_title(kind)}", __base__=Set, __doc__=f"Changes {_article(kind)}.", **fields)
    )


ADDS = {kind: _add(kind, shape) for kind, shape in SHAPES.items()}
SETS = {kind: _set(kind, shape) for kind, shape in SHAPES.items()}

_PARTS = tuple(
    name
    for name, info in AppSpec.model_fields.items()
    if "tuple" in str(info.annotation) and name != "features"
)
SpecValues = create_model(
    "SpecValues",
    __base__=_partial("SpecAttributes", AppSpec, ("schema_version", "permissions", *_PARTS)),
    default_role=(SnakeName | None, None),
    public_role=(SnakeName | None, None),
)
OF_PERMISSIONS = frozenset({"default_role", "public_role"})
"""What a ``set_spec`` changes in the permissions rather than in the document itself."""


class SetSpec(Model):
    """Changes what the spec says of itself as a whole."""

    op: Literal["set_spec"] = "set_spec"
    values: SerializeAsAny[Values]


if TYPE_CHECKING:
    Edit = (
        Add
        | Set
        | Remove
        | Rename
        | Move
        | Retype
        | SetLayout
        | SetSpec
        | SplitEntity
        | MergeFields
        | SplitField
        | MakeFlow
    )
else:
    SetSpec = create_model("SetSpec", __base__=SetSpec, __doc__=SetSpec.__doc__, values=(SpecValues, ...))
    AnyAdd = Annotated[Union[tuple(ADDS.values())], Described(discriminator="kind")]  # noqa: UP007 - made of a table
    AnySet = Annotated[Union[tuple(SETS.values())], Described(discriminator="kind")]  # noqa: UP007 - as above
    Edit = Annotated[
        AnyAdd
        | AnySet
        | Remove
        | Rename
        | Move
        | Retype
        | SetLayout
        | SetSpec
        | SplitEntity
        | MergeFields
        | SplitField
        | MakeFlow,
        Described(discriminator="op"),
    ]

EDITS: TypeAdapter[tuple[Edit, ...]] = TypeAdapter(tuple[Edit, ...])
"""Reads and writes lists of edits."""
