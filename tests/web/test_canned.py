"""What pages are drawn with before publishing has the shape of what the data API answers."""

from typing import Any

from sayso.spec.index import SpecIndex
from sayso.spec.model import AppSpec
from sayso.verifier.rendering.mock_api import Canned
from tests.support.running import Salon


async def got(shop: Salon, path: str) -> Any:
    answer = await shop.owner.get(path)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_made_up_answers_have_the_keys_of_real_ones(shop: Salon, salon: AppSpec) -> None:
    made: Any = Canned.of(SpecIndex(salon)).for_role("owner")
    cast = await shop.cast()
    appointment = await shop.create("appointments", **cast, starts_at="2026-03-02T09:30:00Z")

    one = await got(shop, "/api/appointments?expand=client,stylist,service")
    real, canned = one["items"][0], made["collections"]["appointments"][0]
    assert real.keys() == canned.keys()
    assert {key: type(value) for key, value in real["client"].items() if value is not None}.items() <= {
        key: type(value) for key, value in canned["client"].items()
    }.items()
    for collection in ("clients", "stylists", "services"):
        row_id = (await got(shop, f"/api/{collection}"))["items"][0]["id"]
        row = await got(shop, f"/api/{collection}/{row_id}")
        assert row.keys() == made["collections"][collection][0].keys()

    session = await got(shop, "/api/session")
    assert session.keys() == made["session"].keys()
    assert session["module"].keys() == made["session"]["module"].keys()
    moves = (await got(shop, f"/api/appointments/{appointment['id']}/transitions"))["items"]
    assert {move["name"] for move in moves} == {move["name"] for move in made["transitions"]["appointments"]}
    for report in salon.reports:
        true = await got(shop, f"/api/reports/{report.name}")
        assert true.keys() == made["reports"][report.name].keys()
        keys = [column["key"] for column in true["columns"]]
        assert keys == [column["key"] for column in made["reports"][report.name]["columns"]]
