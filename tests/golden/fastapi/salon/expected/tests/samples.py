"""What a new row of each entity needs at least; tests make such rows."""

from typing import Any

SAMPLES: dict[str, dict[str, Any]] = {
    "client": {"name": "Sample"},
    "stylist": {"name": "Sample"},
    "service": {"name": "Sample", "price": 0},
}
