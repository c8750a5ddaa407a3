"""What lies in a log signs nobody in."""

import os
import pty
import re
import subprocess
import time
from pathlib import Path

from tests.cli.browsing import get
from tests.support.processes import Machine, ended
from tests.support.warm import Forked

LINK = re.compile(r"/(?:signin/|__signin\?token=)[\w-]{20,}")
TEXT = "A bike shop. Bikes have a brand and a price."


def started(machine: Machine, *arguments: str, out: int) -> "subprocess.Popen[str]":
    """A command that keeps running, with both of its outputs in one place."""
    return Forked(
        ["sayso", *arguments],
        stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT, text=True, env=machine.environment,
    )  # fmt: skip


def test_no_log_holds_a_link_that_signs_in(known: Machine, tmp_path: Path) -> None:
    """Not that of a server or a demo whose output is kept, nor any file that they write themselves."""
    for number, command in enumerate((("serve",), ("demo", TEXT))):
        log = tmp_path / f"{number}.log"
        with log.open("w") as file:
            process = started(known, *command, out=file.fileno())
            known.ready(process)
            deadline = time.monotonic() + 60
            while "sayso open" not in log.read_text() and time.monotonic() < deadline:
                time.sleep(0.1)
        opened = known.sayso("open").stdout.strip()
        assert LINK.search(opened)
        assert get(opened).status_code == 200
        ended(process)
        assert "sayso open" in log.read_text()
        assert not LINK.search(log.read_text())
    for place, _, names in os.walk(known.home):
        for name in names:
            if name.endswith((".log", ".json", ".txt")):
                assert not LINK.search((Path(place) / name).read_text(errors="replace")), name


def test_a_terminal_shows_the_link(known: Machine) -> None:
    ours, theirs = pty.openpty()
    process = started(known, "serve", out=theirs)
    os.close(theirs)
    said = ""
    deadline = time.monotonic() + 60
    while not LINK.search(said) and time.monotonic() < deadline:
        said += os.read(ours, 4096).decode(errors="replace")
    process.terminate()
    process.wait()
    os.close(ours)
    assert LINK.search(said)
    assert "within ten minutes" in said
