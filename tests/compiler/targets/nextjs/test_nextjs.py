"""A project that stands on its own."""

import json
from pathlib import Path

import pytest

from sayso.compiler.build import Target, compile_app
from sayso.compiler.draft import FileDraft
from sayso.compiler.targets.nextjs.lower import Data
from sayso.compiler.targets.nextjs.packages import DEPENDENCIES, DEVELOPMENT
from sayso.spec.model import AppSpec
from sayso.verifier.toolchain import frontend_root
from sayso.verifier.typecheck import typecheck
from tests.golden.cases import case_names, spec_of

AMBIENT = FileDraft("packages.d.ts", (Path(__file__).parent / "packages.d.ts").read_text(encoding="utf-8"))
NOT_OURS = {"next", "pg", "@types/pg", "@sayso/app-kit", "typescript"}
"""Packages that this repository does not install; its ``typescript`` 7 has no API for Next.js."""


USUAL = {("words", Data.POSTGRES), ("salon", Data.SUPABASE)}


@pytest.mark.parametrize(
    ("name", "data"),
    [
        pytest.param(name, data, marks=() if (name, data) in USUAL else pytest.mark.deep)
        for name in case_names(Target.NEXTJS)
        for data in Data
    ],
)
def test_server_routes_and_pages_pass_the_strict_type_check(name: str, data: Data) -> None:
    assert typecheck([*compile_app(spec_of(name), Target.NEXTJS, data=data), AMBIENT]) == []


def test_packages_are_pinned_to_what_this_repository_runs() -> None:
    lock = json.loads((frontend_root() / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    installed = {path.removeprefix("node_modules/"): entry.get("version") for path, entry in lock.items()}
    pinned = {name: version for name, version in (DEPENDENCIES | DEVELOPMENT).items() if name not in NOT_OURS}

    assert pinned == {name: installed[name] for name in pinned}


def test_everything_the_kit_needs_is_among_the_packages() -> None:
    kit = json.loads((frontend_root() / "app-kit" / "package.json").read_text(encoding="utf-8"))
    needed = {name for name in kit["dependencies"] if not name.startswith("@fontsource")}

    assert needed <= DEPENDENCIES.keys()


def test_every_collection_of_the_data_api_has_its_routes(salon: AppSpec) -> None:
    paths = {draft.path for draft in compile_app(salon, Target.NEXTJS)}

    for collection in ("clients", "stylists", "services", "appointments"):
        for folder in ("", "[id]/", "[id]/[...rest]/", "stats/", "bulk/", "import/", "export.csv/"):
            assert f"app/api/{collection}/{folder}route.ts" in paths


def test_every_page_has_its_roles_checked_on_the_server(salon: AppSpec) -> None:
    texts = {draft.path: draft.text for draft in compile_app(salon, Target.NEXTJS)}

    assert 'roles={["owner"]}' in texts["app/services/page.tsx"]
    assert "<SignedIn />" in texts["app/page.tsx"]


def test_the_folder_names_do_not_collide_with_those_next_reads(salon: AppSpec) -> None:
    assert not any(draft.path.startswith(("src/", "pages/")) for draft in compile_app(salon, Target.NEXTJS))


def test_only_one_file_of_the_server_knows_how_the_data_is_reached(salon: AppSpec) -> None:
    own, supabase = (
        {draft.path: draft.text for draft in compile_app(salon, Target.NEXTJS, data=data)} for data in Data
    )
    different = {path for path in own.keys() | supabase.keys() if own.get(path) != supabase.get(path)}

    assert different == {
        ".env.example",
        "README.md",
        "migrations/0000_supabase.sql",
        "module.json",
        "package.json",
        "server/database.ts",
    }


def test_an_entity_may_share_its_address_with_files_or_reports() -> None:
    drafts = compile_app(spec_of("words"), Target.NEXTJS)
    paths = [draft.path for draft in drafts]

    assert len(set(paths)) == len(paths)
    assert "app/api/reports/[id]/route.ts" in paths
    assert "app/api/reports/[name]/route.ts" not in paths
