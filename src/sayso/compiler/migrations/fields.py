"""What a change of a field does to its values: other types, options, limits, and values it must have."""

from dataclasses import dataclass

from sayso.compiler.targets.sql.scopes import module_time_zone
from sayso.compiler.targets.sql.types import check_of, column_type
from sayso.errors import InputError
from sayso.spec.expressions import sql_text
from sayso.spec.index import SpecIndex
from sayso.spec.model import Field, FieldType, Json, Option

from .casts import WRITTEN, Caster, always_fits
from .draft import Draft
from .literals import CHOICES, literal, said
from .moves import Refill, Source, TableMove, fields_of
from .probes import asked, counted, shown
from .shape import Column
from .types import Decision, Do, Probe

_KEPT = Field(id="fld_keptvalue", name="kept", label="kept", type=FieldType.JSON)


def settle_fields(draft: Draft, move: TableMove) -> None:
    """Decide for each field, and for the state of a flow, what becomes of the values of rows."""
    for key, field in fields_of(draft.after, move.key).items():
        column = move.new.columns[key]
        source = move.sources.get(key)
        if source is None:
            _begin(draft, move, column, field)
        else:
            _Settling(draft, move, column, source, field).settle()


def _begin(draft: Draft, move: TableMove, column: Column, field: Field) -> None:
    """A field that was never there: every row begins with its default."""
    if not field.required or field.default is not None:
        return
    decision = Decision(
        f"{field.id}.required",
        f"What should “{field.label}” be in the rows that are there already?",
        (Do.DEFAULT,),
        None,
    )
    value = draft.chosen(decision)
    if value is not None:
        move.starts[column.key] = literal(field, value.value)
    rows = f"(select t.id, t.site_id from {move.place} as t)"
    draft.found(
        "add_field",
        field.id,
        Probe(
            f"Rows that need a value for “{field.label}”",
            counted(rows, "true"),
            decision=decision,
            blocks=True,
        ),
    )


