"""Folders with an older registry, as tests lay them out."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

from sayso.bots.registry_import.folder import REGISTRY, Source

WEATHER = '''"""Tells when it freezes."""
import requests


def run(config):
    answer = requests.get("https://api.weather.example/now", headers={"X-Key": config["api_key"]})
    return {"freezes": answer.json()["temperature"] < config["limit"]}


if __name__ == "__main__":
    print(run({"limit": 0}))
'''
ADDER = """class Bot:
    def __init__(self, config):
        self.step = config["step"]

    async def run(self, data):
        return {"sum": data["value"] + self.step}
"""
KEY = "sk-live-9fJ2kQ7xLm3RtV8bZw1Y"
ENTRIES: dict[str, Any] = {
    "weather": {
        "id": "b-1",
        "name": "Weather watch",
        "description": "Tells when it freezes.",
        "version": "1.2.0",
        "status": "active",
        "file": "bots/weather/bot.py",
        "config": {"api_key": KEY, "limit": 0},
        "schedule": "*/15 * * * *",
        "timezone": "Europe/Berlin",
        "tags": ["weather", "ops"],
        "executions": 120,
        "success_count": 110,
        "error_count": 10,
        "average_time": 0.5,
        "created_at": "2024-03-01T08:00:00Z",
        "updated_at": "2024-09-01T08:00:00",
        "owner": "grace@old.example",
        "colour": "blue",
    },
    "adder": {"name": "Adder", "enabled": False, "config": {"step": 2}, "interval": 300},
}
FILES = {"bots/weather/bot.py": WEATHER, "bots/adder/bot.py": ADDER}


def source(registry: Any = None, files: dict[str, str | bytes] | None = None) -> Source:
    """A folder with this registry and these files."""
    told = {"bots": ENTRIES} if registry is None else registry
    data = told if isinstance(told, bytes) else json.dumps(told).encode()
    given = FILES if files is None else files
    plain = {path: one if isinstance(one, bytes) else one.encode() for path, one in given.items()}
    return Source({REGISTRY: data, **plain})


def one(entry: dict[str, Any], code: str | bytes = "def run(ctx, input):\n    return input\n") -> Source:
    """A folder with one bot called ``a``."""
    return source({"a": {"name": "A", **entry}}, {"bots/a/bot.py": code})


def written(folder: Path, given: Source) -> Path:
    """The same folder on the disk."""
    for path, data in given.files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder


def zipped(files: dict[str, bytes], links: dict[str, str] | None = None) -> bytes:
    """A ZIP with these files, whatever they are called."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in files.items():
            archive.writestr(zipfile.ZipInfo(path), data, zipfile.ZIP_DEFLATED)
        for path, target in (links or {}).items():
            info = zipfile.ZipInfo(path)
            info.external_attr = 0o120777 << 16
            archive.writestr(info, target)
    return packed.getvalue()
