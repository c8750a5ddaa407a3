"""Commands: what a verb asks for, done to what hangs on it."""

from collections.abc import Callable

from .additions import add
from .alterations import change
from .computations import compute
from .layouts import place
from .removals import remove
from .renames import rename
from .separations import merge, split
from .views import hide_, show
from .work import Work

COMMANDS: dict[str, Callable[[Work, int], None]] = {
    "add": add, "place": place, "remove": remove, "rename": rename, "change": change, "show": show,
    "hide": hide_, "compute": compute, "split": split, "merge": merge,
}  # fmt: skip
