"""The API without a server: the application is opened in this process for as long as a command needs it."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

import httpx

from sayso.identity.authentication.tokens import secret_at
from sayso.main.application import Application, create_app
from sayso.main.home import database_of
from sayso.main.local import LOCAL_TOKEN, Caller
from sayso.settings import Settings


@contextmanager
def opened(settings: Settings, agency: str = "", *, works: bool = False) -> Iterator[Caller]:
    """A caller of the application over the database of this home, which nothing else may use meanwhile.

    Queued work waits for a server unless ``works`` says to do it here.

    Raises:
        ConflictError: when another process works on this home folder.
    """
    with database_of(settings) as dsn, asyncio.Runner() as runner:
        application = create_app(settings, dsn)
        running = application.running(works=works)
        runner.run(running.__aenter__())
        try:
            yield _Alone(settings, application, runner, agency)
        finally:
            runner.run(running.__aexit__(None, None, None))


class _Alone(Caller):
    """Calls an application of this process."""

    def __init__(
        self, settings: Settings, application: Application, runner: asyncio.Runner, agency: str
    ) -> None:
        self.agency = agency
        self._settings = settings
        self._application = application
        self._runner = runner

    def _ask(
        self, method: str, path: str, body: str | bytes | None, headers: dict[str, str], timeout: float
    ) -> tuple[int, bytes]:
        token = secret_at(self._settings.home_path / LOCAL_TOKEN)
        client = httpx.AsyncClient(
            transport=httpx.ASGITransport(app=self._application),
            base_url=self._settings.platform_origin,
            headers={"Authorization": f"Bearer {token}", **headers},
            timeout=timeout,
        )
        answer = self._runner.run(_sent(client, method, path, body))
        return answer.status_code, answer.content


async def _sent(
    client: httpx.AsyncClient, method: str, path: str, body: str | bytes | None
) -> httpx.Response:
    async with client:
        return await client.request(method, path, content=body)
