"""What models write for types, kinds and choices, brought to the words of the spec."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import TypeVar

from sayso.design.offline.field_types import known_type
from sayso.kit.words import snake
from sayso.spec.edits import Kind
from sayso.spec.model import Action, ComponentType, FieldType

E = TypeVar("E", bound=StrEnum)


def _table(rows: Mapping[str, str]) -> dict[str, str]:
    return {word: meant for meant, words in rows.items() for word in words.split()}


_TYPES = _table(
    {
        "text": "string str varchar char character short_text short_string line single_line name title "
        "plain_text color colour code slug",
        "long_text": "textarea text_area longtext long_string multiline multi_line rich_text richtext html "
        "markdown paragraph clob notes note description memo",
        "integer": "int int4 int8 bigint smallint long count whole_number whole serial rating year",
        "decimal": "float double real numeric percent percentage ratio double_precision float8",
        "money": "currency price amount cost monetary fee",
        "boolean": "bool checkbox yes_no yesno toggle switch flag true_false bit",
        "date": "day calendar_date birthday",
        "datetime": "timestamp timestamptz date_time moment timestamp_with_time_zone",
        "time": "time_of_day clock",
        "enum": "dropdown drop_down select choice choices radio picklist pick_list option options "
        "single_select enumeration status",
        "multi_enum": "multiselect multi_select multi_choice multiple_choice tags tag checkboxes set "
        "enum_list multi",
        "email": "mail e_mail email_address",
        "url": "link website uri web_address href",
        "phone": "tel telephone mobile phone_number cell",
        "image": "picture photo avatar img photograph",
        "file": "attachment document upload pdf blob binary",
        "uuid": "guid identifier",
        "json": "object dict map jsonb struct any",
    }
)
_NUMBERS = frozenset({"number", "num", "numeric_value", "digits"})
_LINKS = frozenset(
    {"reference", "ref", "relation", "relationship", "foreign_key", "fk", "link", "belongs_to", "lookup"}
)
_KINDS = _table(
    {
        "entity": "table model thing object collection",
        "field": "column attribute property value",
        "option": "choice enum_value",
        "computed": "computed_field calculated formula derived computed_value",
        "relationship": "relation link reference association belongs_to has_many many_to_many",
        "flow": "workflow lifecycle status state_machine",
        "state": "status_value stage",
        "transition": "step move",
        "permission": "permission_rule grant access rule_of_access",
        "component": "widget view",
        "rule": "constraint validation check",
        "page": "screen",
        "report": "chart statistic",
    }
)
_COMPONENTS = _table(
    {
        "form": "input_form create_form edit_form",
        "table": "grid datagrid data_table data_grid spreadsheet",
        "list": "feed",
        "detail": "details record view record_view",
        "chart": "graph plot bar_chart line_chart pie_chart",
        "cards": "card gallery card_grid",
        "kanban": "board kanban_board",
        "calendar": "schedule agenda timeline",
        "stats": "stat kpi kpis figures metrics tiles statistics",
        "filters": "filter filter_bar search",
    }
)
_ACTIONS = _table(
    {
        "create": "add insert new write",
        "read": "view see list show get",
        "update": "edit change modify patch write",
        "delete": "remove destroy",
    }
)


def choice(enum: type[E], said: object, words: Mapping[str, str] | None = None) -> E | None:
    """The member that a word means; none where it means none."""
    key = snake(said) if isinstance(said, str) else ""
    known = {snake(member.value): member for member in enum}
    return known.get(key) or known.get((words or {}).get(key, ""))


def field_type(said: object, name: str) -> FieldType | None:
    """The type of a field; a plain *number* is the kind of number that its name tells."""
    key = snake(said) if isinstance(said, str) else ""
    if key in _NUMBERS:
        told = known_type(name.split("_"))
        return told if told in {FieldType.INTEGER, FieldType.DECIMAL, FieldType.MONEY} else FieldType.DECIMAL
    return choice(FieldType, key.removesuffix("_field"), _TYPES)


def told_type(name: str) -> FieldType:
    """The type that the name of a field tells, where nothing else does."""
    told = known_type(name.split("_"))
    return told if told is not None and told not in {FieldType.ENUM, FieldType.MULTI_ENUM} else FieldType.TEXT


def is_link(said: object) -> bool:
    """Whether a type says that the field refers to something else."""
    return isinstance(said, str) and snake(said) in _LINKS


def kind(said: object) -> Kind | None:
    """The kind of element that a word means."""
    return choice(Kind, said, _KINDS)


def component_type(said: object) -> ComponentType | None:
    """The type of component that a word means."""
    return choice(ComponentType, said, _COMPONENTS)


def actions(said: Iterable[str]) -> tuple[list[Action], list[str]]:
    """Actions in their order, and the words that mean none; ``crud`` and ``all`` mean each."""
    found: set[Action] = set()
    unknown: list[str] = []
    for word in said:
        key = snake(word)
        if key in {"crud", "all", "everything", "full", "manage"}:
            found |= set(Action)
        elif key == "write":
            found |= {Action.CREATE, Action.UPDATE}
        elif key and set(key) <= set("crud") and len(key) <= 4:
            found |= {action for action in Action if action.value[0] in key}
        elif (action := choice(Action, key, _ACTIONS)) is not None:
            found.add(action)
        else:
            unknown.append(word)
    return [action for action in Action if action in found], unknown
