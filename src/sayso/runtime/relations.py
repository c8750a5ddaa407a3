"""Names of a module's tables in the database, qualified and quoted; the compiler gives them all."""

from sayso.compiler.identifiers import ModuleNames
from sayso.spec.index import Junction, SpecIndex


class Relations:
    """What statements of the data API write after ``from`` and ``into``."""

    def __init__(self, prefix: str, index: SpecIndex) -> None:
        self._names = ModuleNames(index, prefix)

    def table(self, entity: str) -> str:
        """The table that is written."""
        return self._names.qualified(self._names.table(entity))

    def view(self, entity: str) -> str:
        """The view that is read: with computed values and without what the role may not see."""
        return self._names.qualified(self._names.view(entity))

    def junction(self, junction: Junction) -> tuple[str, str, str]:
        """The junction's table and its bare columns of the left and the right side."""
        left, right = self._names.junction_columns(junction)
        return self._names.qualified(self._names.junction(junction)), left, right

    @property
    def history(self) -> str:
        """The history, without what the acting member may not read."""
        return self._names.qualified(self._names.history_view)

    @property
    def everything(self) -> str:
        """The table of the history, closed to requests."""
        return self._names.qualified(self._names.history)

    @property
    def restore(self) -> str:
        """The function that brings a deleted row back."""
        return self._names.qualified(self._names.name("restore"))
