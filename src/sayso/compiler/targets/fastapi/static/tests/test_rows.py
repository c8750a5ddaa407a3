"""Rows come, change, go and come back."""

from typing import Any

import pytest
from httpx import AsyncClient

from app.entities import ENTITIES
from tests.samples import SAMPLES


async def needed(owner: AsyncClient, name: str) -> dict[str, Any]:
    """What a new row needs; the rows it belongs to are made."""
    values = dict(SAMPLES[name])
    for relation, parent in ENTITIES[name].parents.items():
        if ENTITIES[name].columns[f"{relation}_id"].required:
            values[f"{relation}_id"] = (await made(owner, parent))["id"]
    return values


async def made(owner: AsyncClient, name: str) -> dict[str, Any]:
    """A new row of an entity."""
    values = await needed(owner, name)
    answer = await owner.post(f"/api/{ENTITIES[name].collection}", json=values)
    assert answer.status_code == 201, answer.text
    row: dict[str, Any] = answer.json()
    return row


@pytest.mark.parametrize("name", list(SAMPLES))
async def test_a_row_comes_changes_goes_and_comes_back(owner: AsyncClient, name: str) -> None:
    collection = f"/api/{ENTITIES[name].collection}"
    row = await made(owner, name)
    path = f"{collection}/{row['id']}"
    assert [one["id"] for one in (await owner.get(collection)).json()["items"]] == [row["id"]]
    changed = await owner.patch(path, json=SAMPLES[name], headers={"if-match": '"1"'})
    assert changed.status_code == 200, changed.text
    version = changed.json()["version"]
    stale = await owner.patch(path, json={}, headers={"if-match": f'"{version + 1}"'})
    assert (stale.status_code, stale.json()["code"]) == (412, "version_mismatch")
    assert (await owner.delete(path)).status_code == 204
    assert (await owner.get(path)).status_code == 404
    restored = await owner.post(f"{path}/restore")
    assert restored.status_code == 200, restored.text
    history = (await owner.get(f"{path}/history")).json()["items"]
    assert history[-1]["action"] == "create"
    assert history[-1]["actor"]["name"] == "Somebody"


@pytest.mark.parametrize("name", list(SAMPLES))
async def test_one_site_does_not_see_the_rows_of_another(
    owner: AsyncClient, name: str, service: str, browser: Any
) -> None:
    from app.members import add
    from app.module import WIDEST_ROLE

    row = await made(owner, name)
    elsewhere = browser(await add(service, "elsewhere@example.org", "Else", WIDEST_ROLE))
    answer = await elsewhere.get(f"/api/{ENTITIES[name].collection}/{row['id']}")
    assert answer.status_code == 404


@pytest.mark.parametrize("name", list(SAMPLES))
async def test_a_key_makes_one_row_however_often(owner: AsyncClient, name: str) -> None:
    values = await needed(owner, name)
    collection, key = f"/api/{ENTITIES[name].collection}", {"idempotency-key": "once"}
    first = await owner.post(collection, json=values, headers=key)
    again = await owner.post(collection, json=values, headers=key)
    assert (first.status_code, again.json()) == (201, first.json())
    assert again.headers["idempotency-replayed"] == "true"
