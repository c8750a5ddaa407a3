"""Reads JSON out of what a model wrote."""

from typing import Any

import orjson


def read_json(text: str) -> Any:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        return None
