"""What a new row of each entity needs at least; tests make such rows."""

from typing import Any

SAMPLES: dict[str, dict[str, Any]] = {"staff": {}, "report": {}}
