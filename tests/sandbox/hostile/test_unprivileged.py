"""Sayso mostly runs as an ordinary user: where the tests run as root, some run again as somebody else."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.sandbox.hostile.host import CHECKOUT

_NOBODY = "65533"
_OPENED = """
set -e
prefix=$1; shift
closed=$(echo "$prefix" | cut -d/ -f1,2)
if [ "$closed" = /root ]; then
  held=$(mktemp -d)
  mount --bind "$prefix" "$held"
  mount -t tmpfs -o mode=755 none /root
  mkdir -p "$prefix"
  mount --bind "$held" "$prefix"
  umount "$held"
  rmdir "$held"
fi
exec setpriv --reuid USER --regid USER --clear-groups --bounding-set -all --no-new-privs "$@"
""".replace("USER", _NOBODY)
"""In a mount namespace of its own: an interpreter in root's closed home is opened, and nothing else."""
_SOME = "mounts or becomes or namespaces or kills or forks or sockets or writes or follows or shells or doors"
_FEWEST = 70


@pytest.mark.deep
@pytest.mark.skipif(os.geteuid() != 0, reason="these tests run as an ordinary user already")
@pytest.mark.timeout(600)
def test_the_walls_stand_for_an_ordinary_user_too() -> None:
    answer = subprocess.run(
        [
            *("unshare", "--mount", "--propagation", "private", "bash", "-c", _OPENED, "bash"),
            str(Path(sys.base_prefix)),
            *(sys.executable, "-B", "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist"),
            "tests/sandbox/hostile/test_attacks.py",
            "tests/sandbox/hostile/test_fallback.py",
            *("-k", f"fallback or (stopped and ({_SOME}))"),
        ],
        cwd=CHECKOUT,
        env={"PATH": os.environ["PATH"], "HOME": "/nonexistent", "LANG": "C.UTF-8", "SAYSO_DEEP": "1"},
        capture_output=True,
        text=True,
        timeout=580,
        check=False,
    )
    said = answer.stdout[-6000:] + answer.stderr[-1000:]
    assert answer.returncode == 0, said
    passed = re.search(r"\[100%\]", answer.stdout)
    assert passed, said
    assert answer.stdout.count(".") >= _FEWEST, said
