"""What a bot may reach that is written without anybody looking on: no further than people named.

Hosts that a person named, in words or by keeping a secret for them, are always fine. Others are fine only
where a bot sees public things alone: code that reads rows or secrets could carry them away, to a host that a
page it was made from made its writer think of.
"""

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sayso.bots.details import BotDetails, ByCron, ByRow, Reaches
from sayso.bots.facts import BotFacts
from sayso.devloop.programs.addresses import addresses_in, hosts_in
from sayso.devloop.programs.facts import ModuleFacts
from sayso.devloop.programs.grants import ModuleGrant
from sayso.schedules.recurrence import Cron, TimingError

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


@dataclass(frozen=True, slots=True)
class Bounds:
    """What people named: ``hosts``, ``emails``, and what there is to be reached at all."""

    hosts: frozenset[str]
    emails: frozenset[str]
    modules: Sequence[ModuleFacts]
    secrets: frozenset[str]

    @classmethod
    def of(cls, said: Sequence[str], facts: BotFacts, before: Reaches, hosts: Sequence[str] = ()) -> "Bounds":
        """``before`` is what the version that is being changed reaches, ``hosts`` those of secrets."""
        emails = {match.lower() for text in said for match in _EMAIL.findall(text)}
        own = {facts.get("email", "").lower()} - {""}
        return cls(
            frozenset({*hosts_in(said), *before.hosts, *hosts}),
            frozenset(emails | own),
            facts.get("modules", []),
            frozenset({*facts.get("secrets", []), *before.secrets}),
        )

    def wrong(self, code: str, details: BotDetails) -> list[str]:
        """What it asks for that it may not have, and what is not there; a sentence for each."""
        reaches = details.reaches
        return [
            *self._modules(reaches.modules),
            *self._secrets(reaches),
            *self._hosts(reaches),
            *(self._written(code, details) if is_private(reaches) else ()),
            *self._triggers(details),
        ]

    def _hosts(self, reaches: Reaches) -> Iterator[str]:
        if not is_private(reaches):
            return
        if reaches.reach == "public":
            yield (
                "It sees rows or secrets and wants to reach any host; it may reach those alone that the "
                "person named."
            )
        for host in reaches.hosts if reaches.reach == "listed" else ():
            if host not in self.hosts:
                yield f"It sees rows or secrets and wants to reach {host}, which nobody named."

    def _written(self, code: str, details: BotDetails) -> Iterator[str]:
        """Addresses and letters that stand in the code or in defaults."""
        texts = [*_texts(code), *(str(one.default) for one in details.config if one.default)]
        for email in sorted({one.lower() for text in texts for one in _EMAIL.findall(text)} - self.emails):
            yield f"It writes to {email}, whom nobody named."
        if "webhook" in details.reaches.notifies:
            addresses = [address for text in texts for address in addresses_in([text])]
            for host in sorted(set(hosts_in(addresses)) - self.hosts):
                yield f"It tells {host}, which nobody named."

    def _secrets(self, reaches: Reaches) -> Iterator[str]:
        for name in reaches.secrets:
            if name not in self.secrets:
                yield f"There is no secret {name}."

    def _modules(self, grants: Sequence[ModuleGrant]) -> Iterator[str]:
        known = {module["slug"]: module for module in self.modules}
        for grant in grants:
            module = known.get(grant.slug)
            if module is None:
                yield f"There is no module {grant.slug}."
                continue
            entities = {entity["name"] for entity in module["entities"]}
            for entity in grant.entities:
                if entity not in entities:
                    yield f"{grant.slug} has no entity {entity}; it has {', '.join(sorted(entities))}."

    def _triggers(self, details: BotDetails) -> Iterator[str]:
        for spec in details.triggers:
            if isinstance(spec, ByCron):
                try:
                    Cron(spec.cron, spec.time_zone)
                except TimingError as error:
                    yield f"{error.message} {error.hint}".strip()
            if isinstance(spec, ByRow):
                yield from self._modules([ModuleGrant(slug=spec.module, entities=(spec.entity,))])


def is_private(reaches: Reaches) -> bool:
    """Whether it sees anything that is not public."""
    return bool(reaches.modules or reaches.secrets)


def within(reaches: Reaches, before: Reaches) -> list[str]:
    """What it asks for beyond what the version before reached; a sentence for each."""
    wrong = []
    order = ("none", "listed", "public")
    if order.index(reaches.reach) > order.index(before.reach):
        wrong.append("It wants to reach more hosts than before.")
    elif before.reach == "listed" and not set(reaches.hosts) <= set(before.hosts):
        more = ", ".join(sorted(set(reaches.hosts) - set(before.hosts)))
        wrong.append(f"It wants to reach {more}, which it did not reach before.")
    known = {grant.slug: grant for grant in before.modules}
    for grant in reaches.modules:
        had = known.get(grant.slug)
        if had is None:
            wrong.append(f"It wants to reach the module {grant.slug}, which it did not reach before.")
            continue
        if had.entities and not (grant.entities and set(grant.entities) <= set(had.entities)):
            wrong.append(f"It wants to reach more of {grant.slug} than before.")
        if not set(grant.actions) <= set(had.actions):
            wrong.append(f"It wants to do more in {grant.slug} than before.")
    if not set(reaches.secrets) <= set(before.secrets):
        wrong.append("It wants secrets that it did not have before.")
    if not set(reaches.notifies) <= set(before.notifies):
        wrong.append("It wants to tell people in ways that it did not have before.")
    return wrong


def _texts(code: str) -> list[str]:
    """The texts that a program holds."""
    try:
        tree = ast.parse(code)
    except (SyntaxError, ValueError, RecursionError):
        return [code]
    constants = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return [value for value in constants if isinstance(value, str)]
