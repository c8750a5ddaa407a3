"""Why programs fail, as a table: each rule tells one cause by its signs, and says what to do about it."""

from sayso.devloop.programs.rules.rule import Rule
from sayso.devloop.programs.rules.table import rules

__all__ = ["Rule", "rules"]
