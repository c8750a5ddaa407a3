"""Finding sessions again by their names."""

from sayso.spec.model import AppSpec
from tests.support.running import RunningSayso
from tests.support.studio import open_studio
from tests.support.talk import begin


async def test_sessions_are_found_by_a_part_of_the_name_in_any_case(sayso: RunningSayso) -> None:
    studio = await open_studio(sayso)
    for name in ("Hair salon", "Bike repairs", "100% wool", "Salon de thé"):
        await studio.call("POST", "/sessions", {"name": name}, expect=201)

    async def found(**query: object) -> list[str]:
        return [one["name"] for one in (await studio.call("GET", "/sessions", **query))["items"]]

    assert await found(q="SALON") == ["Salon de thé", "Hair salon"]
    assert await found(q=" bike ") == ["Bike repairs"]
    assert await found(q="%") == ["100% wool"]
    assert await found(q="_") == []
    assert len(await found(q="")) == 4
    assert await found(q="salon", status="failed") == []
    assert await found(q="salon", limit=1) == ["Salon de thé"]
    await studio.call("GET", "/sessions", q="x" * 201, expect=422)


async def test_sessions_of_an_application_are_found(sayso: RunningSayso, salon: AppSpec) -> None:
    studio = await open_studio(sayso)
    slug = await studio.install(salon)
    await studio.call("POST", "/sessions", {"name": "Something else"}, expect=201)
    begun = await studio.call("POST", "/sessions", {"name": "More colours", "module": slug}, expect=201)
    found = await studio.call("GET", "/sessions", module=slug)
    assert [one["id"] for one in found["items"]] == [begun["session"]["id"]]
    await studio.call("GET", "/sessions", module="nothing-here", expect=404)


async def test_a_session_is_named_after_what_came_of_it_unless_somebody_named_it(sayso: RunningSayso) -> None:
    studio = await open_studio(sayso)
    talk = await begin(studio)
    await talk.say("A bike rental. Bikes have a name. Customers rent bikes.")
    assert (await talk.look())["name"] == (await talk.spec()).name
    await talk.call("PATCH", "", {"name": "Our bikes"})
    await talk.say("add a colour to bikes")
    assert (await talk.look())["name"] == "Our bikes"
    other = await begin(studio, name="Ours")
    await other.say("A bike rental. Bikes have a name. Customers rent bikes.")
    assert (await other.look())["name"] == "Ours"
