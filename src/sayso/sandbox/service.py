"""The sandbox of this machine: chooses its walls, keeps a warm zygote, and runs programs in turn."""

import asyncio
import contextlib
import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

from sayso.errors import MachineError
from sayso.sandbox import program_run
from sayso.sandbox.egress import Egress
from sayso.sandbox.slots import Slots
from sayso.sandbox.types import Limits, Network, Outcome, Program, Reach, Tier, Told
from sayso.sandbox.walls import bubblewrap, launcher, seccomp
from sayso.sandbox.walls.choice import Choice
from sayso.sandbox.walls.ground import ground
from sayso.sandbox.walls.hints import GET_BUBBLEWRAP, NO_LANDLOCK
from sayso.sandbox.walls.identity import stranger
from sayso.sandbox.walls.packages import place_of
from sayso.sandbox.warm import BrokenZygoteError, Zygote
from sayso.settings import Settings

_ATTEMPTS = 3
_PROBE = "import os\nresult = os.getuid()"


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands between programs and this machine, in sentences; ``hint`` says how to get more."""

    tier: Tier
    walls: tuple[str, ...]
    gaps: tuple[str, ...] = ()
    hint: str = ""

    @property
    def is_safe(self) -> bool:
        """Whether code that nobody vouches for may run."""
        return self.tier is not Tier.NONE


class OsSandbox:
    """Runs programs behind walls of the operating system; starts by itself. For one event loop."""

    def __init__(
        self,
        settings: Settings,
        egress: Egress | None = None,
        *,
        warm: tuple[str, ...] = launcher.WARM,
    ) -> None:
        self._warm_modules = warm
        self._choice = Choice(settings.sandbox_tier)
        self._bwrap = settings.bwrap
        self._home = settings.home
        self._egress = egress or Egress.of(settings)
        self._slots = Slots.of(parallel(settings))
        self._starting = asyncio.Lock()
        self._zygote: Zygote | None = None
        self._looked: tuple[Zygote | None, Standing] | None = None
        self._is_closed = False
        self._retired: set[asyncio.Task[None]] = set()
        self._numbers = count(1)
        self._place: Path | None = None

    @classmethod
    def of(cls, settings: Settings) -> "OsSandbox":
        """As the operator set it up."""
        return cls(settings)

    @classmethod
    def cold(cls, settings: Settings) -> "OsSandbox":
        """One that has imported nothing: quick to start, for a look at the walls."""
        return cls(settings, warm=())

    @asynccontextmanager
    async def open(self) -> "AsyncIterator[OsSandbox]":
        """Have everything ended when the block is left."""
        try:
            yield self
        finally:
            await self.close()

    async def close(self) -> None:
        """End every run and every zygote; no program is run after that."""
        self._is_closed = True
        for task in list(self._retired):
            task.cancel()
        if self._retired:
            await asyncio.wait(self._retired)
        async with self._starting:
            zygote, self._zygote = self._zygote, None
        if zygote is not None:
            await zygote.stop()
        self._egress.close()
        place, self._place = self._place, None
        if place is not None:
            await asyncio.to_thread(shutil.rmtree, place, ignore_errors=True)

    async def run(
        self,
        program: Program,
        network: Network | None = None,
        limits: Limits | None = None,
        told: Told | None = None,
    ) -> Outcome:
        """Run a program to its end; cancelling the task ends it, with everything it started.

        Raises:
            MachineError: when this machine has no wall, and no administrator said to do without.
        """
        async with self._slots.held():
            return await self._tried(program, network or Network(), limits or Limits(), told)

    async def standing(self) -> Standing:
        """Find out what the walls are, by running a program behind them; once for each zygote."""
        zygote = self._zygote
        if self._looked is None or zygote is None or self._looked[0] is not zygote or not zygote.is_alive:
            standing = await self._look()
            self._looked = (self._zygote, standing)
        return self._looked[1]

    async def _look(self) -> Standing:
        try:
            outcome = await self._tried(Program(_PROBE), Network(), Limits(), None)
        except MachineError as error:
            return Standing(Tier.NONE, (), (error.message,), error.hint)
        tier, zygote = self._choice.tier or Tier.NONE, self._zygote
        if not outcome.ok or outcome.result == 0:
            said = outcome.error.message if outcome.error else "It ran as root."
            return Standing(
                Tier.NONE, (), (f"A program that tries the walls failed. {said}",), GET_BUBBLEWRAP
            )
        return Standing(
            tier,
            tuple(launcher.walls_of(tier, zygote.landlock if zygote else 0)),
            tuple(launcher.gaps_of(tier)),
            "" if tier is Tier.BUBBLEWRAP else self._choice.hint(),
        )

    async def _tried(self, program: Program, network: Network, limits: Limits, told: Told | None) -> Outcome:
        """Run a program; one that could not begin is begun again with another zygote."""
        problem = ""
        for _ in range(_ATTEMPTS):
            zygote = await self._warm()
            try:
                return await self._run(zygote, program, network, limits, told)
            except BrokenZygoteError as error:
                problem = str(error)
        raise MachineError("The sandbox does not start programs any more.", hint=problem)

    async def _run(
        self, zygote: Zygote, program: Program, network: Network, limits: Limits, told: Told | None
    ) -> Outcome:
        needs_door = network.reach is not Reach.NONE or bool(network.services)
        is_isolated = self._choice.tier is Tier.BUBBLEWRAP
        if not needs_door and is_isolated:
            return await program_run.run(zygote, program, limits, program_run.Place(), told)
        async with self._folder() as folder:
            work = None if is_isolated else str(_work_in(folder))
            if not needs_door:
                return await program_run.run(zygote, program, limits, program_run.Place(work=work), told)
            async with self._egress.door(network, folder) as door:
                _give(door.path)
                place = program_run.Place(f"{folder.name}/{door.path.name}", str(door.path), work)
                outcome = await program_run.run(zygote, program, limits, place, told)
            return replace(outcome, requests=tuple(door.records))

    @asynccontextmanager
    async def _folder(self) -> AsyncIterator[Path]:
        """A folder of a run's own, which only its user may enter."""
        folder = self._places() / str(next(self._numbers))
        folder.mkdir(mode=0o700)
        _give(folder)
        try:
            yield folder
        finally:
            with contextlib.suppress(OSError):
                folder.rmdir()
            if folder.exists():
                await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)

    def _places(self) -> Path:
        """The folder of all runs; short, since the paths of sockets have to be."""
        if self._place is None:
            self._place = Path(tempfile.mkdtemp(prefix="sayso-"))
            self._place.chmod(0o711)
        return self._place

    async def _warm(self) -> Zygote:
        """A zygote that is ready; one that is tired goes on until another one is."""
        if self._zygote is not None and self._zygote.is_alive:
            if self._zygote.is_tired and not self._starting.locked():
                self._later(self._renewed(self._zygote))
            return self._zygote
        async with self._starting:
            if self._is_closed:
                raise MachineError(
                    "Sayso is stopping, and runs no more programs.", hint="Try again when it runs."
                )
            if self._zygote is None or not self._zygote.is_alive:
                await self._replace(self._zygote)
            assert self._zygote is not None  # noqa: S101 - just made
            return self._zygote

    async def _renewed(self, tired: Zygote) -> None:
        async with self._starting:
            if self._zygote is tired:
                with contextlib.suppress(MachineError):  # then the tired one goes on
                    await self._replace(tired)

    async def _replace(self, zygote: Zygote | None) -> None:
        """Have a new zygote, and let the last runs of the one before end."""
        self._zygote = await self._started()
        if zygote is not None:
            self._later(_stopped_when_idle(zygote))

    def _later(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.ensure_future(work)
        self._retired.add(task)
        task.add_done_callback(self._retired.discard)

    async def _started(self) -> Zygote:
        for tier in self._choice.candidates():
            try:
                zygote = await Zygote.start(await asyncio.to_thread(self._launch, tier))
            except (BrokenZygoteError, MachineError) as error:
                said = f"{error.message} {error.hint}" if isinstance(error, MachineError) else str(error)
                self._choice.refuse(tier, said)
                continue
            if tier is Tier.LANDLOCK and not (zygote.landlock and seccomp.is_known()):
                self._choice.refuse(tier, NO_LANDLOCK)
                await zygote.stop()
                continue
            try:
                await self._prove(zygote, tier)
            except BrokenZygoteError as error:
                self._choice.refuse(tier, str(error))
                await zygote.stop()
                continue
            except BaseException:
                await zygote.stop()
                raise
            self._choice.tier = tier
            return zygote
        raise MachineError(
            "Programs do not run here: there is no wall around them.", hint=self._choice.hint()
        )

    async def _prove(self, zygote: Zygote, tier: Tier) -> None:
        """See that it gives birth: namespaces within namespaces may be forbidden where the first are not."""
        async with self._folder() as folder:
            place = program_run.Place(work=None if tier is Tier.BUBBLEWRAP else str(_work_in(folder)))
            await program_run.run(zygote, Program("result = 1"), Limits(), place, None)

    def _launch(self, tier: Tier) -> launcher.Launch:
        if tier is not Tier.BUBBLEWRAP:
            return launcher.without_namespaces(tier, ground(place_of(self._home)), self._warm_modules)
        bwrap = bubblewrap.find(self._bwrap)
        if bwrap is None:
            raise MachineError("There is no bubblewrap.", hint=GET_BUBBLEWRAP)
        return launcher.behind_bubblewrap(
            bwrap, ground(place_of(self._home)), self._places(), self._warm_modules
        )


def parallel(settings: Settings) -> int:
    """How many programs run at once on this machine."""
    return settings.sandbox_parallel or 2 * (os.cpu_count() or 1)


async def _stopped_when_idle(zygote: Zygote) -> None:
    try:
        await zygote.idle.wait()
    finally:
        await asyncio.shield(zygote.stop())


def _work_in(folder: Path) -> Path:
    """A scratch folder where no namespace gives a run one of its own."""
    work = folder / "work"
    work.mkdir(mode=0o700)
    _give(work)
    return work


def _give(path: Path) -> None:
    """Let the user that programs run as have it."""
    user = stranger()
    if user is not None:
        os.chown(path, user, user)
