"""The models that the operator has set up: from the environment, from ``models.toml``, from one variable.

Later ones win: what other programs read too (``OPENAI_API_KEY`` and the like), the file ``models.toml`` in
the home folder, the variable ``SAYSO_MODELS``. Providers win by name, chains by role.
"""

import json
import logging
import re
import stat
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pydantic import ConfigDict, SecretStr, ValidationError

from sayso.llm.config import MODEL, Budget, merged, problem_of_chain, problem_of_provider
from sayso.llm.errors import ModelsConfigError
from sayso.llm.types import Chain, ModelsConfig, Provider, ProviderKind, Role
from sayso.settings import Settings

FILE = "models.toml"
VARIABLE = "SAYSO_MODELS"
OFF = "off"
SMALL = {"openai": "gpt-6-luna", "anthropic": "claude-haiku-5-5"}
STRONG = {"openai": "gpt-6.1-sol", "anthropic": "claude-opus-5-5"}
"""Models that are asked where nobody names others."""
_QUICK_ROLES = (Role.ORCHESTRATOR, Role.EXPLAIN)
_HERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - not bound, but where one bound so is reached
_HELP = "docs/reference/models.md describes what may stand there."
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class GivenModels:
    """What the operator has set up; ``is_on`` is false where all models are switched off."""

    config: ModelsConfig = field(default_factory=ModelsConfig)
    budget: Budget = field(default_factory=Budget)
    is_on: bool = True


