"""Which commands there are, and where; only the module of the one that is asked for is imported."""

from collections.abc import Iterator, MutableMapping
from importlib import import_module
from typing import Any

from typer import Typer
from typer.core import TyperGroup
from typer.main import get_command as command_of
from typer.main import get_group as group_of

from sayso.cli.agency_option import of_agency

_PLACES = {
    "build": "server.build",
    "design": "specs.design",
    "refine": "specs.refine",
    "step": "steps.step",
    "compile": "specs.compile_spec",
    "check": "check.check",
    "eval": "evaluation.evaluate",
    "serve": "server.serve",
    "worker": "worker.worker",
    "demo": "server.demo",
    "open": "server.open_module",
    "stop": "server.stop",
    "chat": "chat.chat",
    "modules": "applications.modules",
    "change": "applications.change",
    "undo": "applications.undo",
    "redo": "applications.redo",
    "jump": "applications.jump",
    "history": "applications.history",
    "compare": "applications.compare",
    "preview": "applications.preview",
    "promote": "applications.promote",
    "publish": "applications.publish",
    "archive": "applications.archive",
    "remove": "applications.remove",
    "restore": "backup.restore",
    "trace": "applications.trace",
    "audit": "audit.audit",
    "backup": "backup.backup",
    "doctor": "diagnosis.doctor",
    "block": "blocks.app",
    "dashboard": "blocks.dashboards",
    "bot": "bots.app",
    "files": "files.app",
    "public": "public.app",
    "module": "rights.app",
    "user": "users.app",
    "agency": "agencies.app",
    "key": "keys.app",
    "model": "models.app",
    "secret": "secrets.app",
    "templates": "templates.app",
    "sandbox": "sandbox.app",
}
"""Where each command or group of commands is, in the order in which help lists them."""
_OF_AN_AGENCY = frozenset(
    [
        "build",
        "demo",
        "open",
        "chat",
        "modules",
        "change",
        "undo",
        "redo",
        "jump",
        "history",
        "compare",
        "preview",
        "promote",
        "publish",
        "archive",
        "remove",
        "restore",
        "trace",
        "audit",
    ]
)
"""Those that take ``--agency``; groups give it to their commands themselves."""


class Commands(TyperGroup):
    """The group of all commands."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        self.commands = _OnDemand()


class _OnDemand(MutableMapping[str, Any]):
    """Commands by name, each made when it is asked for first."""

    def __init__(self) -> None:
        self._made: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._made:
            self._made[name] = _command(name, _PLACES[name])
        return self._made[name]

    def __setitem__(self, name: str, command: Any) -> None:
        self._made[name] = command

    def __delitem__(self, name: str) -> None:
        del self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(_PLACES)

    def __len__(self) -> int:
        return len(_PLACES)


def _command(name: str, place: str) -> Any:
    module, _, member = place.partition(".")
    found = getattr(import_module(f"sayso.cli.{module}"), member)
    if isinstance(found, Typer):
        group = group_of(found)
        group.name = name
        return group
    alone = Typer(add_completion=False)
    alone.command(name)(of_agency(found) if name in _OF_AN_AGENCY else found)
    return command_of(alone)
