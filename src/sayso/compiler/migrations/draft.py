"""A migration while it is being written: statements in the groups in which they will run."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from sayso.compiler.targets.sql import renew_logic
from sayso.spec.model import AppSpec

from .archiving import ENSURE, ensure_values
from .renames import in_order
from .shape import Shape
from .types import Archive, Choices, Migration, Step


@dataclass(frozen=True, slots=True)
class Statement:
    """What runs in the switch; ``alone`` is what does the same where nothing was prepared."""

    switch: str
    alone: str


@dataclass
class Draft:
    """What the kinds of step write into.

    ``rows`` runs first and sees the tables as they were; ``unlink`` (references), ``loosen``, ``away``, the
    renames and ``arrive`` change them; ``late`` changes rows under the new names; ``tighten`` and ``link``
    hold them to what is new.
    """

    before: AppSpec
    after: AppSpec
    prefix: str
    old: Shape
    new: Shape
    archive: Archive
    choices: Choices
    steps: list[Step] = field(default_factory=list)
    prepare: list[str] = field(default_factory=list)
    rows: list[Statement] = field(default_factory=list)
    unlink: list[str] = field(default_factory=list)
    loosen: list[str] = field(default_factory=list)
    away: list[str] = field(default_factory=list)
    arrive: list[str] = field(default_factory=list)
    late: list[str] = field(default_factory=list)
    tighten: list[Statement] = field(default_factory=list)
    link: list[Statement] = field(default_factory=list)
    finish: list[str] = field(default_factory=list)
    written: set[str] = field(default_factory=set)
    """Qualified names of the tables whose rows change."""
    renewed: set[str] = field(default_factory=set)
    """Bare names of the tables whose logic is made anew in any case."""
    relations: dict[str, str] = field(default_factory=dict)
    """Tables and indexes, which share one room for names."""
    constraints: dict[str, dict[str, str]] = field(default_factory=dict)
    """Constraints without an index, by table (its new qualified name)."""
    columns: dict[str, dict[str, str]] = field(default_factory=dict)
    """Columns, by table (its new qualified name)."""
    tables: set[str] = field(default_factory=set)
    """Which of ``relations`` are tables."""
    uses_archive: bool = False
    uses_values: bool = False

    def say(self, kind: str, sentence: str, *elements: str, **more: object) -> None:
        """Add a step."""
        self.steps.append(Step(kind, elements, sentence, **more))  # type: ignore[arg-type]  # attributes of Step

    def migration(self) -> Migration:
        """Everything in order."""
        renewal = renew_logic(self.before, self.after, self.prefix, self.renewed)
        ensure = []
        if self.uses_archive or self.uses_values:
            ensure.append(ENSURE)
        if self.uses_values:
            ensure.append(ensure_values(self.prefix))
        structure = [*self.unlink, *self.loosen, *self.away, *self._renames(), *self.arrive]

        def script(rows: Iterable[str], tighten: Iterable[str]) -> str:
            groups = [
                "\n".join(rows),
                renewal.drop.strip("\n"),
                _as_owner(structure),
                "\n".join(self.late),
                _as_owner(tighten),
                renewal.create.strip("\n"),
            ]
            return "\n\n".join(group for group in groups if group)

        tighten = [*self.tighten, *self.link]
        alone = script((s.alone for s in self.rows), (s.alone for s in tighten))
        if alone:
            locks = (
                [f"lock table {', '.join(sorted(self.written))} in share row exclusive mode;"]
                if self.written
                else []
            )
            alone = "\n".join(["set local sayso.migrating = 'on';", *locks, *ensure, "", alone, ""])
            alone += "set local sayso.migrating = 'off';\n"
        return Migration(
            steps=tuple(self.steps),
            prepare=(*ensure, *self.prepare),
            switch=script((s.switch for s in self.rows), (s.switch for s in tighten)),
            finish=tuple(self.finish),
            script=alone,
            tables=tuple(sorted(self.written)),
        )

    def _renames(self) -> list[str]:
        """Tables and indexes, then what is inside tables."""
        found = []
        tables = set(self.tables)
        for old, new in in_order(self.relations):
            kind = "table" if old in tables else "index"
            if kind == "table":
                tables.add(new)
            found.append(f"alter {kind} apps.{old} rename to {new};")
        for what, renames in (("column", self.columns), ("constraint", self.constraints)):
            for table, names in renames.items():
                found += [f"alter table {table} rename {what} {a} to {b};" for a, b in in_order(names)]
        return found


def _as_owner(statements: Iterable[str]) -> str:
    text = "\n".join(statements)
    return f"set role sayso_owner;\n{text}\nreset role;" if text else ""
