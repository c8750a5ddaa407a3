"""The kinds of wish, in the order in which they are tried: the most particular first."""

from sayso.design.offline.refine.types import Intent

from .access import permit
from .beyond import say_what_is_beyond
from .choices import choose
from .column_order import order_columns
from .columns import change_columns
from .custom import explain_custom
from .explaining import explain
from .fields import add_fields
from .filtering import filter_rows
from .flags import add_flag
from .formulas import compute
from .helping import help_with
from .lengths import tell_length
from .lifecycles import live
from .links import link
from .merging import merge_fields
from .moving import reserve_moves
from .newcomers import welcome
from .pages import change_pages
from .placing import arrange, arrange_beside
from .positions import place_state
from .public import open_to_anybody
from .removals import remove
from .renames import rename
from .reports import report
from .roles import add_role
from .rules import restrict
from .settling import settle
from .siding import arrange_sides
from .sorting import sort_rows
from .splitting import split_field
from .states import change_states
from .things import add_thing
from .traits import set_traits
from .views import view

INTENTS: tuple[Intent, ...] = (
    open_to_anybody,
    explain_custom,
    settle,
    say_what_is_beyond,
    help_with,
    filter_rows,
    order_columns,
    change_columns,
    rename,
    place_state,
    remove,
    split_field,
    merge_fields,
    add_flag,
    explain,
    set_traits,
    add_role,
    reserve_moves,
    permit,
    restrict,
    live,
    change_states,
    tell_length,
    compute,
    welcome,
    choose,
    link,
    arrange_sides,
    change_pages,
    arrange_beside,
    sort_rows,
    report,
    arrange,
    view,
    add_thing,
    add_fields,
)

__all__ = ["INTENTS"]
