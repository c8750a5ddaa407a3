"""Accessibility and the rules of React's hooks, as Biome finds them in the text of a component."""

import json
import re
import subprocess
import tempfile
from pathlib import Path

from sayso.spec.diagnostics import Diagnostic, Level
from sayso.verifier.toolchain import biome

_TIMEOUT = 30
_MOST = 50
_FOUND = re.compile(
    r"^::error title=(?P<rule>lint/[\w/]+),file=[^,]*,line=(?P<line>\d+),endLine=\d+,col=(?P<column>\d+)"
    r"[^:]*::(?P<message>.*)$",
    re.MULTILINE,
)
_CONFIG = {
    "root": True,
    "formatter": {"enabled": False},
    "assist": {"enabled": False},
    "linter": {
        "rules": {
            "preset": "none",
            "a11y": {
                "recommended": True,
                # a group of buttons is no fieldset; the roles that matter are checked by the other rules
                "useSemanticElements": "off",
                "noLabelWithoutControl": {
                    "level": "error",
                    "options": {
                        "inputComponents": [
                            "Checkbox", "Combobox", "DateInput", "DateTimeInput", "FileInput", "Input",
                            "MoneyInput", "NumberInput", "Switch", "TagSelect", "Textarea",
                        ]
                    },
                },
            },
            "correctness": {"useHookAtTopLevel": "error", "useJsxKeyInIterable": "error"},
        }
    },
}  # fmt: skip


def lint(path: str, text: str) -> list[Diagnostic]:
    """What people who cannot see or point would miss, and hooks that break when the page is drawn again.

    Raises:
        MachineError: when Biome is not installed.
    """
    with tempfile.TemporaryDirectory(prefix="sayso-lint-") as name:
        folder = Path(name)
        (folder / "biome.json").write_text(json.dumps(_CONFIG), encoding="utf-8")
        (folder / "component.tsx").write_text(text, encoding="utf-8", errors="replace")
        command = [str(biome()), "lint", "--reporter=github", f"--max-diagnostics={_MOST}", "component.tsx"]
        done = subprocess.run(  # noqa: S603 - a pinned binary with fixed arguments
            command, cwd=folder, capture_output=True, text=True, timeout=_TIMEOUT, check=False
        )
    return [
        Diagnostic(
            code=f"component-{match['rule'].rsplit('/', 1)[-1]}",
            level=Level.ERROR,
            path=f"{path}:{match['line']}:{match['column']}",
            message=match["message"].strip(),
        )
        for match in _FOUND.finditer(done.stdout)
    ]
