"""Accessibility and the rules of React's hooks, as Biome finds them in the text of a component."""

import json
import re

from sayso.sandbox.tools.types import Limits, Tool, ToolStoppedError
from sayso.spec.diagnostics import Diagnostic, Level
from sayso.verifier.toolchain import biome, tools

_LIMITS = Limits(seconds=30.0, cpu_seconds=30)
_FILE = "component.tsx"
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
        MachineError: when Biome is not installed, or no wall stands around it.
    """
    tool = Tool(
        biome(),
        lambda _: ("lint", "--reporter=github", f"--max-diagnostics={_MOST}", _FILE),
        {"biome.json": json.dumps(_CONFIG), _FILE: text},
        limits=_LIMITS,
    )
    try:
        done = tools().run(tool)
    except ToolStoppedError as error:
        return [
            Diagnostic(
                code="component-unreadable",
                level=Level.ERROR,
                path=path,
                message=error.message,
                hint=error.hint,
            )
        ]
    return [
        Diagnostic(
            code=f"component-{match['rule'].rsplit('/', 1)[-1]}",
            level=Level.ERROR,
            path=f"{path}:{match['line']}:{match['column']}",
            message=match["message"].strip(),
        )
        for match in _FOUND.finditer(done.output)
    ]
