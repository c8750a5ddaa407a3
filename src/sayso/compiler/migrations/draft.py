"""A migration while it is being written: statements in the groups in which they will run."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from sayso.compiler.targets.sql import renew_logic
from sayso.errors import InputError
from sayso.spec.model import AppSpec

from .archive_schema import ENSURE, ensure_values
from .renames import in_order
from .shape import Shape
from .types import READERS_WAIT, Archive, Choice, Choices, Decision, Migration, Probe, Step


@dataclass(frozen=True, slots=True)
class Statement:
    """What runs in the switch; ``alone`` is what does the same where nothing was prepared."""

    switch: str
    alone: str


@dataclass
class Draft:
    """What the kinds of step write into.

    ``rows`` runs first and sees the tables as they were; ``unlink`` (references), ``loosen``, ``away``,
    ``back``, the renames and ``arrive`` change them; ``late`` changes rows under the new names; ``tighten``
    and ``link`` hold them to what is new.
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
    built: list[Statement] = field(default_factory=list)
    """Indexes over rows that were written; readers go on meanwhile."""
    unlink: list[str] = field(default_factory=list)
    loosen: list[str] = field(default_factory=list)
    away: list[str] = field(default_factory=list)
    back: list[str] = field(default_factory=list)
    arrive: list[str] = field(default_factory=list)
    late: dict[str, list[str]] = field(default_factory=dict)
    """By qualified table."""
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

    def say(
        self,
        kind: str,
        sentence: str,
        *elements: str,
        rewrites: str | None = None,
        probes: tuple[Probe, ...] = (),
    ) -> None:
        """Add a step."""
        self.steps.append(Step(kind, elements, sentence, probes, rewrites=rewrites))

    def found(
        self, kind: str, element: str, probe: Probe, sentence: str = "", rewrites: str | None = None
    ) -> None:
        """Add a question to the step of this kind and element, or a step to ask it."""
        for place, step in enumerate(self.steps):
            if step.kind == kind and step.elements[:1] == (element,):
                self.steps[place] = replace(
                    step, probes=(*step.probes, probe), rewrites=step.rewrites or rewrites
                )
                return
        self.steps.append(Step(kind, (element,), sentence, (probe,), rewrites=rewrites))

    def chosen(self, decision: Decision) -> Choice | None:
        """What somebody answered, else what happens when nobody does.

        Raises:
            InputError: when the answer is none of those that were offered.
        """
        choice = self.choices.get(decision.key)
        if choice is None:
            return None if decision.default is None else Choice(decision.default)
        if choice.do not in decision.options:
            raise InputError(
                f"“{choice.do.value}” is no answer to: {decision.question}",
                hint=f"Choose one of {', '.join(option.value for option in decision.options)}.",
            )
        return choice

    def write_late(self, table: str, *statements: str) -> None:
        """Run statements on rows of a table under its new names, before they are held to anything new.

        A table that such statements only read is named without any.
        """
        self.late.setdefault(table, []).extend(statements)

    def write(self, statement: str) -> None:
        """Run a statement on rows while the tables are as they were."""
        self.rows.append(Statement(statement, statement))

    def migration(self) -> Migration:
        """Everything in order."""
        renewal = renew_logic(self.before, self.after, self.prefix, self.renewed)
        ensure = []
        if self.uses_archive or self.uses_values:
            ensure.append(ENSURE)
        if self.uses_values:
            ensure.append(ensure_values(self.prefix))
        late = [statement for statements in self.late.values() for statement in statements]
        opened = [f"create policy _new_moves on {table} to sayso_mover using (true);" for table in self.late]
        closed = [Statement(text, text) for text in (f"drop policy _new_moves on {t};" for t in self.late)]
        structure = [
            *self.unlink,
            *self.loosen,
            *self.away,
            *self.back,
            *self._renames(),
            *self.arrive,
            *opened,
        ]

        def script(rows: Iterable[str], tighten: Iterable[str]) -> str:
            moved = _as("sayso_mover", rows)
            groups = [
                f"{moved}\n\n{READERS_WAIT}" if moved else "",
                renewal.drop.strip("\n"),
                _as("sayso_owner", structure),
                _as("sayso_mover", late),
                _as("sayso_owner", tighten),
                renewal.create.strip("\n"),
            ]
            return "\n\n".join(group for group in groups if group)

        rows = [*self.rows, *self.built]
        tighten = [*closed, *self.tighten, *self.link]
        alone = script((s.alone for s in rows), (s.alone for s in tighten))
        if alone:
            locks = (
                [f"lock table {', '.join(sorted(self.written))} in share row exclusive mode;"]
                if self.written
                else []
            )
            alone = "\n".join(
                [
                    "set local sayso.migrating = 'on';",
                    "set local timezone = 'UTC';",
                    *locks,
                    *ensure,
                    "",
                    alone,
                    "",
                ]
            )
            alone += "set local sayso.migrating = 'off';\n"
        return Migration(
            steps=tuple(self.steps),
            prepare=(*ensure, *self.prepare),
            switch=script((s.switch for s in rows), (s.switch for s in tighten)),
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


def _as(role: str, statements: Iterable[str]) -> str:
    text = "\n".join(filter(None, statements))
    return f"set role {role};\n{text}\nreset role;" if text else ""
