"""Rows of applications set bots off: once each, in order, and with no more than the owner may read."""

from typing import Any

import pytest

from sayso.bots.details import ByRow, RowEvent
from sayso.bots.triggers import history
from sayso.bots.triggers.target_validation import NoSuchTargetError
from sayso.bots.types import BotStatus
from tests.bots.triggers.place import Place, nothing_comes

pytestmark = pytest.mark.rotating(7)

EVERYTHING = (RowEvent.CREATED, RowEvent.CHANGED, RowEvent.DELETED, RowEvent.TRANSITION)


def clients(*events: RowEvent, **more: Any) -> ByRow:
    return ByRow(module="salon", entity="client", on=events or (RowEvent.CREATED,), **more)


async def test_a_row_that_is_created_sets_a_bot_off_with_the_row(place: Place) -> None:
    await place.salon.create("clients", name="Before", email="before@a.example")
    bot = await place.bot()
    trigger = await place.add(bot, clients())
    row = await place.salon.create("clients", name="Ada", email="ada@a.example")
    [run] = await place.ended(bot)
    given = run.output
    assert (given["event"], given["module"], given["entity"], given["id"]) == (
        "created",
        "salon",
        "client",
        row["id"],
    )
    assert given["before"] is None
    assert given["changes"] == {}
    assert given["by"]["name"] == "Owner"
    assert {name: given["row"][name] for name in ("id", "name", "email")} == {
        "id": row["id"],
        "name": "Ada",
        "email": "ada@a.example",
    }
    assert run.cause.text == "A client was created in Salon."
    assert (await place.trigger(trigger)).last_at is not None


async def test_changes_deletions_and_transitions_are_told_apart(place: Place) -> None:
    cast = await place.salon.cast()
    row = await place.salon.create("appointments", starts_at="2030-05-01T09:00:00Z", **cast)
    bot = await place.bot()
    await place.add(
        bot, ByRow(module="salon", entity="appointment", on=(RowEvent.TRANSITION,), to=("confirmed",))
    )
    other = await place.bot(name="Second")
    await place.add(other, ByRow(module="salon", entity="appointment", on=EVERYTHING))
    owner, address = place.salon.owner, f"/api/appointments/{row['id']}"
    assert (await owner.patch(address, json={"notes": "Fringe"})).status_code == 200
    assert (await owner.post(f"{address}/transitions/confirm")).status_code == 200
    assert (await owner.delete(address)).status_code == 204
    [run] = await place.ran(bot)
    assert run["input"]["event"] == "transition"
    assert run["input"]["changes"]["status"] == ["booked", "confirmed"]
    assert run["input"]["before"]["status"] == "booked"
    assert run["cause"]["text"] == "An appointment became “Confirmed” in Salon."
    told = [one["input"] for one in await place.ran(other, 3)]
    assert [one["event"] for one in told] == ["changed", "transition", "deleted"]
    assert told[0]["changes"] == {"notes": [None, "Fringe"]}
    assert told[2]["row"]["notes"] == "Fringe"


async def test_only_the_fields_and_values_that_are_named_count(place: Place) -> None:
    bot = await place.bot()
    await place.add(bot, clients(RowEvent.CHANGED, fields=("mobile",), where={"hair_type": "curly"}))
    row = await place.salon.create("clients", name="Ada", email="ada@a.example", hair_type="curly")
    address = f"/api/clients/{row['id']}"
    first, second = "+44 20 7946 0018", "+44 20 7946 0019"
    for values in ({"name": "Ada L."}, {"mobile": first}, {"hair_type": "wavy"}, {"mobile": second}):
        answer = await place.salon.owner.patch(address, json=values)
        assert answer.status_code == 200, answer.text
    [run] = await place.ran(bot)
    assert run["input"]["changes"] == {"mobile": [None, first]}


async def test_a_change_that_sql_makes_is_seen_without_anybody_telling(place: Place) -> None:
    bot = await place.bot()
    await place.add(bot, clients())
    table = place.salon.module.prefix
    await place.admin.execute(
        f"insert into apps.mod_{table}_clients (site_id, name, email) values ($1, 'Sql', 'sql@a.example')",
        place.salon.home.site.id,
    )
    [run] = await place.ran(bot)
    assert run["input"]["row"]["name"] == "Sql"


