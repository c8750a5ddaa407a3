"""The pages of the documentation say what the designs are: the overview always, all of them when deep."""

import runpy
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
WRITTEN = ROOT / "docs" / "catalogue"
MOST_BYTES = 3_000_000


@pytest.fixture(scope="module")
def script() -> dict[str, Any]:
    return runpy.run_path(str(ROOT / "scripts" / "publish_catalogue.py"))


def test_the_overview_leads_to_every_design(script: dict[str, Any]) -> None:
    assert (WRITTEN / "README.md").read_text(encoding="utf-8") == script["overview"](), "Run `make pictures`."
    for trade, slugs in script["trades"]().items():
        page = (WRITTEN / f"{trade}.md").read_text(encoding="utf-8")
        for slug in slugs:
            assert f'<a id="{slug}"></a>' in page
            assert (WRITTEN / "pictures" / f"{slug}.svg").exists()


def test_all_pictures_together_stay_small() -> None:
    assert sum(path.stat().st_size for path in WRITTEN.rglob("*.svg")) < MOST_BYTES


@pytest.mark.deep
def test_every_page_and_picture_is_what_the_designs_say(script: dict[str, Any]) -> None:
    stale = [name for name, text in script["pages"]() if (WRITTEN / name).read_text(encoding="utf-8") != text]
    assert stale == [], "Run `make pictures`."
