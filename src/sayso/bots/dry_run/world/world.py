"""The world of a case: it stays while the case runs several times, and is then forgotten."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from pydantic import SecretStr

from sayso.bots.details import BotDetails, Case, Given
from sayso.bots.dry_run.errors import WrongCaseError
from sayso.bots.dry_run.world.hosts import MadeUpHosts
from sayso.bots.dry_run.world.modules import MadeUpModules
from sayso.bots.dry_run.world.people import MadeUpKeeping
from sayso.bots.dry_run.world.shapes import ModuleShape
from sayso.bots.dry_run.world.store import Change, Store
from sayso.bots.host.request_handler import BOT_HOST, Answering
from sayso.devloop.programs.facts import ModuleFacts
from sayso.sandbox.types import Network, Reach, Secret

MODULES_HOST = "modules.sayso"
NOW = "2026-03-02T09:00:00+00:00"
"""When a case happens that does not say when: a Monday morning."""


@dataclass(frozen=True, slots=True)
class Before:
    """How much had been done before a run, so that it is known what the run did."""

    changes: int
    notices: int
    questions: int
    asked: int
    unanswered: int


class World:
    """Rows, hosts, state and people of one case."""

    def __init__(self, case: Case, details: BotDetails, modules: Sequence[ModuleFacts]) -> None:
        given = case.given
        self.now = _moment(given.now)
        self.shapes = {one["slug"]: ModuleShape(one) for one in modules}
        self.store = Store(self.now)
        reports = self._fill(given)
        self.people = MadeUpKeeping(given.state, given.approvals, details.reaches)
        self.hosts = MadeUpHosts(given.answers)
        self._modules = MadeUpModules(self.shapes, details.reaches.modules, self.store, reports, self.now)
        self._network = _network(details, given)

    def network(self) -> Network:
        """The network of one run."""
        services = {
            MODULES_HOST: self._modules.answer,
            BOT_HOST: Answering(self.people).answer,
        }
        return Network(
            reach=self._network.reach,
            hosts=self._network.hosts,
            secrets=self._network.secrets,
            services=services,
            stand_in=self.hosts.answer,
            most_a_second=0.0,
        )

    def before(self) -> Before:
        """How much was done so far."""
        return Before(
            len(self.store.changes),
            len(self.people.notices),
            len(self.people.questions),
            len(self.hosts.asked),
            len(self.hosts.unanswered),
        )

    def changes(self, before: Before) -> list[Change]:
        """What became of rows since then."""
        return self.store.changes[before.changes :]

    def _fill(self, given: Given) -> Mapping[tuple[str, str], list[dict[str, Any]]]:
        reports: dict[tuple[str, str], list[dict[str, Any]]] = {}
        for slug, entities in given.rows.items():
            module = self.shapes.get(slug)
            if module is None:
                known = ", ".join(sorted(self.shapes)) or "none"
                raise WrongCaseError(
                    f"The case has rows of the application “{slug}”, which is not there. There is {known}."
                )
            for name, rows in entities.items():
                entity = module.entity(name)
                if entity is not None:
                    self.store.fill(module, entity, rows)
                elif name in module.reports:
                    reports[slug, name] = rows
                else:
                    known = ", ".join(sorted(module.entities))
                    raise WrongCaseError(
                        f"The case has rows of “{name}”, which {module.name} does not have. It has {known}."
                    )
        return reports


def _network(details: BotDetails, given: Given) -> Network:
    hosts = dict.fromkeys(details.reaches.hosts)
    for one in given.answers:
        parts = urlsplit(one.url.rstrip("*"))
        if parts.netloc:
            hosts[parts.netloc.lower()] = None
    secrets = {name: Secret(SecretStr(f"made-up-{name}"), tuple(hosts)) for name in details.reaches.secrets}
    return Network(Reach(details.reaches.reach), details.reaches.hosts, secrets)


def _moment(text: str) -> datetime:
    """The time of a case; a time without a zone is that of UTC."""
    try:
        read = datetime.fromisoformat(text or NOW)
    except ValueError:
        raise WrongCaseError(
            f"The case happens at “{text[:40]}”, which is no time. Write it as {NOW}."
        ) from None
    return read if read.tzinfo else read.replace(tzinfo=UTC)
