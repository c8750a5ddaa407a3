"""The language of change: edits, what they do, how they are undone and how they are said.

Designers return edits and nothing else; the timeline keeps them. ``apply`` takes a list of them to a spec,
``EditResult.inverses`` leads back, ``diff`` finds those between two specs.
"""

from .difference import diff
from .edit_builder import add, change, change_spec, empty_spec, read_edits
from .edit_sentence import sentence
from .edit_summary import each_said
from .edit_transaction import EditResult, apply
from .kinds import Kind
from .language import (
    EDITS,
    Add,
    Edit,
    MakeFlow,
    MergeFields,
    Move,
    Part,
    Remove,
    Rename,
    Retype,
    Set,
    SetLayout,
    SetSpec,
    SplitEntity,
    SplitField,
)

__all__ = [
    "EDITS",
    "Add",
    "Edit",
    "EditResult",
    "Kind",
    "MakeFlow",
    "MergeFields",
    "Move",
    "Part",
    "Remove",
    "Rename",
    "Retype",
    "Set",
    "SetLayout",
    "SetSpec",
    "SplitEntity",
    "SplitField",
    "add",
    "apply",
    "change",
    "change_spec",
    "diff",
    "each_said",
    "empty_spec",
    "read_edits",
    "sentence",
]
