"""Bytes of older files as texts."""

import io
import json
import tokenize
from typing import Any


class UnreadableError(ValueError):
    """What is wrong with a file, in a sentence."""


def json_of(data: bytes) -> Any:
    """JSON in any encoding that JSON is written in, with or without a mark of its beginning.

    Raises:
        UnreadableError: with the line, never with what stands there.
    """
    try:
        text = data.decode(json.detect_encoding(data))
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    try:
        return json.loads(text.removeprefix("\ufeff"))
    except json.JSONDecodeError as error:
        raise UnreadableError(
            f"is no JSON: line {error.lineno}, column {error.colno}: {error.msg}"
        ) from error
    except (RecursionError, ValueError) as error:
        raise UnreadableError("is no JSON that can be read") from error


def code_of(data: bytes) -> str:
    """Python as it was written, in the encoding that it names.

    Raises:
        UnreadableError: when it is in another one.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16").removeprefix("\ufeff")
        except UnicodeDecodeError as error:
            raise UnreadableError("is no text") from error
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        text = data.decode(encoding)
    except (SyntaxError, UnicodeDecodeError, LookupError) as error:
        raise UnreadableError("is neither UTF-8 nor in the encoding that it names") from error
    if "\0" in text:
        raise UnreadableError("holds characters that no code may hold")
    return text.removeprefix("\ufeff")


def text_of(data: bytes) -> str:
    """Words for people, whatever they are written in."""
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding).replace("\0", "")
        except UnicodeDecodeError:
            continue
    return data.decode("utf-8", "replace").replace("\0", "")
