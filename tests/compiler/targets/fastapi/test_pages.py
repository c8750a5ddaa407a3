"""The pages that an exported service shows are the application's own, built for browsers."""

import re
from pathlib import Path

from sayso.compiler.build import compile_app
from sayso.runtime.drafts import carry_pages
from sayso.spec.model import AppSpec


def test_everything_that_the_page_loads_is_carried_along(salon: AppSpec, tmp_path: Path) -> None:
    carry_pages(compile_app(salon), salon.name, tmp_path)
    page = (tmp_path / "web" / "index.html").read_text(encoding="utf-8")
    loaded = re.findall(r'"(/(?:kit|assets)/[^"]+)"', page)

    assert "<title>Salon</title>" in page
    assert len(loaded) > 5
    assert [path for path in loaded if not (tmp_path / "web" / path[1:]).is_file()] == []


def test_carrying_pages_again_leaves_nothing_of_before(salon: AppSpec, tmp_path: Path) -> None:
    stale = tmp_path / "web" / "assets" / "app-OLD.js"
    stale.parent.mkdir(parents=True)
    stale.write_text("old")

    carry_pages(compile_app(salon), salon.name, tmp_path)

    assert not stale.exists()
