"""The expressions of a spec: computed values, rules and guards.

A small part of Python's grammar that is read, checked, written out as SQL and TypeScript, or worked out
here.

- names of the row: fields, flow fields, computed values, ``created_at``, ``updated_at``; a belongs_to name
  stands for the related record (``client is None``), and paths go through it: ``service.price``,
  ``client.company.name``;
- numbers, texts, ``True``, ``False``, ``None``; ``+ - * / // %``; ``== != < <= > >=``, also chained;
  ``in``, ``not in``; ``is None``; ``and or not``; ``a if condition else b``;
- aggregates over has_many and many_to_many names: ``count(lines)``, ``sum(lines.quantity * lines.price)``,
  ``avg``, ``min``, ``max``, each with an optional ``when=``. Within an aggregate, paths that begin with the
  relation speak of the item and all other names of the row itself: ``count(lines, when=lines.price >
  limit)``;
- the functions in ``FUNCTIONS``; in rules also ``no_overlap(start, end, by, when=condition)``.

Missing values: what is calculated from, or compared with, a missing value is missing; so is a division by
zero. A rule or guard whose condition is missing passes. ``a if c else b`` takes ``b`` when ``c`` is
missing. A count is never missing, the sum of no rows is 0, their avg, min and max are missing. Texts have
no order: they compare by == and !=."""

from .errors import ExpressionError
from .evaluation import EvaluationScope, evaluate
from .functions import FUNCTIONS, Function
from .inference import infer, type_of
from .literals import sql_text, sql_value, typescript_value
from .nodes import Aggregate, Node, NoOverlap, Path, walk
from .parser import parse
from .reference_rename import MemberRename, OptionRename, Rename, rename_reference
from .references import Names, computed_places, computed_uses, is_row_local, names, uses, uses_clock
from .resolution import Many, Member, follow, many, many_names, member, members
from .sql import ItemRows, SqlScope, overlap_to_sql, to_sql
from .suggestions import closest, did_you_mean
from .typescript import RowScope, TypeScriptScope, to_typescript
from .values import Kind, ValueType, fits, of_field

__all__ = [
    "FUNCTIONS",
    "Aggregate",
    "EvaluationScope",
    "ExpressionError",
    "Function",
    "ItemRows",
    "Kind",
    "Many",
    "Member",
    "MemberRename",
    "Names",
    "NoOverlap",
    "Node",
    "OptionRename",
    "Path",
    "Rename",
    "RowScope",
    "SqlScope",
    "TypeScriptScope",
    "ValueType",
    "closest",
    "computed_places",
    "computed_uses",
    "did_you_mean",
    "evaluate",
    "fits",
    "follow",
    "infer",
    "is_row_local",
    "many",
    "many_names",
    "member",
    "members",
    "names",
    "of_field",
    "overlap_to_sql",
    "parse",
    "rename_reference",
    "sql_text",
    "sql_value",
    "to_sql",
    "to_typescript",
    "type_of",
    "typescript_value",
    "uses",
    "uses_clock",
    "walk",
]