@dataclass
class _Settling:
    """One field, from what its values were to what they have to be."""

    draft: Draft
    move: TableMove
    column: Column
    source: Source
    field: Field

    def settle(self) -> None:
        """Find out whether anything has to happen to values, and note it."""
        if self._is_same:
            return
        before, field, source = self.before, self.field, self.source
        caster = Caster(sql_text(module_time_zone(SpecIndex(self.draft.after))))
        options = self._options()
        mapped = "old" if self._is_identity(options) else caster.cast("old", before, field, options)
        is_renamed = any(old != new for old, new in options.items())
        is_bulk = source.column is None or column_type(before.type) != self.column.type or is_renamed
        final = self._final(caster, mapped, options)
        kept = self._kept(caster)
        if mapped == final == "old" and not is_bulk and kept is None:
            return
        back = None
        if is_bulk and source.was is None and mapped != "old":
            inverse = {new: old for old, new in reversed(options.items())}
            back = caster.cast("v.mapped", field, before, inverse)
        self.move.refills[field.id] = Refill(
            self.column, source, mapped, final, back, kept, self._limits("w"), is_bulk
        )

    @property
    def before(self) -> Field:
        """What the values were."""
        assert self.source.field is not None  # noqa: S101 - references are settled elsewhere
        return self.source.field

    @property
    def _is_same(self) -> bool:
        """Whether rows cannot notice."""
        before, field = self.before, self.field
        return (
            self.source.column is not None
            and before.type is field.type
            and [(o.id, o.name) for o in before.options] == [(o.id, o.name) for o in field.options]
            and before.validation == field.validation
            and (self.source.is_required or not field.required)
            and (before.unique, before.required) == (field.unique, field.required)
        )

    def _options(self) -> dict[str, str]:
        """What each option has become; an option that went but whose name is there again stays as stored."""
        names = {option.id: option.name for option in self.field.options}
        taken = {option.name for option in self.before.options if option.id in names}
        again = {name for id_, name in names.items() if name not in taken}
        found = {o.name: names[o.id] for o in self.before.options if o.id in names}
        found |= {o.name: o.name for o in self.before.options if o.id not in names and o.name in again}
        return found

    def _is_identity(self, options: dict[str, str]) -> bool:
        before, field = self.before.type, self.field.type
        if before is not field:
            return before in WRITTEN and field in {FieldType.TEXT, FieldType.LONG_TEXT}
        return before not in CHOICES or all(
            options.get(option.name) == option.name for option in self.before.options
        )

    def _final(self, caster: Caster, mapped: str, options: dict[str, str]) -> str:
        """The value after what was decided for those that do not fit."""
        cases: list[str] = []
        final = "mapped"
        if mapped != "old" and not always_fits(self.before.type, self.field.type):
            final, outcome = self._unfit(caster, options)
            cases += outcome
        cases += self._broken_limits()
        if cases:
            final = f"case {' '.join(cases)} else {final} end"
        is_certain = self.source.is_required and final == "mapped" and mapped == "old"
        if self.field.required and not is_certain:
            final = self._required(final)
        return "old" if final == "mapped" and mapped == "old" else final

    def _unfit(self, caster: Caster, options: dict[str, str]) -> tuple[str, list[str]]:
        """Values that have no place among those of the new type or options."""
        field, before = self.field, self.before
        both = {before.type, field.type} <= CHOICES
        gone = [o for o in before.options if o.name not in options] if both else []
        unfit = "mapped is null and old is not null"
        if before.type is field.type is FieldType.MULTI_ENUM:
            unfit = "cardinality(mapped) < cardinality(old)"
        elif before.type in WRITTEN:
            unfit += " and btrim(old) <> ''"
        label = field.label
        if gone:
            names = ", ".join(f"“{option.label}”" for option in gone)
            choices = (Do.REPLACE, Do.DEFAULT if field.required else Do.EMPTY)
            question = f"What should rows have in place of {names} as “{label}”?"
            decision = self._decision("options", question, choices)
            kind, sentence = "remove_options", f"Take {names} back from the choices of “{label}”."
        else:
            question = f"What should become of values that cannot be “{label}” as {said(field.type)}?"
            decision = self._decision("unfit", question, (Do.KEEP, Do.EMPTY, Do.DEFAULT))
            kind, sentence = (
                "retype_field",
                f"Change “{label}” from {said(before.type)} to {said(field.type)}.",
            )
        meaning = (
            f"Rows that have {names}" if gone else f"Values of “{label}” that cannot be {said(field.type)}"
        )
        self._ask(kind, sentence, meaning, unfit, decision, loses=True)
        choice = self.draft.chosen(decision)
        if gone and choice is not None and choice.do is Do.REPLACE:
            return caster.cast("old", before, field, options | self._replaced(choice.value, gone)), []
        if choice is not None and choice.do is Do.DEFAULT:
            return "mapped", [f"when {unfit} then {literal(field, choice.value)}"]
        return "mapped", []

    def _replaced(self, value: Json, gone: list[Option]) -> dict[str, str]:
        known = {option.name for option in self.field.options}
        wanted = value if isinstance(value, dict) else {option.name: value for option in gone}
        found = {}
        for option in gone:
            name = wanted.get(option.name, wanted.get(option.id))
            if name is None:
                continue
            if name not in known:
                raise InputError(
                    f"“{self.field.label}” has no option “{name}” to put in place of “{option.label}”.",
                    hint=f"Choose one of {', '.join(sorted(known))}.",
                )
            found[option.name] = str(name)
        return found

    def _broken_limits(self) -> list[str]:
        """Values beyond limits that are new."""
        before, field = self.before, self.field
        limits = self._limits("mapped")
        if limits is None or (before.validation == field.validation and before.type is field.type):
            return []
        decision = self._decision(
            "limits",
            f"What should become of values that “{field.label}” does not allow any more?",
            (Do.KEEP, Do.EMPTY, Do.DEFAULT) if not field.required else (Do.KEEP, Do.DEFAULT),
            Do.KEEP,
        )
        self._ask(
            "limit_field",
            f"Hold “{field.label}” to its new limits.",
            f"Values of “{field.label}” outside the new limits",
            f"not ({limits})",
            decision,
        )
        choice = self.draft.chosen(decision)
        if choice is None or choice.do is Do.KEEP:
            self.move.unchecked.add(field.id)
            return []
        value = "null" if choice.do is Do.EMPTY else literal(field, choice.value)
        return [f"when not ({limits}) then {value}"]

    def _required(self, final: str) -> str:
        field = self.field
        decision = self._decision(
            "required", f"What should “{field.label}” be where it is empty?", (Do.DEFAULT,)
        )
        sentence = f"From now on “{field.label}” must have a value."
        self._ask(
            "require_field",
            sentence,
            f"Rows without “{field.label}”",
            f"({final}) is null",
            decision,
            blocks=True,
        )
        choice = self.draft.chosen(decision)
        if choice is None or (choice.value is None and field.default is None):
            return final
        return f"coalesce({final}, {literal(field, choice.value)})"

    def _decision(
        self, matter: str, question: str, options: tuple[Do, ...], default: Do | None = None
    ) -> Decision:
        """What nobody has to say is emptied, or where that cannot be, begins as the field begins."""
        field = self.field
        if field.required:
            options = tuple(
                option
                for option in options
                if option not in {Do.EMPTY, *([] if matter == "limits" else [Do.KEEP])}
            )
        if default is None:
            if not field.required:
                default = Do.KEEP if Do.KEEP in options else Do.EMPTY
            elif field.default is not None:
                default = Do.DEFAULT
        return Decision(f"{field.id}.{matter}", question, options, default)

    def _ask(
        self,
        kind: str,
        sentence: str,
        meaning: str,
        condition: str,
        decision: Decision,
        *,
        loses: bool = False,
        blocks: bool = False,
    ) -> None:
        rows = asked(self.move, self.source, self._mapped_for_probe)
        self.draft.found(
            kind,
            self.field.id,
            Probe(
                meaning,
                counted(rows, condition),
                shown(self.draft, self.move.key, [self.field.id], rows, condition),
                loses,
                decision,
                blocks or (decision.default is None),
            ),
            sentence,
            self.move.place,
        )

    @property
    def _mapped_for_probe(self) -> str:
        options = self._options()
        caster = Caster(sql_text(module_time_zone(SpecIndex(self.draft.after))))
        if self._is_identity(options):
            return "old"
        return caster.cast("old", self.before, self.field, options)

    def _limits(self, name: str) -> str | None:
        """The condition on a value of this name; choices are held to their options by the cast."""
        return check_of(self.field.model_copy(update={"name": name, "options": ()}))

    def _kept(self, caster: Caster) -> str | None:
        """What a value that was put away earlier is now; none where nothing is, or nothing can come back."""
        field, before = self.field, self.before
        if field.id not in self.draft.archive.kept or self.source.was is not None:
            return None
        if field.unique and before.type is field.type:
            return None
        return caster.cast("k.value", _KEPT, field)
