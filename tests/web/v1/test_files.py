"""Reading and editing the files of a running module."""

import io
import zipfile
from typing import Any

import pytest

from sayso.spec.model import AppSpec
from tests.support.studio import Studio
from tests.web.v1.test_changes import birthday_of

pytestmark = pytest.mark.rotating(4)

PAGE = "src/pages/ClientsPage.tsx"
ENTITY = "src/entities/client.ts"


async def listed(studio: Studio, slug: str) -> dict[str, dict[str, Any]]:
    answer = await studio.client.get(f"/api/v1/modules/{slug}/files", params={"limit": 200})
    assert answer.status_code == 200, answer.text
    return {file["path"]: file for file in answer.json()["items"]}


async def shown(studio: Studio, slug: str, path: str) -> dict[str, Any]:
    answer = await studio.client.get(f"/api/v1/modules/{slug}/files/{path}")
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def save(studio: Studio, slug: str, path: str, text: str, **more: Any) -> dict[str, Any]:
    answer = await studio.client.put(f"/api/v1/modules/{slug}/files/{path}", json={"text": text, **more})
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def script(studio: Studio, slug: str) -> str:
    """What a browser loads of the application."""
    keyboard = await studio.keyboard(slug)
    page = (await keyboard.get("/")).text
    address = page.split('<script type="module" src="')[1].split('"')[0]
    return (await keyboard.get(address)).text


async def test_an_edited_file_runs_and_is_marked(studio: Studio, salon: AppSpec) -> None:
    slug = await studio.install(salon)
    file = await shown(studio, slug, PAGE)
    edit = file["text"].replace("<Page>", "<Page>\n      <p>Hello, gardeners</p>")

    done = await save(studio, slug, PAGE, edit)

    assert done["published"]["revision"] == 2
    assert done["file"]["marks"] == ["edited"]
    assert "+      <p>Hello, gardeners</p>" in done["file"]["diff"]
    assert (await listed(studio, slug))[PAGE]["marks"] == ["edited"]
    assert "Hello, gardeners" in await script(studio, slug)


async def test_an_edit_survives_the_next_change_and_goes_with_undo(studio: Studio, salon: AppSpec) -> None:
    slug = await studio.install(salon)
    original = (await shown(studio, slug, ENTITY))["text"]
    edit = original.replace('labelPlural: "Clients"', 'labelPlural: "Gardeners"')
    assert edit != original
    await save(studio, slug, ENTITY, edit)

    await studio.publish(slug, await studio.suggest(slug, birthday_of(salon), reason="A nickname"))

    both = await shown(studio, slug, ENTITY)
    assert "Gardeners" in both["text"]
    assert "nickname" in both["text"]
    assert both["marks"] == ["edited"]
    for _ in range(2):
        answer = await studio.client.post(f"/api/v1/modules/{slug}/undo", json={"confirmed": True})
        assert answer.status_code == 200, answer.text
    assert (await shown(studio, slug, ENTITY))["text"] == original
    for _ in range(2):
        answer = await studio.client.post(f"/api/v1/modules/{slug}/redo", json={"confirmed": True})
        assert answer.status_code == 200, answer.text
    assert (await shown(studio, slug, ENTITY))["text"] == both["text"]


async def test_what_does_not_hold_is_saved_and_not_published(studio: Studio, salon: AppSpec) -> None:
    slug = await studio.install(salon)
    wrong = "export function ClientsPage() { return <p>{nothing}</p>; }\n"

    answer = await studio.client.put(f"/api/v1/modules/{slug}/files/{PAGE}", json={"text": wrong})

    assert (answer.status_code, answer.json()["code"]) == (409, "proof_failed")
    assert any(problem["path"].startswith(PAGE) for problem in answer.json()["diagnostics"])
    file = await shown(studio, slug, PAGE)
    assert (file["text"], file["marks"]) == (wrong, ["edited", "saved"])
    assert file["published"] == file["generated"]
    back = await studio.client.delete(f"/api/v1/modules/{slug}/files/{PAGE}")
    assert (back.json()["file"]["marks"], back.json()["published"]) == (["generated"], None)


async def test_files_that_do_not_fit_together_are_named(studio: Studio, salon: AppSpec) -> None:
    slug = await studio.install(salon)
    address = f"/api/v1/modules/{slug}/files"
    for text in ("export const other = 1;\n", "export function ClientsPage( {\n"):
        answer = await studio.client.put(f"{address}/{PAGE}", json={"text": text})

        assert (answer.status_code, answer.json()["code"]) == (409, "proof_failed")
        assert any("ClientsPage" in str(problem) for problem in answer.json()["diagnostics"])


