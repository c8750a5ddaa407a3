"""``python -m benchmarks [NAME …]``: all benchmarks, or those that are named."""

import importlib
import sys

NAMES = (
    "compile",
    "data_api",
    "building",
    "publishing",
    "scale",
    "proofs",
    "evolution",
    "identity",
    "jobs",
    "tokens",
    "turns",
    "reader",
    "studio",
    "blocks",
    "bots",
    "sandbox",
)

for name in sys.argv[1:] or NAMES:
    print(f"\n{name}")
    importlib.import_module(f"benchmarks.{name}").main()
