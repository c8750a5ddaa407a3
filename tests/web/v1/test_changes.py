"""Changing a live module over HTTP."""

from sayso.spec.model import AppSpec
from tests.support.studio import Studio


def birthday_of(spec: AppSpec, name: str = "nickname") -> dict[str, object]:
    client = next(entity for entity in spec.entities if entity.name == "client")
    field = {"id": f"fld_{name[:6]}1", "name": name, "label": name.title()}
    return {"op": "add", "kind": "field", "parent": client.id, "element": field}


async def test_a_change_is_looked_at_before_it_is_published(studio: Studio, salon: AppSpec) -> None:
    slug = await studio.install(salon)
    change = await studio.suggest(slug, birthday_of(salon), reason="Clients have a nickname")
    assert change["status"] == "open"
    assert change["sentences"] == ["Add field Nickname to Client (text)"]
    assert (change["version"], change["plan"]["loses"]) == ("1.1.0", False)
    keyboard = await studio.keyboard(slug)
    assert (await keyboard.post("/api/clients", json={"name": "Ada", "nickname": "A"})).status_code == 422
    published = await studio.publish(slug, change)
    assert (published["revision"], published["module"]["version"]) == (2, "1.1.0")
    row = (await keyboard.post("/api/clients", json={"name": "Ada", "nickname": "A"})).json()
    assert row["nickname"] == "A"
