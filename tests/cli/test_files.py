"""Files of an application from the command line, and compiling over what was edited."""

import json
import zipfile
from pathlib import Path

from tests.cli.test_words import SALON
from tests.support.processes import Machine

PAGE = "src/pages/CustomersPage.tsx"
TEXT = "A bike shop. Bikes have a brand and a price. Customers have a name and a phone."


def test_files_are_listed_edited_reset_and_downloaded(served: Machine, tmp_path: Path) -> None:
    slug = served.sayso("build", TEXT).stdout.partition("://")[2].partition(".")[0]
    listed = served.sayso("files", slug)
    assert listed.returncode == 0, listed.stderr
    assert {file["path"]: file["marks"] for file in json.loads(listed.stdout)}[PAGE] == ["generated"]
    text = served.sayso("files", "show", slug, PAGE).stdout
    edited = text.replace("<Page>", "<Page>\n      <p>Mind the step</p>")
    assert edited != text

    done = served.sayso("files", "edit", slug, PAGE, "-", said=edited)

    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert "Published as revision 2" in done.stderr
    assert f"{PAGE}: edited" in served.sayso("files", slug).stderr
    assert "+      <p>Mind the step</p>" in served.sayso("files", "show", slug, PAGE, "--diff").stdout
    target = tmp_path / "all.zip"
    assert served.sayso("files", "download", slug, "-o", str(target)).stdout.strip() == str(target)
    assert zipfile.ZipFile(target).read(PAGE).decode() == edited
    assert "revision 3" in served.sayso("files", "reset", slug, PAGE).stderr
    assert served.sayso("files", "show", slug, PAGE).stdout == text

    wrong = served.sayso("files", "edit", slug, PAGE, "-", said="export const x: number = 'text';\n")
    assert (wrong.returncode, wrong.stdout) == (1, "")
    assert "CustomersPage" in wrong.stderr
    refused = served.sayso("files", "edit", slug, "module.json", "-", said="{}")
    assert (refused.returncode, "follows from the application" in refused.stderr) == (1, True)


def test_compiling_again_keeps_edits_and_names_conflicts(tmp_path: Path) -> None:
    shell = Machine(tmp_path / "home")
    out = tmp_path / "out"
    assert shell.sayso("compile", str(SALON), "-o", str(out)).returncode == 0
    file = out / "src/entities/client.ts"
    file.write_text(file.read_text().replace('icon: "users"', 'icon: "flower"'))

    again = shell.sayso("compile", str(SALON), "-o", str(out))

    assert again.returncode == 0, again.stderr
    assert "edited  src/entities/client.ts" in again.stderr
    spec = json.loads(SALON.read_text())
    next(entity for entity in spec["entities"] if entity["name"] == "client")["icon"] = "user-round"
    conflict = shell.sayso("compile", "-", "-o", str(out), said=json.dumps(spec))
    assert (conflict.returncode, conflict.stdout) == (1, "")
    assert "conflict  src/entities/client.ts (1 places" in conflict.stderr
    assert "<<<<<<< your edit" in file.read_text()
