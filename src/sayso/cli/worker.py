"""``sayso worker``: does queued work in a process of its own."""

from sayso.cli.console import say
from sayso.kit.garbage import loading
from sayso.settings import Settings


def worker() -> None:
    """Do queued work until Ctrl-C, beside a server; as many of these as you like."""
    with loading():
        from sayso.main.worker import run

    run(Settings(), lambda: say("Taking work from the queue (Ctrl-C stops it)."))
    say("Stopped.")
