"""Which agency a command speaks of: ``--agency`` or SAYSO_AGENCY, in one place for every command."""

import inspect
import re
from collections.abc import Callable
from contextvars import ContextVar
from functools import wraps
from typing import Annotated, Any

import typer

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)
_chosen: ContextVar[str] = ContextVar("agency", default="")


def chosen_agency() -> str:
    """The slug of the agency that the present command speaks of; empty for the oldest."""
    return _chosen.get()


def of_agency(command: Callable[..., Any]) -> Callable[..., Any]:
    """The command with the option ``--agency``."""

    @wraps(command)
    def told(*arguments: Any, agency: str = "", **options: Any) -> Any:
        token = _chosen.set(agency)
        try:
            return command(*arguments, **options)
        finally:
            _chosen.reset(token)

    signature = inspect.signature(command)
    parameter = inspect.Parameter(
        "agency", inspect.Parameter.KEYWORD_ONLY, default="", annotation=_AgencyOption
    )
    told.__dict__["__signature__"] = signature.replace(parameters=[*signature.parameters.values(), parameter])
    told.__annotations__ = {**command.__annotations__, "agency": _AgencyOption}
    return told


class OfAgency(typer.Typer):
    """A group of commands of which each has the option ``--agency``."""

    def command(self, *arguments: Any, **options: Any) -> Callable[[Any], Any]:
        """Register a command with the option; the function itself stays as it is."""
        register = super().command(*arguments, **options)

        def registered(command: Callable[..., Any]) -> Callable[..., Any]:
            register(of_agency(command))
            return command

        return registered


def checked_slug(slug: str) -> str:
    """The slug, if it can be one; a header carries it."""
    if slug and not _SLUG.fullmatch(slug):
        raise typer.BadParameter("an agency is named by its slug, such as north-office")
    return slug


_AgencyOption = Annotated[
    str,
    typer.Option(
        "--agency",
        metavar="SLUG",
        envvar="SAYSO_AGENCY",
        callback=checked_slug,
        help="The agency that is meant; the oldest unless said. `sayso agency list` shows them.",
        show_default=False,
    ),
]
