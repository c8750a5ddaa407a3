"""Sample rows of a preview: made from the spec alone, the same every day, related to each other."""

from base64 import b64encode
from datetime import UTC, date, datetime, time
from decimal import Decimal
from enum import StrEnum
from itertools import cycle, islice
from random import Random
from typing import Any
from uuid import UUID, uuid5

from sayso.identity.types import Site
from sayso.runtime.module_settings import settings_of
from sayso.runtime.plan import CollectionPlan, ModulePlan
from sayso.runtime.sample.pictures import portrait, scene
from sayso.runtime.sample.rows import Sampler, SampleRow, is_person
from sayso.runtime.types import Module
from sayso.spec.index import SpecIndex
from sayso.spec.model import FieldType

_NOWHERE = UUID(int=0)
_FEW, _MANY = 3, 120


class Sample(StrEnum):
    """How many rows a preview begins with."""

    MANY = "many"
    FEW = "few"
    NONE = "none"


def plan_of(index: SpecIndex) -> ModulePlan:
    """The plan of a module that is not installed anywhere."""
    spec = index.spec
    site = Site(_NOWHERE, _NOWHERE, "Preview")
    return ModulePlan(
        Module(_NOWHERE, site, spec.slug, spec.name, "preview", "preview", "preview", None), index
    )


def session_of(plan: ModulePlan) -> dict[str, Any]:
    """What the session call of the data API would answer, and every setting."""
    widest = plan.index.widest_role
    return {
        "roles": [{"name": name, "label": label} for name, label in plan.roles.items()],
        "role": widest,
        "settings": [one.as_json() for one in settings_of(plan)],
    }


def rows_of(plan: ModulePlan, amount: Sample, now: datetime) -> dict[str, Any]:
    """Rows of every entity as they are stored, the pictures in them, and who signs in as each role."""
    filling = _Filling(plan, amount, now.astimezone(UTC))
    return {"entities": filling.entities(), "files": filling.files, "people": filling.people}


class _Filling:
    def __init__(self, plan: ModulePlan, amount: Sample, now: datetime) -> None:
        self._plan = plan
        self._amount = amount
        self._now = now
        self._random = Random(1)  # noqa: S311 - the same rows each time, nothing secret
        self._sampler = Sampler(plan, Random(1), now)  # noqa: S311 - as above
        self.files: dict[str, dict[str, str]] = {}
        self.people = {name: {"id": _member(name), "name": label} for name, label in plan.roles.items()}
        self._makers = cycle([one["id"] for one in self.people.values()] or [_member("")])

    def entities(self) -> dict[str, list[dict[str, Any]]]:
        if self._amount is Sample.NONE:
            return {name: [] for name in self._plan.by_entity}
        found = {plan.name: self._rows(plan) for plan in self._sampler.order()}
        return {name: found[name] for name in self._plan.by_entity}

    def _rows(self, plan: CollectionPlan) -> list[dict[str, Any]]:
        rows = list(islice(self._sampler.rows(plan), _FEW if self._amount is Sample.FEW else None))
        if self._amount is Sample.MANY and plan.parents and plan.entity.person_role is None:
            titles = [row.title for row in rows]
            more = (self._sampler.row(plan, number, titles) for number in range(len(rows), _MANY))
            rows += [row for row in self._sampler.fitting(plan, more) if row.fits]
        self._sampler.written[plan.name] = [row.id for row in rows]
        return [self._row(plan, row, number) for number, row in enumerate(rows)]

    def _row(self, plan: CollectionPlan, row: SampleRow, number: int) -> dict[str, Any]:
        at = self._now.replace(hour=9, minute=0, second=0, microsecond=0).isoformat()
        made: dict[str, Any] = {"id": str(row.id), "version": 1, "created_at": at, "updated_at": at}
        made |= {name: plain(value) for name, value in row.columns.items()}
        made |= {f"{name}_ids": [str(one) for one in ids] for name, ids in row.sets.items()}
        made["created_by"] = next(self._makers)
        for field in plan.entity.fields:
            if field.type is FieldType.IMAGE:
                drawn = portrait(row.title, self._random) if is_person(plan) else scene(self._random)
                made[field.name] = self._keep(row.id, field.name, drawn)
        if plan.entity.person_role is not None:
            made["member_id"] = _member(str(row.id))
            if number == 0:
                self.people[plan.entity.person_role] = {"id": made["member_id"], "name": row.title}
        return made

    def _keep(self, row: UUID, field: str, drawn: bytes) -> str:
        name = str(uuid5(row, field))
        self.files[name] = {"type": "image/svg+xml", "base64": b64encode(drawn).decode()}
        return name


def plain(value: object) -> Any:
    """A value as the data API gives it."""
    match value:
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case datetime() | date() | time():
            return value.isoformat()
        case UUID():
            return str(value)
        case list() | tuple():
            return [plain(one) for one in value]
        case _:
            return value


def _member(name: str) -> str:
    return str(uuid5(_NOWHERE, name))
