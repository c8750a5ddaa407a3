"""The kinds of wish, in the order in which they are tried: the most particular first."""

from sayso.design.offline.refine.types import Intent

from .access import permit
from .choices import choose
from .fields import add_fields
from .formulas import compute
from .links import link
from .pages import change_pages
from .placing import arrange
from .removals import remove
from .renames import rename
from .reports import report
from .rules import restrict
from .states import change_states
from .things import add_role, add_thing
from .traits import set_traits
from .views import view

INTENTS: tuple[Intent, ...] = (
    rename,
    remove,
    set_traits,
    add_role,
    permit,
    restrict,
    change_states,
    compute,
    choose,
    link,
    change_pages,
    report,
    arrange,
    view,
    add_thing,
    add_fields,
)

__all__ = ["INTENTS"]
