"""The server of llama.cpp with a tiny model of random numbers, in an environment of its own."""

import asyncio
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from sayso.llm.types import Provider, ProviderKind

HERE = Path(__file__).parent / "llama"
HOME = Path(__file__).parents[3] / ".setup" / "model-server"
PACKAGES = ("xllamacpp==2026.10.11549", "gguf==0.19.0")
"""The server as its wheels carry it, and what writes a model for it."""
KEY = "sk-peer-0123456789"


async def _run(*command: str | Path) -> None:
    process = await asyncio.create_subprocess_exec(
        *map(str, command), stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    said, _ = await process.communicate()
    assert process.returncode == 0, said.decode()


async def _python() -> Path:
    """The environment's Python, made at the first run and whenever other packages are wanted."""
    python, stamp = HOME / "bin" / "python", HOME / "packages"
    if not stamp.exists() or stamp.read_text() != " ".join(PACKAGES):
        await _run(sys.executable, "-m", "venv", "--clear", HOME)
        await _run(python, "-m", "pip", "install", "-q", "--disable-pip-version-check", *PACKAGES)
        stamp.write_text(" ".join(PACKAGES))
    return python


@pytest.fixture(scope="session")
async def llama(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Provider]:
    """The running server, as a compatible provider."""
    python = await _python()
    model = tmp_path_factory.mktemp("llama") / "model.gguf"
    await _run(python, HERE / "model.py", model)
    server = await asyncio.create_subprocess_exec(
        *map(str, (python, HERE / "serve.py", model, KEY)),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    assert server.stdin is not None
    assert server.stdout is not None
    try:
        async with asyncio.timeout(60):
            address = (await server.stdout.readline()).decode().strip()
        assert address.startswith("http"), "The model server did not start."
        yield Provider(
            name="llama",
            kind=ProviderKind.COMPATIBLE,
            base_url=f"{address}/v1",
            api_key=SecretStr(KEY),
        )
    finally:
        server.stdin.close()
        try:
            async with asyncio.timeout(10):
                await server.wait()
        except TimeoutError:
            server.kill()
            await server.wait()
