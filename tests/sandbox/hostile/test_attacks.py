"""Programs that mean harm: each is stopped, and leaves nothing to the host or the next program."""

import asyncio

import psutil
import pytest

from sayso.sandbox.types import Ending
from tests.sandbox.hostile.attack import Attack, with_deep
from tests.sandbox.hostile.conftest import Cage
from tests.sandbox.hostile.host import Host
from tests.sandbox.hostile.programs import (
    descriptors,
    files,
    harness,
    kernel,
    network,
    processes,
    proxy,
    results,
)

MODULES = (files, processes, network, kernel, descriptors, results, harness, proxy)
ATTACKS = [attack for module in MODULES for attack in module.ATTACKS]
SAFE_OUTSIDE = [attack for attack in ATTACKS if not attack.unsafe]
MOST_FORGOTTEN_DESCRIPTORS = 3


def _named(attack: Attack) -> str:
    return attack.name


@pytest.mark.rotating(40)
@pytest.mark.parametrize("attack", ATTACKS, ids=_named)
async def test_an_attack_is_stopped_and_leaves_nothing(cage: Cage, attack: Attack) -> None:
    outcome = await cage.attack(attack)
    assert outcome.ending in attack.endings, outcome
    if outcome.ending is Ending.OK:
        assert outcome.result in (None, [], attack.gives), "the walls have a gap"
    else:
        assert outcome.error is not None
        assert outcome.error.message or outcome.ending is Ending.ERROR
        assert attack.says in f"{outcome.error.kind}: {outcome.error.message}"
    assert cage.host.secret not in repr(outcome)
    assert proxy.SECRET not in repr(outcome)
    assert outcome.seconds < attack.limits.wall_seconds + 3
    await cage.assert_clean()


@pytest.mark.parametrize("attack", with_deep(SAFE_OUTSIDE, MODULES))
def test_the_same_program_does_harm_where_no_wall_is(host: Host, attack: Attack) -> None:
    host.do_outside(attack)


async def test_what_is_asked_of_the_proxy_in_vain_is_noted_as_refused(cage: Cage) -> None:
    for attack in proxy.ATTACKS:
        if "own network" in attack.name or "not listed" in attack.name or "credentials" in attack.name:
            outcome = await cage.attack(attack)
            assert all(
                one.refusal for one in outcome.requests if one.host != f"open.test:{cage.source.port}"
            ), attack.name
            assert all("?" not in one.path for one in outcome.requests)


async def test_many_attacks_at_once_hold_up_no_honest_program(cage: Cage) -> None:
    wanted = ("forks without end", "takes memory bit by bit", "prints without end", "kills everybody")
    bad = [asyncio.create_task(cage.attack(attack)) for attack in ATTACKS if attack.name in wanted]
    try:
        assert await asyncio.gather(*(cage.probe() for _ in range(5))) == [cage.clean] * 5
    finally:
        await asyncio.gather(*bad)
    await cage.assert_clean()


async def test_no_descriptor_stays_open_on_the_host(cage: Cage) -> None:
    own = psutil.Process()
    before = own.num_fds()
    for attack in ATTACKS:
        if "descriptor" in attack.name or "crashes" in attack.name or "ends its own" in attack.name:
            await cage.attack(attack)
    await cage.assert_clean()
    assert own.num_fds() <= before + MOST_FORGOTTEN_DESCRIPTORS