async def test_rows_that_are_committed_out_of_order_all_come_and_come_once(place: Place) -> None:
    bot = await place.bot()
    await place.add(bot, clients())
    table = f"apps.mod_{place.salon.module.prefix}_clients"
    insert = f"insert into {table} (site_id, name, email) values ($1, $2, $3)"
    site = place.salon.home.site.id
    slow = await place.another()
    change = slow.transaction()
    await change.start()
    await slow.execute(insert, site, "Slow", "slow@a.example")
    for n in range(3):
        await place.admin.execute(insert, site, f"Quick {n}", f"quick{n}@a.example")
    await place.ran(bot, 3)
    for _ in range(3):
        await place.still()
    await change.commit()
    await slow.close()
    runs = await place.ran(bot, 4)
    assert [one["input"]["row"]["name"] for one in runs] == ["Quick 0", "Quick 1", "Quick 2", "Slow"]
    position = await place.admin.fetchval("select position from bot_triggers where bot_id = $1", bot.id)
    await place.still()
    assert position <= await place.admin.fetchval(
        f"select max(id) from apps.mod_{place.salon.module.prefix}_history"
    )


async def test_many_rows_at_once_make_a_run_each(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "PAGE", 20)
    bot = await place.bot(status=BotStatus.ACTIVE)
    await place.add(bot, clients())
    items = [{"name": f"Client {n}", "email": f"c{n}@a.example"} for n in range(50)]
    answer = await place.salon.owner.post("/api/clients/bulk", json={"items": items})
    assert answer.status_code == 201, answer.text
    runs = await place.ran(bot, 50)
    assert len({one["input"]["id"] for one in runs}) == 50


async def test_a_bot_is_told_what_its_owner_may_read_and_nothing_else(place: Place) -> None:
    stylist = await place.sayso.member(place.salon.module, "sue@acme.example", "stylist")
    await place.admin.execute(
        "insert into memberships (agency_id, user_id, role) values ($1, $2, 'user')", place.agency, stylist
    )
    bot = await place.bot(owner=stylist)
    await place.add(bot, ByRow(module="salon", entity="service", on=EVERYTHING))
    own = await place.bot(owner=stylist, name="Own")
    await place.add(own, ByRow(module="salon", entity="appointment"))
    cast = await place.salon.cast()
    await place.salon.create("appointments", starts_at="2030-05-01T09:00:00Z", **cast)
    address = f"/api/services/{cast['service_id']}"
    assert (await place.salon.owner.patch(address, json={"price": 45})).status_code == 200
    assert (await place.salon.owner.patch(address, json={"duration": 45})).status_code == 200
    runs = await place.ran(bot, 2)
    assert [one["input"]["event"] for one in runs] == ["created", "changed"]
    assert runs[1]["input"]["changes"] == {"duration": [30, 45]}
    assert all("price" not in one["input"]["row"] for one in runs)
    await nothing_comes(place, own)


async def test_whoever_loses_their_role_is_told_nothing_more(place: Place) -> None:
    stylist = await place.sayso.member(place.salon.module, "sue@acme.example", "stylist")
    await place.admin.execute(
        "insert into memberships (agency_id, user_id, role) values ($1, $2, 'user')", place.agency, stylist
    )
    bot = await place.bot(owner=stylist)
    trigger = await place.add(bot, clients())
    await place.admin.execute("update memberships set is_active = false where user_id = $1", stylist)
    place.sayso.services.admissions.forget()
    await place.salon.create("clients", name="Ada", email="ada@a.example")
    await nothing_comes(place, bot)
    assert "may not enter Salon" in (await place.trigger(trigger)).notice
    await place.admin.execute("update memberships set is_active = true where user_id = $1", stylist)
    place.sayso.services.admissions.forget()
    await place.salon.create("clients", name="Bob", email="bob@a.example")
    [run] = await place.ran(bot)
    assert run["input"]["row"]["name"] == "Bob"
    assert (await place.trigger(trigger)).notice == ""


