"""Machines without namespaces: what Landlock and the filter of calls stop by themselves, and what not."""

from pathlib import Path

import pytest

from sayso.errors import MachineError
from sayso.sandbox import service
from sayso.sandbox.service import OsSandbox
from sayso.sandbox.types import Ending, Outcome, Program, Tier
from sayso.settings import Settings
from tests.sandbox.hostile.attack import Attack, with_deep
from tests.sandbox.hostile.conftest import Cage
from tests.sandbox.hostile.programs import descriptors, files, harness, kernel, network, processes, proxy

GAPS = {
    "lists folders of the host": "whether a file is there can be asked, though not what it holds",
    "signals to processes of the host": "the number of a session can be asked; no signal arrives",
    "asks for names": "the name of the machine is seen; no name is resolved",
}
"""What this tier is known not to stop; the reference says the same."""
SWIFT = ("fills every folder that takes something", "starts threads without end")
"""Over before anybody looks, or not."""
WATCHED = ("fills the disk with many files", "uses up the inodes")
"""What the kernel bounds behind the stronger walls; here it is looked at five times a second."""
_SAME = (
    "recurses", "spreads", "runs an expression", "asks for the credentials", "asks by", "asks for hosts",
    "is led", "speaks other", "hides a request", "takes a secret", "sends requests", "draws", "unpacks",
)  # fmt: skip
"""What the same limits and the same proxy stop, whatever the walls."""
MODULES = (files, network, kernel, processes, descriptors, harness, proxy)
ATTACKS = [attack for module in MODULES for attack in module.ATTACKS if not attack.name.startswith(_SAME)]


def _is_refused(outcome: Outcome) -> bool:
    """Whether it gave up because it may not even begin."""
    return (
        outcome.ending is Ending.ERROR
        and outcome.error is not None
        and outcome.error.kind in {"PermissionError", "FileNotFoundError"}
    )


@pytest.mark.parametrize("attack", with_deep(ATTACKS, MODULES))
async def test_an_attack_is_stopped_without_namespaces_or_is_a_known_gap(
    weaker: Cage, attack: Attack
) -> None:
    outcome = await weaker.attack(attack)
    if attack.name in GAPS:
        assert outcome.ending is Ending.OK
        assert outcome.result, "this is no gap any more: say so in the reference"
    elif attack.name in WATCHED:
        assert outcome.ending is Ending.RESOURCE, outcome
    elif attack.name in SWIFT:
        assert outcome.ending in {Ending.RESOURCE, Ending.OK}, outcome
    elif not _is_refused(outcome):
        assert outcome.ending in {*attack.endings, Ending.RESOURCE}, outcome
        assert outcome.ending is not Ending.OK or outcome.result in (None, [], attack.gives), outcome
    assert weaker.host.secret not in repr(outcome)
    assert proxy.SECRET not in repr(outcome)
    await weaker.assert_clean()


async def test_the_gaps_of_the_tier_are_said(weaker: Cage) -> None:
    standing = await weaker.sandbox.standing()
    assert standing.tier is Tier.LANDLOCK
    assert standing.is_safe
    assert any("namespaces" in gap for gap in standing.gaps)


async def test_without_any_wall_nothing_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service.bubblewrap, "find", lambda _: None)
    monkeypatch.setattr(service.seccomp, "is_known", lambda: False)
    marker = tmp_path / "ran"
    async with OsSandbox(Settings(home=tmp_path)).open() as sandbox:
        with pytest.raises(MachineError) as refused:
            await sandbox.run(Program(f"open({str(marker)!r}, 'w')"))
        standing = await sandbox.standing()
    assert refused.value.hint
    assert not marker.exists()
    assert standing.tier is Tier.NONE
    assert not standing.is_safe


async def test_an_administrator_who_opts_down_is_told_what_is_missing(tmp_path: Path) -> None:
    async with OsSandbox(Settings(home=tmp_path, sandbox_tier="none")).open() as sandbox:
        standing = await sandbox.standing()
        if standing.walls:
            outcome = await sandbox.run(Program("result = 1 + 1"))
            assert outcome.result == 2
    assert standing.tier is Tier.NONE
    assert not standing.is_safe
    assert standing.gaps or standing.hint
