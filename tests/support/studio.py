"""Whoever changes modules: a program at the platform's own address that holds this machine's token."""

from typing import Any

import httpx

from sayso.identity.authentication.tokens import secret_at
from sayso.main.local import LOCAL_TOKEN
from sayso.spec.model import AppSpec
from tests.support.running import RunningSayso, open_link


class Studio:
    """Short ways to build, change, undo and look at modules over HTTP."""

    def __init__(self, sayso: RunningSayso, client: httpx.AsyncClient) -> None:
        self.sayso = sayso
        self.client = client

    async def call(self, method: str, path: str, body: Any = None, *, expect: int = 200, **query: Any) -> Any:
        """The answer of the platform's API, which must have this status."""
        answer = await self.client.request(method, f"/api/v1{path}", json=body, params=query or None)
        assert answer.status_code == expect, answer.text
        return answer.json() if answer.content else None

    async def install(self, spec: AppSpec, **more: Any) -> str:
        """Install a spec; its slug."""
        body = {"spec": spec.to_json(), **more}
        installed = await self.call("POST", "/modules", body, expect=201)
        slug: str = installed["module"]["slug"]
        return slug

    async def ask(self, slug: str, text: str) -> Any:
        """A wish in words, worked out."""
        return await self.call("POST", f"/modules/{slug}/changes", {"text": text}, expect=201)

    async def suggest(self, slug: str, *edits: dict[str, Any], reason: str = "By hand") -> Any:
        """Edits, worked out."""
        body = {"text": reason, "edits": list(edits)}
        return await self.call("POST", f"/modules/{slug}/changes", body, expect=201)

    async def publish(self, slug: str, change: Any, *, expect: int = 200, **settling: Any) -> Any:
        """Publish a change."""
        path = f"/modules/{slug}/changes/{change['id']}/publish"
        return await self.call("POST", path, settling, expect=expect)

    async def say(self, slug: str, text: str, **settling: Any) -> Any:
        """A wish in words, published."""
        return await self.publish(slug, await self.ask(slug, text), **settling)

    async def do(self, slug: str, *edits: dict[str, Any], expect: int = 200, **settling: Any) -> Any:
        """Edits, published."""
        return await self.publish(slug, await self.suggest(slug, *edits), expect=expect, **settling)

    async def undo(self, slug: str, *, expect: int = 200, **settling: Any) -> Any:
        """Take the last change back."""
        return await self.call("POST", f"/modules/{slug}/undo", settling, expect=expect)

    async def redo(self, slug: str, *, expect: int = 200, **settling: Any) -> Any:
        """Do again what was undone."""
        return await self.call("POST", f"/modules/{slug}/redo", settling, expect=expect)

    async def spec(self, slug: str) -> AppSpec:
        """The present spec."""
        return AppSpec.model_validate(await self.call("GET", f"/modules/{slug}/spec"))

    async def keyboard(self, slug: str) -> httpx.AsyncClient:
        """The builder at the application itself, signed in."""
        link = (await self.call("POST", f"/modules/{slug}/signin-links", expect=201))["url"]
        origin = self.sayso.settings.module_origin(slug)
        client = await self.sayso.client(origin)
        await open_link(client, link)
        return client


async def open_studio(sayso: RunningSayso) -> Studio:
    """The platform's API with the token of its home folder."""
    client = await sayso.platform()
    token = secret_at(sayso.settings.home_path / LOCAL_TOKEN)
    client.headers["authorization"] = f"Bearer {token}"
    return Studio(sayso, client)