async def test_a_paused_bot_is_not_set_off_and_begins_at_the_present_again(place: Place) -> None:
    bot = await place.bot()
    await place.add(bot, clients())
    bot = await place.turn(bot, BotStatus.PAUSED)
    await place.salon.create("clients", name="Missed", email="missed@a.example")
    await nothing_comes(place, bot)
    bot = await place.turn(bot, BotStatus.ACTIVE)
    await place.turn(bot, BotStatus.ACTIVE)
    await place.salon.create("clients", name="Ada", email="ada@a.example")
    [run] = await place.ran(bot)
    assert run["input"]["row"]["name"] == "Ada"


async def test_a_trigger_that_is_off_or_removed_sets_nothing_off(place: Place) -> None:
    bot = await place.bot()
    trigger = await place.add(bot, clients())
    await place.triggers.change(place.agency, trigger.id, is_on=False)
    await place.salon.create("clients", name="Off", email="off@a.example")
    await nothing_comes(place, bot)
    await place.triggers.change(place.agency, trigger.id, is_on=True)
    await place.salon.create("clients", name="On", email="on@a.example")
    await place.ran(bot)
    await place.triggers.remove(place.agency, trigger.id)
    await place.salon.create("clients", name="Gone", email="gone@a.example")
    await place.ran(bot)


async def test_what_a_trigger_points_to_has_to_be_there(place: Place) -> None:
    bot = await place.bot()
    wrong = (
        (ByRow(module="shop", entity="client"), "no application “shop”"),
        (ByRow(module="salon", entity="order"), "no “order”"),
        (clients(RowEvent.CHANGED, fields=("phone",)), "no field “phone”"),
        (clients(where={"phone": 1}), "no field “phone”"),
        (clients(RowEvent.TRANSITION), "no states"),
        (
            ByRow(module="salon", entity="appointment", on=(RowEvent.TRANSITION,), to=("packed",)),
            "no state “packed”",
        ),
    )
    for spec, words in wrong:
        with pytest.raises(NoSuchTargetError, match=words):
            await place.add(bot, spec)


async def test_an_application_that_is_gone_is_said_to_be_and_goes_on_when_it_is_back(place: Place) -> None:
    bot = await place.bot()
    trigger = await place.add(bot, clients())
    module = place.salon.module
    await place.admin.execute("update modules set status = 'archived' where id = $1", module.id)
    place.sayso.services.registry.forget(module.slug)
    await place.still()
    assert "no application “salon”" in (await place.trigger(trigger)).notice
    await place.admin.execute("update modules set status = 'published' where id = $1", module.id)
    place.sayso.services.registry.forget(module.slug)
    await place.still()
    assert (await place.trigger(trigger)).notice == ""
    await place.salon.create("clients", name="Ada", email="ada@a.example")
    await place.ran(bot)


async def test_an_event_outlives_an_end_between_it_and_its_run(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    bot = await place.bot()
    await place.add(bot, clients())
    starting, count = type(place.sayso.services.bots.runs.starting), 0
    start = starting.start

    async def dies(*given: Any, **named: Any) -> Any:
        nonlocal count
        count += 1
        if count == 1:
            raise ConnectionError("killed before the run is written")
        run = await start(*given, **named)
        if count == 2:
            raise ConnectionError("killed before it is committed")
        return run

    monkeypatch.setattr(starting, "start", dies)
    await place.salon.create("clients", name="Ada", email="ada@a.example")
    await place.ran(bot, 1)
    place.triggers.following.memories.clear()
    await place.admin.execute("update bot_triggers set position = 0 where bot_id = $1", bot.id)
    await place.ran(bot, 1)
    assert count > 2


async def test_rows_of_another_agency_set_nothing_off(place: Place) -> None:
    other = await place.sayso.home("globex", "gil@globex.example")
    bot = await place.bot(agency=other.site.agency_id, owner=other.user_id)
    with pytest.raises(NoSuchTargetError, match="no application “salon”"):
        await place.add(bot, clients())
    async with place.sayso.services.database.unit(bot.agency_id) as session:
        [trigger] = await place.triggers.install(session, bot, [clients()])
    assert "no application “salon”" in trigger.notice
    await place.salon.create("clients", name="Ada", email="ada@a.example")
    await nothing_comes(place, bot)
