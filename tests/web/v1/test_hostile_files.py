"""A key that may write modules gets nothing of the machine by what it writes, from the door to the page."""

import json
import re
from pathlib import Path
from typing import Any

import httpx
import pytest

from sayso.spec.model import AppSpec
from tests.support.postgres import TestDatabase
from tests.support.running import running_sayso
from tests.support.studio import Studio, open_studio

pytestmark = pytest.mark.rotating(1)

PAGE = "src/pages/ClientsPage.tsx"
ESCAPE = """
const host = Response.constructor("return process")();
const read = (): string => {
  try {
    return host.getBuiltinModule("fs").readFileSync(FILE, "utf8");
  } catch (error) {
    return (error as { code: string }).code;
  }
};
throw new Error(`REACHED uid=${host.getuid()} home=${host.env.HOME} file=${read()}`);
"""


async def with_key(studio: Studio) -> httpx.AsyncClient:
    """Somebody who has a key of scope ``modules:write`` and no more."""
    made = await studio.call("POST", "/keys", {"name": "writer", "scopes": ["modules:write"]}, expect=201)
    client = await studio.sayso.platform()
    client.headers["authorization"] = f"Bearer {made['key']}"
    return client


async def saved(writer: httpx.AsyncClient, slug: str, text: str) -> httpx.Response:
    return await writer.put(f"/api/v1/modules/{slug}/files/{PAGE}", json={"text": text})


@pytest.mark.parametrize("secret", ["local.token", "sessions.key"])
async def test_a_page_that_imports_a_file_of_the_home_folder_is_refused_with_its_place(
    database: TestDatabase, tmp_path: Path, salon: AppSpec, secret: str
) -> None:
    (tmp_path / "sessions.key").write_text("canary-of-the-signing-key")
    async with running_sayso(database.dsn, tmp_path) as sayso:
        studio = await open_studio(sayso)
        slug = await studio.install(salon)
        writer = await with_key(studio)
        text = (await studio.call("GET", f"/modules/{slug}/files/{PAGE}"))["text"]
        attack = f'import j from "{tmp_path}/{secret}" with {{type:"text"}};\nconsole.log(j);\n{text}'
        answer = await saved(writer, slug, attack)
        assert answer.status_code == 409, answer.text
        found: list[dict[str, Any]] = answer.json()["diagnostics"]
        assert [(one["code"], one["path"]) for one in found][:1] == [("import-not-allowed", f"{PAGE}:1")]
        kept = (tmp_path / secret).read_text().strip()
        assert kept not in answer.text
        keyboard = await studio.keyboard(slug)
        page = (await keyboard.get("/")).text
        assert kept not in page
        script = page.split('<script type="module" src="')[1].split('"')[0]
        assert kept not in (await keyboard.get(script)).text


async def test_a_page_that_walks_to_the_process_that_draws_it_finds_nothing_there(
    database: TestDatabase, tmp_path: Path, salon: AppSpec
) -> None:
    """The escape works, since Node's ``vm`` is no wall; behind it is nobody, without a home or a file."""
    async with running_sayso(database.dsn, tmp_path) as sayso:
        studio = await open_studio(sayso)
        slug = await studio.install(salon)
        writer = await with_key(studio)
        text = (await studio.call("GET", f"/modules/{slug}/files/{PAGE}"))["text"]
        token = tmp_path / "local.token"
        attack = text + ESCAPE.replace("FILE", json.dumps(str(token)))
        answer = await saved(writer, slug, attack)
        assert answer.status_code == 409, answer.text
        assert token.read_text().strip() not in answer.text
        (said,) = set(re.findall(r"REACHED uid=(\d+) home=(\S+) file=(\w+)", answer.text))
        assert said[0] != "0"
        assert said[1:] == ("undefined", "ERR_ACCESS_DENIED")