async def test_a_conflict_blocks_a_change_until_a_person_decided(studio: Studio, salon: AppSpec) -> None:
    slug = await studio.install(salon)
    client = next(entity for entity in salon.entities if entity.name == "client")
    path = ENTITY
    before = (await shown(studio, slug, path))["text"]
    await save(studio, slug, path, before.replace('icon: "users"', 'icon: "flower"'))
    wish = {"op": "set", "kind": "entity", "target": client.id, "values": {"icon": "user-round"}}
    change = await studio.suggest(slug, wish, reason="Another icon")

    refused = await studio.client.post(f"/api/v1/modules/{slug}/changes/{change['id']}/publish", json={})

    assert (refused.status_code, refused.json()["code"]) == (409, "merge_conflict")
    assert path in refused.json()["files"]
    file = await shown(studio, slug, path)
    assert file["marks"] == ["edited", "conflicted"]
    assert "<<<<<<< your edit" in file["text"]
    assert ">>>>>>> new generation" in file["text"]
    assert "flower" in file["published"]

    decided = file["generated"].replace('icon: "user-round"', 'icon: "flower"')
    saved = await save(studio, slug, path, decided)
    assert (saved["published"], saved["note"]) == (None, "Saved. Publish the change that it belongs to.")
    await studio.publish(slug, change)

    done = await shown(studio, slug, path)
    assert (done["text"], done["marks"]) == (decided, ["edited"])


async def test_a_conflict_can_be_put_aside(studio: Studio, salon: AppSpec) -> None:
    slug = await studio.install(salon)
    client = next(entity for entity in salon.entities if entity.name == "client")
    edit = (await shown(studio, slug, ENTITY))["text"].replace('icon: "users"', 'icon: "flower"')
    await save(studio, slug, ENTITY, edit)
    wish = {"op": "set", "kind": "entity", "target": client.id, "values": {"icon": "user-round"}}
    change = await studio.suggest(slug, wish, reason="Another icon")
    await studio.client.post(f"/api/v1/modules/{slug}/changes/{change['id']}/publish", json={})

    answer = await studio.client.delete(f"/api/v1/modules/{slug}/files/{ENTITY}")

    assert (answer.json()["file"]["text"], answer.json()["file"]["marks"]) == (edit, ["edited"])


async def test_a_person_may_add_a_file_and_take_it_away(studio: Studio, salon: AppSpec) -> None:
    slug = await studio.install(salon)
    path = "src/components/Greeting.tsx"

    added = await save(studio, slug, path, "export const greeting = 1;\r\n")
    assert (added["file"]["marks"], added["file"]["text"]) == (["added"], "export const greeting = 1;\n")
    gone = await studio.client.delete(f"/api/v1/modules/{slug}/files/{path}")

    assert gone.json()["file"] is None
    assert path not in await listed(studio, slug)


async def test_saved_files_are_published_together(studio: Studio, salon: AppSpec) -> None:
    slug = await studio.install(salon)
    await save(studio, slug, "src/words.ts", 'export const words = "together";\n', publish=False)
    page = (await shown(studio, slug, PAGE))["text"]
    edit = 'import { words } from "../words";\n' + page.replace("<Page>", "<Page>{words}")
    await save(studio, slug, PAGE, edit, publish=False)
    assert (await listed(studio, slug))[PAGE]["marks"] == ["edited", "saved"]
    assert "together" not in await script(studio, slug)

    answer = await studio.client.post(f"/api/v1/modules/{slug}/files", json={"reason": "A word"})

    assert answer.json()["revision"] == 2
    assert "together" in await script(studio, slug)


REFUSED = {
    "migrations/0001_create.sql": 409,
    "rollback/0001_drop.sql": 409,
    "module.json": 409,
    "README.md": 400,
    "src/.hidden.ts": 400,
    "src/a b.ts": 400,
    "src/%2e%2e/outside.ts": 400,
    "src/..%2f..%2foutside.ts": 400,
    "src/app.tsx/inside.ts": 409,
    "src/APP.tsx": 409,
    f"src/{'x' * 300}.ts": 400,
}


async def test_what_cannot_be_edited_is_refused_with_a_way_out(studio: Studio, salon: AppSpec) -> None:
    slug = await studio.install(salon)
    before = await listed(studio, slug)
    answers = {
        path: await studio.client.put(f"/api/v1/modules/{slug}/files/{path}", json={"text": "x"})
        for path in REFUSED
    }

    assert {path: answer.status_code for path, answer in answers.items()} == REFUSED
    assert all(answer.json()["hint"] for answer in answers.values())
    assert await listed(studio, slug) == before


async def test_a_text_that_cannot_be_kept_is_refused(studio: Studio, salon: AppSpec) -> None:
    slug = await studio.install(salon)
    address = f"/api/v1/modules/{slug}/files/docs/notes.md"

    assert (await studio.client.put(address, json={"text": "x" * 300_000})).status_code == 413
    assert (await studio.client.put(address, json={"text": "a\0b"})).status_code == 422
    body = b'{"text": "\\ud800"}'
    sent = await studio.client.put(address, content=body, headers={"content-type": "application/json"})
    assert sent.status_code in {400, 422}


async def test_all_files_come_in_an_archive(studio: Studio, salon: AppSpec) -> None:
    slug = await studio.install(salon)

    answer = await studio.client.get(f"/api/v1/modules/{slug}/files.zip")

    assert answer.headers["content-type"] == "application/zip"
    assert f"{slug}-1.0.0.zip" in answer.headers["content-disposition"]
    packed = zipfile.ZipFile(io.BytesIO(answer.content))
    assert packed.testzip() is None
    assert set(packed.namelist()) == set(await listed(studio, slug))
    assert packed.read(PAGE).decode() == (await shown(studio, slug, PAGE))["text"]
