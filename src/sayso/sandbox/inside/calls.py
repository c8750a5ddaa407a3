"""What a bot does to the world, once for each run: what is done is known when the run is taken up again."""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

MARK = "@"
"""Names of calls begin with it; names of steps do not."""
_LONGEST = 16_384


class Calls:
    """The calls of one attempt, beside those of attempts before.

    A call is known by what it says, within its step; the same one for the second time in an attempt is
    another one. So an attempt that comes by other rows than the one before still does each thing once.
    """

    def __init__(
        self,
        run_id: str,
        kept: Mapping[str, Any],
        keep: Callable[[dict[str, Any]], None],
        go_on: Callable[[], None],
    ) -> None:
        self._run_id = run_id
        self._kept = kept
        self._keep = keep
        self._go_on = go_on
        self._seen: Counter[str] = Counter()
        self.done: dict[str, Any] = {}
        self.step = ""

    def name(self, kind: str, *what: Any) -> str:
        """What a call is known by."""
        said = json.dumps([self.step, kind, *what], sort_keys=True, ensure_ascii=False)
        digest = hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()[:32]
        self._seen[f"{kind}:{digest}"] += 1
        return f"{MARK}{kind}:{digest}:{self._seen[f'{kind}:{digest}']}"

    def key(self, name: str) -> str:
        """The idempotency key of a call."""
        return f"{self._run_id}{name}"

    def once(self, name: str, function: Callable[[], Any], *, is_kept_at_once: bool = False) -> Any:
        """What the function gives, or gave in an attempt before.

        Calls that may be repeated without harm are kept when the run begins to wait or fails; others at once.
        """
        self._go_on()
        if name in self._kept:
            return self._kept[name]
        given = function()
        self.done[name] = _short(given)
        if is_kept_at_once:
            self.flush()
        return given

    def flush(self) -> None:
        """Have what was done kept."""
        done = self.taken()
        if done:
            self._keep(done)

    def taken(self) -> dict[str, Any]:
        """What was done and is not kept yet; it is whoever asks that keeps it."""
        done, self.done = self.done, {}
        return done


def _short(given: Any) -> Any:
    """A row as it is, if it is short; else the part of it by which it is known."""
    if len(json.dumps(given)) <= _LONGEST:
        return given
    if isinstance(given, list):
        return [_short_row(row) for row in given]
    return _short_row(given)


def _short_row(row: Any) -> Any:
    return {"id": row.get("id")} if isinstance(row, dict) else None
