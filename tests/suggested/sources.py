"""Every sentence that the product suggests, read where it stands: a new one is tested by itself."""

import json
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from sayso.spec.model import AppSpec

ROOT = Path(__file__).parents[2]
STUDIO = ROOT / "studio" / "src"
_ARRAY = re.compile(
    r"\bconst (?P<name>[A-Z_]+)(?:: [^=]+)? = \[(?P<items>.*?)\n?\](?: as const)?;", re.DOTALL
)
_TEXT = re.compile(r'"(?:[^"\\\n]|\\.)*"')
_OFFERED = re.compile(r"\bconst EXAMPLES\b[^=]*= \[|<Offers\b|talk-example|\bexample: \"")
_COMMAND = re.compile(
    r"\b(?:sayso (?P<verb>design|build|demo|change [\w-]+|block create|bot create)|make demo PROMPT=)"
    r"\s*\\?\"(?P<text>[^\"…]+?)\\?\""
)
_NAMED = re.compile(r"\b(?:[Ff]or example|such as|[Ss]ay|as in|[Ll]ike) [“\"](?P<text>[^“”\"{}]+)[”\"]")


class Kind(StrEnum):
    """What a sentence is suggested as, and so what has to come of it."""

    DESCRIPTION = "description"
    CARD = "card"
    CARD_CHANGE = "change of a card"
    BOT = "bot"
    NAME = "name"
    STEP = "step"


OFFERED_IN = {
    "home/Examples.tsx": Kind.DESCRIPTION,
    "workspace/conversation/Welcome.tsx": Kind.DESCRIPTION,
    "bots/making/Examples.tsx": Kind.BOT,
    "dashboards/ask/examples.ts": Kind.CARD,
    "dashboards/ask/TalkDialog.tsx": Kind.CARD_CHANGE,
    "dashboards/list/Dashboards.tsx": Kind.NAME,
    "wizard/steps.ts": Kind.STEP,
}
"""The files of Studio that have sentences of their own to press or to begin from."""
PASSES_ON = {
    "bots/making/SayBox.tsx",
    "dashboards/ask/AskBox.tsx",
    "workspace/conversation/AssistantMessage.tsx",
}
"""Files that show what others suggest, or ask in a few words without a sentence to send."""
_VERBS = {
    "design": Kind.DESCRIPTION,
    "build": Kind.DESCRIPTION,
    "demo": Kind.DESCRIPTION,
    "block create": Kind.CARD,
    "bot create": Kind.BOT,
}


@dataclass(frozen=True, slots=True)
class Suggested:
    """A sentence and the file it stands in; ``about`` is the application or the step it is said to."""

    place: str
    text: str
    about: str = ""

    def __str__(self) -> str:
        return f"{Path(self.place).name}: {self.text[:60]}"


def offering_files() -> set[str]:
    """The files of Studio in which something is offered as an example."""
    return {
        str(path.relative_to(STUDIO))
        for path in STUDIO.rglob("*.ts*")
        if ".test." not in path.name and _OFFERED.search(path.read_text(encoding="utf-8"))
    } | {"dashboards/ask/examples.ts"}


def suggested(kind: Kind) -> list[Suggested]:
    """The sentences of a kind, from Studio, the commands and the documentation."""
    found = [one for place, its in OFFERED_IN.items() if its is kind for one in _in_studio(place)]
    found += [one for its, one in _commands() if its is kind]
    return list({one.text: one for one in found}.values())


def changes_by_command() -> list[Suggested]:
    """What is said to a running application: ``sayso change library "…"``."""
    return [one for kind, one in _commands() if kind is None]


def steps() -> dict[str, str]:
    """The example of each step of the wizard, in order."""
    text = (STUDIO / "wizard/steps.ts").read_text(encoding="utf-8")
    found = re.findall(r'id: "([\w-]+)",.*?example:\s*("(?:[^"\\]|\\.)*")', text, re.DOTALL)
    return {step: json.loads(example) for step, example in found}


def said_in_replies(folder: str) -> list[Suggested]:
    """What texts of the product tell people to say, such as “open orders by status”."""
    found = []
    for path in sorted((ROOT / "src/sayso" / folder).rglob("*.py")):
        joined = re.sub(r'"\s*\n\s*f?"', "", path.read_text(encoding="utf-8"))
        code = re.sub(r'"""(?:.|\n)*?"""|#.*', "", joined)
        found += [Suggested(str(path.relative_to(ROOT)), match["text"]) for match in _NAMED.finditer(code)]
    return found


def talk_in(page: str) -> list[str]:
    """The messages of a conversation that a page shows: lines after ``> `` in a block of code."""
    parts = (ROOT / page).read_text(encoding="utf-8").split("```")[1::2]
    return [line[2:] for block in parts for line in block.splitlines() if line.startswith("> ")]


def quoted_in(page: str, row: str) -> list[str]:
    """What stands in “…” in the lines of a page that have these words, where nothing was left out of it."""
    lines = [line for line in (ROOT / page).read_text(encoding="utf-8").splitlines() if row in line]
    assert lines, f"{page} has no line with “{row}” any more."
    return [said for line in lines for said in re.findall(r"“([^“”]+)”", line) if "…" not in said]


def examples_of(specs: list[AppSpec]) -> list[list[str]]:
    """What Studio suggests to ask of applications: its own code, run over them."""
    built = subprocess.run(
        [ROOT / "node_modules/.bin/esbuild", STUDIO / "dashboards/ask/examples.ts", "--format=esm"],
        check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    given = json.dumps([one.to_json() for one in specs])
    script = f"{built}\nconsole.log(JSON.stringify({given}.map(examplesOf)))"
    done = subprocess.run(
        ["node", "--input-type=module"], input=script, check=True, capture_output=True, text=True
    )
    found: list[list[str]] = json.loads(done.stdout)
    return found


def _in_studio(place: str) -> Iterator[Suggested]:
    text = (STUDIO / place).read_text(encoding="utf-8")
    items = [match["items"] for match in _ARRAY.finditer(text)]
    if place.endswith("TalkDialog.tsx"):
        items = [text.partition("function ideasFor")[2].replace('"bar"', "").replace('"table"', "")]
    for group in items:
        texts = [json.loads(one) for one in _TEXT.findall(group)]
        labelled = re.search(r"\[\s*\"", group) is not None
        yield from (Suggested(place, one) for one in (texts[1::2] if labelled else texts))


@cache
def _commands() -> tuple[tuple[Kind | None, Suggested], ...]:
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "src/sayso/cli").rglob("*.py")]
    found = []
    for path in sorted(pages):
        for match in _COMMAND.finditer(path.read_text(encoding="utf-8")):
            verb = match["verb"] or "demo"
            about = verb.partition(" ")[2] if verb.startswith("change ") else ""
            one = Suggested(str(path.relative_to(ROOT)), match["text"], about)
            found.append((_VERBS.get(verb), one))
    return tuple(found)
