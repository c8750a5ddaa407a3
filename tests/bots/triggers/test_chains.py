"""Bots that set each other off: by what became of them, by the rows they write, and never for ever."""

from sayso.bots.details import BotDetails, ByBot, ByRow, ByWebhook, Reaches, RowEvent
from sayso.bots.triggers.depths import TOO_DEEP, WrittenBy, written_by
from sayso.bots.triggers.outcomes import GONE
from sayso.bots.types import MOST_DEPTH, BotStatus
from sayso.devloop.programs.grants import ModuleGrant
from sayso.spec.model import Action
from tests.bots.triggers.place import FAILS, Place, nothing_comes
from tests.jobs.place import until

WRITES = Reaches(modules=(ModuleGrant(slug="salon", actions=(Action.READ, Action.CREATE, Action.UPDATE)),))
COPIES = """
def run(ctx, input):
    values = {"name": input["row"]["name"], "email": f"{ctx.run_id}@a.example"}
    return ctx.rows("salon").create("client", values)
"""
SHOUTS = """
def run(ctx, input):
    name = input["row"]["name"]
    ctx.rows("salon").update("client", input["id"], {"name": name.upper()})
"""


def test_what_wrote_a_row_is_read_as_it_was_kept() -> None:
    by = written_by("bot 0f0e0d0c-0b0a-4908-8706-050403020100 3")
    assert by is not None
    assert by.depth == 3
    assert written_by(by.as_cause()) == by
    assert isinstance(by, WrittenBy)
    assert written_by(None) is None
    assert written_by("block 1") is None


async def test_a_bot_begins_when_another_one_succeeds_or_fails(place: Place) -> None:
    good = await place.bot("def run(ctx, input):\n    return {'total': 3}\n", name="Invoices")
    bad = await place.bot(FAILS, name="Payments")
    after_good, after_bad, after_any = [await place.bot(name=name) for name in ("A", "B", "C")]
    await place.add(after_good, ByBot(bot=good.id))
    await place.add(after_bad, ByBot(bot=bad.id, on="failure"))
    await place.add(after_bad, ByBot(bot=good.id, on="failure"))
    await place.add(after_any, ByBot(bot=bad.id, on="any"))
    for bot in (good, bad):
        trigger = await place.add(bot, ByWebhook(signed=False))
        assert (await place.call(trigger, b"")).status_code == 202
    [run] = await place.ran(after_good)
    assert run["input"]["event"] == "success"
    assert run["input"]["result"] == {"total": 3}
    assert run["input"]["bot"] == {"id": str(good.id), "name": "Invoices"}
    assert run["cause"]["text"] == "Invoices succeeded."
    assert run["cause"]["depth"] == 1
    [run] = await place.ran(after_bad)
    assert run["input"]["event"] == "failure"
    assert "The till is empty" in run["input"]["error"]
    await place.ran(after_any)


async def test_bots_that_wait_for_each_other_come_to_rest(place: Place) -> None:
    one, other = await place.bot(name="One"), await place.bot(name="Other")
    trigger = await place.add(one, ByBot(bot=other.id))
    await place.add(other, ByBot(bot=one.id))
    begun = await place.add(one, ByWebhook(signed=False))
    assert (await place.call(begun, b"")).status_code == 202
    await place.ended(one, 3)
    await place.ended(other, 3)
    runs = [*await place.runs(one), *await place.runs(other)]
    assert sorted(run["cause"].get("depth", 0) for run in runs) == list(range(MOST_DEPTH + 1))

    async def is_said() -> bool:
        return (await place.trigger(trigger)).notice == TOO_DEEP

    await until(is_said)


async def test_a_bot_that_is_gone_is_said_to_be_until_it_is_back(place: Place) -> None:
    one, other = await place.bot(), await place.bot()
    trigger = await place.add(one, ByBot(bot=other.id))
    await place.admin.execute("update bots set deleted_at = now() where id = $1", other.id)
    await place.still()
    assert (await place.trigger(trigger)).notice == GONE
    await place.admin.execute("update bots set deleted_at = null where id = $1", other.id)
    await place.still()
    assert (await place.trigger(trigger)).notice == ""


async def test_a_paused_bot_does_not_follow_another_one(place: Place) -> None:
    one, other = await place.bot(), await place.bot()
    await place.add(one, ByBot(bot=other.id))
    begun = await place.add(other, ByWebhook(signed=False))
    await place.turn(one, BotStatus.PAUSED)
    assert (await place.call(begun, b"")).status_code == 202
    await place.ended(other)
    await nothing_comes(place, one)


async def test_a_bot_is_not_set_off_by_the_rows_that_it_writes_itself(place: Place) -> None:
    details = BotDetails(name="Copies", reaches=WRITES)
    bot = await place.bot(COPIES, details=details)
    await place.add(bot, ByRow(module="salon", entity="client"))
    await place.salon.create("clients", name="Ada", email="ada@a.example")
    [run] = await place.ended(bot)
    assert run.error == ""
    await place.still()
    await place.ran(bot, 1)
    answer = await place.salon.owner.get("/api/clients")
    assert len(answer.json()["items"]) == 2


async def test_bots_that_write_for_each_other_come_to_rest(place: Place) -> None:
    details = BotDetails(name="Copies", reaches=WRITES)
    bots = [await place.bot(COPIES, details=details, name=name) for name in ("One", "Other")]
    triggers = [await place.add(bot, ByRow(module="salon", entity="client")) for bot in bots]
    await place.salon.create("clients", name="Ada", email="ada@a.example")
    for bot in bots:
        await place.ended(bot, MOST_DEPTH + 1)
    runs = [run for bot in bots for run in await place.runs(bot)]
    assert sorted({run["cause"].get("depth", 0) for run in runs}) == list(range(MOST_DEPTH + 1))
    assert {run["state"] for run in runs} == {"success"}
    assert {(await place.trigger(one)).notice for one in triggers} == {TOO_DEEP}
    assert {run["input"]["by"]["bot"] for run in runs} == {None, str(bots[0].id), str(bots[1].id)}


async def test_a_bot_that_names_fields_follows_its_own_changes_until_nothing_changes(place: Place) -> None:
    details = BotDetails(name="Shouts", reaches=WRITES)
    bot = await place.bot(SHOUTS, details=details)
    await place.add(bot, ByRow(module="salon", entity="client", on=(RowEvent.CHANGED,), fields=("name",)))
    row = await place.salon.create("clients", name="Ada", email="ada@a.example")
    answer = await place.salon.owner.patch(f"/api/clients/{row['id']}", json={"name": "Bob"})
    assert answer.status_code == 200
    runs = await place.ended(bot, 2)
    assert [run.input["changes"]["name"] for run in runs] == [["Ada", "Bob"], ["Bob", "BOB"]]
