"""A real provider of OpenID Connect in a process of its own, and people who sign in at it."""

import json
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from tests.support.processes import ended

SCRIPT = Path(__file__).parents[1] / "openid" / "provider" / "provider.mjs"
SECRET = "a secret: of/the client+"


@dataclass(frozen=True, slots=True)
class RealProvider:
    """A provider that answers at ``issuer``."""

    issuer: str

    def settings(self, name: str = "company", **more: Any) -> dict[str, Any]:
        """How Sayso is told of it."""
        return {
            "name": name,
            "issuer": self.issuer,
            "client_id": "sayso",
            "client_secret": SECRET,
            **more,
        }

    async def sign_in(self, address: str, login: str) -> str:
        """What somebody does there whom Sayso sends to ``address``; where they are sent back to."""
        async with httpx.AsyncClient(timeout=30, follow_redirects=True) as browser:
            form = await browser.get(address)
            assert form.status_code == 200, form.text
            browser.follow_redirects = False
            action = re.search(r'action="([^"]+)"', form.text)
            assert action is not None, form.text
            values = {"prompt": "login", "login": login, "password": "anything"}
            answer = await browser.post(action.group(1), data=values)
            while answer.is_redirect and answer.headers["location"].startswith(self.issuer):
                answer = await browser.get(answer.headers["location"])
            assert answer.is_redirect, answer.text
            return answer.headers["location"]


@contextmanager
def real_provider(*redirect_uris: str) -> Iterator[RealProvider]:
    """A provider that sends people back to these addresses, ended with the block."""
    process = subprocess.Popen(
        ["node", str(SCRIPT), json.dumps({"redirect_uris": redirect_uris})],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        assert process.stdout is not None
        said = []
        for line in process.stdout:
            if line.startswith("ready "):
                break
            said.append(line)
        else:
            raise AssertionError(f"the provider did not start: {''.join(said)}")
        yield RealProvider(line.removeprefix("ready ").strip())
    finally:
        ended(process)
