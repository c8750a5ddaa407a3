"""What becomes of each bot of a registry: its code, what it may use, its configuration, and remarks on it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid5

from sayso.bots.details import LONGEST_CODE, BotDetails, Reaches
from sayso.bots.registry_import.code import Seen, hosts_in, look_at
from sayso.bots.registry_import.configuration import configured
from sayso.bots.registry_import.fields import line_of
from sayso.bots.registry_import.folder import REGISTRY, Source
from sayso.bots.registry_import.registry import read_registry
from sayso.bots.registry_import.secret_extraction import hide
from sayso.bots.registry_import.sidecar_files import Beside, missing
from sayso.bots.registry_import.texts import UnreadableError, code_of
from sayso.bots.registry_import.types import Entry, Registry
from sayso.bots.registry_import.wrapper import describe, is_ours, wrapped
from sayso.errors import InputError

MOST_SECRETS = 20
MOST_HOSTS = 20


@dataclass(frozen=True, slots=True)
class Plan:
    """A bot as it is to be kept. ``secrets`` are values by names; ``hosts`` are what they are for."""

    bot_id: UUID
    entry: Entry = field(repr=False)
    why_not: str = ""
    code: str = ""
    details: BotDetails | None = None
    config: dict[str, Any] = field(default_factory=dict)
    secrets: dict[str, str] = field(default_factory=dict, repr=False)
    hosts: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


def plans_of(agency_id: UUID, source: Source) -> tuple[Registry, list[Plan]]:
    """What becomes of each bot that the folder's registry names, in its order.

    Raises:
        InputError: when there is no registry that can be read.
    """
    if REGISTRY not in source.files:
        raise InputError(f"There is no {REGISTRY}.", hint=f"Send the folder that holds {REGISTRY} and bots/.")
    registry = read_registry(source.files[REGISTRY], source.files.keys())
    return registry, [_plan(agency_id, entry, source.files) for entry in registry.entries]


def bot_id_of(agency_id: UUID, entry: Entry) -> UUID:
    """The id that a bot of a registry has in an agency, whenever it is imported."""
    return uuid5(agency_id, f"codex32 {entry.key}\n{entry.place}".encode("utf-8", "replace").decode())


def unnamed(source: Source, registry: Registry) -> list[str]:
    """Code in the folder that the registry does not name."""
    named = {entry.place for entry in registry.entries}
    found = sorted(path for path in source.files if re.fullmatch(r"bots/[^/]+/bot\.py", path))
    return [f"{line_of(path, 200)} is not in the registry." for path in found if path not in named]


def _plan(agency_id: UUID, entry: Entry, files: Mapping[str, bytes]) -> Plan:
    bot_id = bot_id_of(agency_id, entry)
    if entry.why_not:
        return Plan(bot_id, entry, entry.why_not)
    try:
        original = code_of(files[entry.place])
    except UnreadableError as error:
        return Plan(bot_id, entry, f"{line_of(entry.place, 200)} {error}.")
    if not original.strip():
        return Plan(bot_id, entry, f"{line_of(entry.place, 200)} is empty.")
    seen = look_at(original)
    code = wrapped(original, entry.place, seen.entry)
    if len(code) > LONGEST_CODE:
        why = f"Its code has {len(original):,} characters; at most {LONGEST_CODE:,} are taken."
        return Plan(bot_id, entry, why)
    return _whole(bot_id, entry, code, seen, Beside(entry.place, files.keys(), files))


def _whole(bot_id: UUID, entry: Entry, code: str, seen: Seen, beside: Beside) -> Plan:
    hidden, secrets = hide(entry.name, {**beside.config, **entry.config})
    hosts = tuple(dict.fromkeys([*seen.hosts, *hosts_in(list(_texts(hidden)))]))
    values = configured(hidden)
    kept = dict(list(secrets.items())[:MOST_SECRETS]) if hosts else {}
    lost = [name for name in secrets if name not in kept]
    details = BotDetails(
        name=entry.name,
        description=entry.description or beside.description,
        reaches=Reaches(reach="listed" if hosts else "none", hosts=hosts, secrets=tuple(kept)),
        config=values.fields,
        triggers=entry.triggers,
    )
    warnings = [*entry.warnings, *beside.warnings, *seen.warnings, *values.warnings]
    warnings += missing([*entry.requirements, *beside.requirements])
    if lost:
        warnings.append(f"{_and(lost)} must be for a host, and none is named: enter it under the secrets.")
    return Plan(
        bot_id,
        entry,
        code=code,
        details=details,
        config=values.rest,
        secrets=kept,
        hosts=hosts[:MOST_HOSTS],
        changes=tuple(_changes(seen, hosts, list(kept))),
        warnings=tuple(dict.fromkeys(warnings)),
        left=(*entry.left, *beside.left),
    )


def _changes(seen: Seen, hosts: Sequence[str], secrets: Sequence[str]) -> Iterator[str]:
    if seen.entry is not None and not is_ours(seen.entry):
        yield f"A function is added below the original, which calls {describe(seen.entry)}."
    if hosts:
        yield f"It may reach {_and(hosts)}."
    if secrets:
        yield f"{_and(secrets)} will be kept under the secrets, for these hosts alone."


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)


def _and(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