class _Said(ModelsConfig):
    """What stands in the file or the variable."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    budget: Budget = Budget()


def given_models(settings: Settings) -> GivenModels:
    """The models that the settings give.

    Raises:
        ModelsConfigError: when they cannot be used; it names the file or variable and the place.
    """
    said = settings.models.get_secret_value().strip() if settings.models else ""
    if said.lower() == OFF:
        return GivenModels(is_on=False)
    config, budget = _of_environment(settings), Budget()
    file = settings.home_path / FILE
    for name, read in ((str(file), _of_file(file)), (VARIABLE, _of_variable(said))):
        if read is not None:
            config, budget = _with(config, read, name), read.budget if read.budget != Budget() else budget
    return GivenModels(config, budget)


def _of_environment(settings: Settings) -> ModelsConfig:
    providers, chains = [], {}
    for name, kind, key, url in (
        ("openai", ProviderKind.OPENAI, settings.openai_api_key, settings.openai_base_url),
        ("anthropic", ProviderKind.ANTHROPIC, settings.anthropic_api_key, settings.anthropic_base_url),
    ):
        if key is not None and key.get_secret_value().strip():
            providers.append(_usual(f"{name.upper()}_API_KEY", name, kind, key, url))
    known = [one.name for one in providers]
    own = ""
    if settings.ollama_host.strip():
        url = _ollama_url(settings.ollama_host.strip())
        providers.append(_usual("OLLAMA_HOST", "ollama", ProviderKind.COMPATIBLE, None, url))
        own = "ollama"
    if settings.model_url.strip():
        given = (ProviderKind.COMPATIBLE, settings.model_key, settings.model_url)
        providers.append(_usual("SAYSO_MODEL_URL", "local", *given))
        own = "local"
    first = _first_model(settings, {one.name for one in providers}, own)
    for role in Role:
        usual = SMALL if role in _QUICK_ROLES else STRONG
        models = (*first, *(f"{name}:{usual[name]}" for name in known))
        if models:
            chains[role] = Chain(models=models, timeout_seconds=60 if role in _QUICK_ROLES else 180)
    return ModelsConfig(providers=tuple(providers), chains=chains)


def _first_model(settings: Settings, providers: set[str], own: str) -> tuple[str, ...]:
    """The model that the operator names for every role."""
    model = settings.model.strip()
    if not model:
        return (f"{own}:default",) if own == "local" else ()
    if not own and model.partition(":")[0] not in providers:
        raise ModelsConfigError(
            "SAYSO_MODEL names a model without saying where it answers.",
            hint="Set SAYSO_MODEL_URL or OLLAMA_HOST too, or write provider:model of a provider with a key.",
        )
    name = model if model.partition(":")[0] in providers else f"{own}:{model}"
    if not MODEL.fullmatch(name):
        raise ModelsConfigError("SAYSO_MODEL is no name of a model.", hint=_HELP)
    return (name,)


def _usual(variable: str, name: str, kind: ProviderKind, key: SecretStr | None, url: str) -> Provider:
    provider = Provider(name=name, kind=kind, base_url=url.strip() or None, api_key=_stripped(key))
    wrong = problem_of_provider(provider)
    if wrong is not None:
        where = variable.replace("_API_KEY", "_BASE_URL") if wrong[0] == "base_url" else variable
        raise ModelsConfigError(f"{where} cannot be used: {wrong[1]}.", hint=_HELP)
    return provider


def _stripped(key: SecretStr | None) -> SecretStr | None:
    said = key.get_secret_value().strip() if key else ""
    return SecretStr(said) if said else None


def _ollama_url(host: str) -> str:
    """The address of Ollama, whose variable also says what it listens on: 0.0.0.0 is reached here."""
    if host.count(":") > 1 and not host.startswith("[") and "://" not in host:
        host = f"[{host}]"
    url = host if "://" in host else f"http://{host}"
    try:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 11434)
    except ValueError:
        return url  # which is told as what it is: no address
    name = _HERE.get(parts.hostname or "", parts.hostname or "")
    shown = f"[{name}]" if ":" in name else name
    return f"{parts.scheme}://{shown}:{port}{parts.path.rstrip('/')}/v1"


def _of_file(file: Path) -> _Said | None:
    try:
        text = file.read_text("utf-8")
        mode = file.stat().st_mode
    except FileNotFoundError:
        return None
    except UnicodeDecodeError as error:
        raise ModelsConfigError(f"{file} is not UTF-8 (byte {error.start}).", hint=_HELP) from None
    except OSError as error:
        raise ModelsConfigError(f"{file} cannot be read: {error.strerror}.", hint=_HELP) from None
    if mode & (stat.S_IRGRP | stat.S_IROTH):
        _log.warning("%s can be read by others than you, and may hold keys: chmod 600 %s", file, file)
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"at line \d+, column \d+", str(error))
        where = place[0] if place else "at its end"
        raise ModelsConfigError(f"{file} cannot be read {where}: this is no TOML.", hint=_HELP) from None
    return _checked(data, str(file), text)


def _of_variable(text: str) -> _Said | None:
    if not text:
        return None
    try:
        data = json.loads(text)
    except ValueError as error:
        at = (
            f" (line {error.lineno}, column {error.colno})" if isinstance(error, json.JSONDecodeError) else ""
        )
        raise ModelsConfigError(f"{VARIABLE} is no JSON{at}, and not “off”.", hint=_HELP) from None
    return _checked(data, VARIABLE)


def _checked(data: object, name: str, text: str = "") -> _Said:
    try:
        said = _Said.model_validate(data)
    except ValidationError as error:
        found = error.errors(include_url=False, include_context=False, include_input=False)
        told = "; ".join(f"{_place(one['loc'], text)}: {_words(one)}" for one in found[:5])
        raise ModelsConfigError(f"{name} cannot be used. {told}.", hint=_HELP) from None
    for number, provider in enumerate(said.providers):
        wrong = problem_of_provider(provider)
        if wrong is None and provider.name in {one.name for one in said.providers[:number]}:
            wrong = "name", f"“{provider.name}” is there twice"
        if wrong is not None:
            place = _place(("providers", number, wrong[0]), text)
            raise ModelsConfigError(f"{name} cannot be used. {place}: {wrong[1]}.", hint=_HELP)
    return said


def _with(under: ModelsConfig, said: _Said, name: str) -> ModelsConfig:
    whole = merged(under, said)
    providers = {one.name: one for one in whole.providers}
    for role, chain in said.chains.items():
        if wrong := problem_of_chain(chain, providers):
            raise ModelsConfigError(f"{name} cannot be used. chains.{role}.models: {wrong}.", hint=_HELP)
    return whole


def _words(problem: Any) -> str:
    if problem["type"] == "extra_forbidden":
        return "there is no such setting"
    if problem["type"] == "missing":
        return "this is missing"
    said = str(problem["msg"]).removeprefix("Value error, ")
    return said[:1].lower() + said[1:]


def _place(path: tuple[int | str, ...], text: str) -> str:
    shown = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).lstrip(".")
    line = _line(path, text)
    return f"line {line}, {shown}" if line else shown or "its whole"


def _line(path: tuple[int | str, ...], text: str) -> int | None:
    """Where this stands in a TOML file that is written with headers; none where it cannot be told."""
    match path:
        case ("providers", int(number), *rest):
            headers, nth = r"^\s*\[\[\s*providers\s*\]\]", number
        case ("chains" | "budget" as table, *rest):
            role = f"\\.{re.escape(str(rest.pop(0)))}" if table == "chains" and rest else ""
            headers, nth = rf"^\s*\[\s*{table}{role}\s*\]", 0
        case (str(key), *_):
            headers, nth, rest = rf"^\s*(\[+\s*)?{re.escape(key)}\b", 0, []
        case _:
            return None
    lines = text.splitlines()
    found = [number for number, line in enumerate(lines) if re.match(headers, line)]
    if len(found) <= nth:
        return None
    start = found[nth]
    for number in range(start + 1, len(lines)):
        if lines[number].lstrip().startswith("["):
            break
        if rest and re.match(rf"\s*{re.escape(str(rest[0]))}\s*=", lines[number]):
            return number + 1
    return start + 1
