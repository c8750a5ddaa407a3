"""The Sayso that commands speak to."""

from sayso.errors import InputError
from sayso.settings import Settings
from sayso.web.local import RunningServer


def running_server() -> RunningServer:
    """The server of this home folder."""
    settings = Settings()
    found = RunningServer.find(settings.home_path)
    if found is None:
        raise InputError(f"No Sayso runs on {settings.home_path}.", hint="Start it with `sayso serve`.")
    return found
