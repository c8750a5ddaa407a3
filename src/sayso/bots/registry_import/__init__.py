"""Takes over the registry of an older kind of bots: a folder with ``codex32_registry.json`` and ``bots/``."""
