"""The Sayso that commands speak to."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from types import FrameType
from typing import Never

from sayso.cli.agency_option import chosen_agency
from sayso.errors import InputError
from sayso.kit.garbage import loading
from sayso.main.local import Caller, RunningServer
from sayso.settings import Settings


def running_server() -> RunningServer:
    """The server of this home folder, asked about the agency that the command speaks of."""
    settings = Settings()
    found = RunningServer.find(settings.home_path)
    if found is None:
        raise InputError(f"No Sayso runs on {settings.home_path}.", hint="Start it with `sayso serve`.")
    return replace(found, agency=chosen_agency())


@contextmanager
def api(agency: str = "") -> Iterator[Caller]:
    """The API of the running server; where none runs, the application is opened in this process.

    It is asked about this agency, otherwise about the one that the command speaks of.
    """
    settings, agency = Settings(), agency or chosen_agency()
    found = RunningServer.find(settings.home_path)
    if found is not None:
        yield replace(found, agency=agency)
        return
    with loading():
        from sayso.main.embedded_api import opened

    signal.signal(signal.SIGTERM, _interrupt)
    with opened(settings, agency) as caller:
        yield caller


def _interrupt(_: int, __: FrameType | None) -> Never:
    raise KeyboardInterrupt
