"""Random rows, written as people write them: through the data API."""

from random import Random
from typing import Any

import httpx

from sayso.kit.words import kebab, plural
from sayso.spec.index import SpecIndex
from sayso.spec.model import AppSpec, Entity, Field, FieldType, RelationshipKind

_TEXTS = ("007", "7", "12.50", "yes", "no", "Ada", "Bob", "Ada; Bob", "a, b", "  lead", "2024-02-29", "x" * 9,
          "Ärger", "1e3", "-4", "true", "Grace Hopper", "0", "amount", "city")  # fmt: skip


class Writer:
    """Creates, changes and deletes rows of whatever the application is at the time."""

    def __init__(self, random: Random, client: httpx.AsyncClient) -> None:
        self._random = random
        self._client = client

    async def fill(self, spec: AppSpec, rows: int) -> None:
        """So many new rows, spread over the entities, parents first as far as links are required."""
        share = max(1, rows // max(1, len(spec.entities)))
        for entity in _parents_first(spec):
            for start in range(0, share, 500):
                await self._create(spec, entity, min(500, share - start))

    async def meddle(self, spec: AppSpec, times: int) -> None:
        """A few rows created, changed and deleted."""
        for _ in range(times):
            entity = self._random.choice(spec.entities)
            what = self._random.random()
            if what < 0.4:
                await self._create(spec, entity, self._random.randint(1, 5))
                continue
            ids = await self._ids(entity)
            if not ids:
                continue
            address = f"/api/{_collection(entity)}/{self._random.choice(ids)}"
            if what < 0.9:
                values = await self._values(spec, entity)
                chosen = self._random.sample(sorted(values), min(len(values), 2))
                _expect(await self._client.patch(address, json={name: values[name] for name in chosen}))
            else:
                _expect(await self._client.delete(address))

    async def _create(self, spec: AppSpec, entity: Entity, count: int) -> None:
        parents = await self._parents(spec, entity)
        items = [self._row(entity, parents) for _ in range(count)]
        address = f"/api/{_collection(entity)}"
        answer = await self._client.post(f"{address}/bulk", json={"items": items})
        if answer.status_code == 201:
            return
        for item in items[:20]:
            _expect(await self._client.post(address, json=item))

    async def _values(self, spec: AppSpec, entity: Entity) -> dict[str, Any]:
        return self._row(entity, await self._parents(spec, entity), every=True)

    async def _parents(self, spec: AppSpec, entity: Entity) -> dict[str, list[str]]:
        by_name = {e.name: e for e in spec.entities}
        index = SpecIndex(spec)
        found = {
            f"{name}_id": await self._ids(by_name[link.parent])
            for name, link in index.parents(entity.name).items()
        }
        for link in spec.relationships:
            if link.kind is RelationshipKind.MANY_TO_MANY and link.from_entity == entity.name:
                found[f"{link.name}_ids"] = await self._ids(by_name[link.to_entity])
        return found

    async def _ids(self, entity: Entity) -> list[str]:
        answer = await self._client.get(f"/api/{_collection(entity)}?page_size=50&count=false")
        assert answer.status_code == 200, answer.text
        return [item["id"] for item in answer.json()["items"]]

    def _row(self, entity: Entity, parents: dict[str, list[str]], *, every: bool = False) -> dict[str, Any]:
        row: dict[str, Any] = {}
        for field in entity.fields:
            if field.required or every or self._random.random() < 0.8:
                row[field.name] = self._value(field)
        for name, ids in parents.items():
            if not ids:
                continue
            if name.endswith("_ids"):
                row[name] = self._random.sample(ids, min(len(ids), self._random.randint(0, 3)))
            else:
                row[name] = self._random.choice(ids)
        return {name: value for name, value in row.items() if value is not None}

    def _value(self, field: Field) -> Any:  # noqa: C901, PLR0912 - one line for each type
        random = self._random
        match field.type:
            case FieldType.TEXT | FieldType.LONG_TEXT:
                text = random.choice(_TEXTS)
                return f"{text} {random.randrange(10**6)}" if field.unique or random.random() < 0.3 else text
            case FieldType.INTEGER:
                return random.choice([0, 1, 7, random.randrange(10**9)])
            case FieldType.DECIMAL:
                return random.choice([0.5, 12.25, 3, random.randrange(10**6) / 8])
            case FieldType.MONEY:
                return random.choice([0, 9.99, random.randrange(10**6) / 100])
            case FieldType.BOOLEAN:
                return random.random() < 0.5
            case FieldType.DATE:
                return f"20{random.randint(10, 30)}-{random.randint(1, 12):02}-{random.randint(1, 28):02}"
            case FieldType.DATETIME:
                day, hour = random.randint(1, 28), random.randint(0, 23)
                return f"20{random.randint(10, 30)}-03-{day:02}T{hour:02}:30:00Z"
            case FieldType.TIME:
                return f"{random.randint(0, 23):02}:{random.choice(['00', '15', '30'])}"
            case FieldType.ENUM:
                return random.choice(field.options).name if field.options else None
            case FieldType.MULTI_ENUM:
                names = [option.name for option in field.options]
                return random.sample(names, random.randint(0, min(2, len(names))))
            case FieldType.EMAIL:
                return f"p{random.randrange(10**7)}@example.com"
            case FieldType.URL:
                return f"https://example.com/{random.randrange(10**7)}"
            case FieldType.PHONE:
                return f"+44 {random.randrange(10**8)}"
            case FieldType.UUID:
                return f"{random.getrandbits(128):032x}"
            case FieldType.JSON:
                return random.choice([{"a": [1, 2]}, [1, "x"], "plain", 5])
        return None


def _expect(answer: httpx.Response) -> None:
    """Rows may be refused for what they hold; nothing may break."""
    assert answer.status_code in {200, 201, 204, 404, 409, 422}, answer.text


def _collection(entity: Entity) -> str:
    return kebab(plural(entity.name))


def _parents_first(spec: AppSpec) -> list[Entity]:
    index = SpecIndex(spec)
    done: list[Entity] = []
    left = list(spec.entities)
    while left:
        names = {entity.name for entity in left}
        free = [
            entity
            for entity in left
            if not any(
                link.required and link.parent in names - {entity.name}
                for link in index.parents(entity.name).values()
            )
        ] or left[:1]
        done += free
        left = [entity for entity in left if entity not in free]
    return done
