"""Commands about language models: which ones work, whether they answer, what they cost."""

import sys
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any
from urllib.parse import quote, urlencode

import typer

from sayso.cli.agency_option import OfAgency
from sayso.cli.console import JsonOption, print_columns, print_json, say, step
from sayso.cli.server_connection import api
from sayso.errors import InputError
from sayso.llm.types import ProviderKind, Role

app = OfAgency(help="Language models: set them up, try them, see what they cost.", no_args_is_help=True)

_ROLES = ", ".join(Role)
_PATH = "/api/v1/models"

Target = Annotated[str, typer.Argument(metavar="ROLE|PROVIDER", help=f"A role ({_ROLES}) or a provider.")]
Limit = Annotated[str, typer.Option(metavar="DOLLARS", help="US dollars, or none.")]


@app.command("list")
def list_models(as_json: JsonOption = False) -> None:
    """List the providers and the models of each role."""
    with api() as caller:
        found = caller.call("GET", _PATH)
    if as_json:
        print_json(found)
        return
    if not found["is_on"]:
        say("Models are switched off here (SAYSO_MODELS=off).")
    print_columns([_provider_line(one) for one in found["providers"]])
    print_columns([_chain_line(one) for one in found["chains"]])


@app.command(
    "set",
    epilog="Examples: `sayso model set schema openai:gpt-6.1-sol anthropic:claude-opus-5-5` · "
    "`sayso model set openai --key-stdin < key.txt` · "
    "`sayso model set gpu --kind compatible --url http://10.0.0.5:8000/v1`",
)
def set_models(
    target: Target,
    models: Annotated[
        list[str] | None,
        typer.Argument(metavar="[MODEL]...", help="For a role: provider:model, the first choice first."),
    ] = None,
    *,
    kind: Annotated[
        ProviderKind | None, typer.Option("--kind", help="For a provider: what it speaks.")
    ] = None,
    url: Annotated[str, typer.Option("--url", help="For a provider: its address.")] = "",
    key_stdin: Annotated[
        bool, typer.Option("--key-stdin", help="For a provider: read its key from standard input.")
    ] = False,
    temperature: Annotated[
        float | None, typer.Option("--temperature", min=0, max=2, help="For a role.")
    ] = None,
    max_tokens: Annotated[
        int | None, typer.Option("--max-tokens", min=1, help="For a role: the longest reply.")
    ] = None,
    timeout: Annotated[
        float | None, typer.Option("--timeout", min=0.001, help="For a role: seconds for one try.")
    ] = None,
    retries: Annotated[
        int | None, typer.Option("--retries", min=0, max=5, help="For a role: further tries of a model.")
    ] = None,
) -> None:
    """Set the models of a role, or a provider with its address and key.

    The key is read from standard input, or asked for at a terminal; it is never an argument.
    """
    limits = {"temperature": temperature, "max_tokens": max_tokens, "timeout_seconds": timeout}
    given = {name: value for name, value in (limits | {"retries": retries}).items() if value is not None}
    if target in set(Role):
        if not models:
            raise InputError("Name the models of the role.", hint="`sayso model list` shows the providers.")
        with api() as caller:
            caller.call("PUT", f"{_PATH}/chains/{target}", {"models": models, **given})
        say(f"{target}: {', '.join(models)}.")
        return
    if models or given:
        raise InputError(f"“{target[:40]}” is no role.", hint=f"There is {_ROLES}.")
    _set_provider(target, kind, url, _key(kind or _usual_kind(target), from_standard_input=key_stdin))


@app.command()
def remove(target: Target) -> None:
    """Go back to the operator's models for a role, or forget a provider with its key."""
    kind = "chains" if target in set(Role) else "providers"
    with api() as caller:
        caller.call("DELETE", f"{_PATH}/{kind}/{quote(target, safe='')}")
    say(f"{target} is removed.")


@app.command(
    epilog="Examples: `sayso model rows` · `sayso model rows openai:gpt-6.1-sol on` · "
    "`sayso model rows openai:gpt-6.1-sol off`"
)
def rows(
    model: Annotated[
        str, typer.Argument(metavar="[MODEL]", help="As provider:model; shows all unless said.")
    ] = "",
    allowed: Annotated[str, typer.Argument(metavar="[on|off]", help="Whether it may see them.")] = "",
    as_json: JsonOption = False,
) -> None:
    """Show which models may see values of rows, or allow it to one; unless allowed they see invented ones."""
    if (model and allowed not in {"on", "off"}) or (allowed and not model):
        raise InputError("Say whether the model may see values of rows.", hint="Write on or off behind it.")
    with api() as caller:
        if model:
            found = caller.call("PUT", f"{_PATH}/rows", {"model": model, "may_see_rows": allowed == "on"})
        else:
            found = caller.call("GET", _PATH)
    if as_json:
        print_json(found["models"])
        return
    print_columns(
        (one["name"], "sees values of rows" if one["may_see_rows"] else "sees invented values")
        for one in found["models"]
    )


@app.command("test", epilog="Examples: `sayso model test` · `sayso model test openai:gpt-6-luna`")
def try_models(
    model: Annotated[
        str, typer.Argument(metavar="[MODEL]", help="As provider:model; all that are set up unless said.")
    ] = "",
    as_json: JsonOption = False,
) -> None:
    """Ask models for one word, and say what happened; exit with 1 if one does not answer."""
    with api() as caller:
        chains = caller.call("GET", _PATH)["chains"]
        names = [model] if model else list(dict.fromkeys(m for one in chains for m in one["models"]))
        if not names:
            raise InputError("No model is set up.", hint="`sayso model set --help` says how.")
        tried = []
        for name in names:
            with step(f"Asking {name}"):
                tried.append(caller.call("POST", f"{_PATH}/test", {"model": name}))
    if as_json:
        print_json(tried)
    else:
        print_columns((one["model"], "answers" if one["is_ok"] else one["problem"]) for one in tried)
    if not all(one["is_ok"] for one in tried):
        raise typer.Exit(1)


@app.command(epilog="Example: `sayso model usage --by model --days 7`")
def usage(
    by: Annotated[str, typer.Option("--by", metavar="WHAT", help="day, role, model or session.")] = "model",
    days: Annotated[
        int | None, typer.Option("--days", min=1, max=400, help="So many days; this month (UTC) unless said.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Show what models took."""
    if by not in {"day", "role", "model", "session"}:
        raise typer.BadParameter("say day, role, model or session", param_hint="--by")
    query = ""
    if days is not None:
        query = "?" + urlencode({"since": (datetime.now(UTC) - timedelta(days=days)).isoformat()})
    with api() as caller:
        found = caller.call("GET", f"{_PATH}/usage{query}")
    if as_json:
        print_json(found)
        return
    print_columns([_usage_line(one) for one in [*found[f"by_{by}"], {**found["total"], "group": "all"}]])


@app.command(epilog="Examples: `sayso model budget` · `sayso model budget --month 50 --session none`")
def budget(
    month: Limit = "",
    month_tokens: Annotated[str, typer.Option(metavar="TOKENS", help="Tokens, or none.")] = "",
    session: Limit = "",
    session_tokens: Annotated[str, typer.Option(metavar="TOKENS", help="Tokens, or none.")] = "",
    as_json: JsonOption = False,
) -> None:
    """Show what the agency may spend on models in a month and in a session, or change it."""
    said = {"month_dollars": month, "month_tokens": month_tokens, "session_dollars": session,
            "session_tokens": session_tokens}  # fmt: skip
    asked = {name: _limit(name, text) for name, text in said.items() if text}
    with api() as caller:
        found = caller.call("GET", f"{_PATH}/budget")
        if asked:
            found = caller.call("PUT", f"{_PATH}/budget", found["own"] | asked)
    if as_json:
        print_json(found)
        return
    for name in said:
        limits = [one for one in (found["own"][name], found["operator"][name]) if one is not None]
        print(f"{name.replace('_', ' ')}: {_number(min(limits)) if limits else 'no limit'}")
    for one in found["month"]:
        print(f"this month: {_number(one['spent'])} of {_number(one['limit'])} {one['unit']} used up")


def _set_provider(name: str, kind: ProviderKind | None, url: str, key: str | None) -> None:
    with api() as caller:
        known = {one["name"]: one for one in caller.call("GET", _PATH)["providers"]}
        before = known.get(name) if known.get(name, {}).get("source") == "agency" else None
        kind = kind or (ProviderKind(before["kind"]) if before else _usual_kind(name))
        if kind is None:
            raise InputError(
                f"Say what the provider {name[:40]} speaks.", hint=f"--kind {' or '.join(ProviderKind)}."
            )
        body: dict[str, Any] = {
            "kind": kind.value,
            "base_url": url or (before and before["base_url"]) or None,
        }
        if key is not None:
            body["api_key"] = key
        if before:
            caller.call("PUT", f"{_PATH}/providers/{name}", body)
        else:
            caller.call("POST", f"{_PATH}/providers", {"name": name, **body})
    say(f"The provider {name} is set up.")


def _key(kind: ProviderKind | None, *, from_standard_input: bool) -> str | None:
    if from_standard_input:
        given = sys.stdin.readline().strip()
        if not given:
            raise InputError("Standard input has no key.", hint="Write it there in one line.")
        return given
    if not sys.stdin.isatty() or kind is ProviderKind.COMPATIBLE:
        return None
    key: str = typer.prompt("API key (empty for none, or to keep it)", hide_input=True, default="", err=True)
    return key.strip() or None


def _usual_kind(name: str) -> ProviderKind | None:
    return ProviderKind(name) if name in {ProviderKind.OPENAI, ProviderKind.ANTHROPIC} else None


def _provider_line(one: Any) -> tuple[str, ...]:
    place = one["base_url"] or ("its own address" if one["source"] == "agency" else "set up by the operator")
    key = "with a key" if one["has_key"] else "no key"
    return ("provider", one["name"], one["kind"], key, f"{place}  {one['problem'] or ''}")


def _chain_line(one: Any) -> tuple[str, ...]:
    return ("role", one["role"], one["source"], ", ".join(one["models"]) or "offline designer")


def _usage_line(one: Any) -> tuple[str, ...]:
    unknown = f" and {one['unknown_costs']} of unknown cost" if one["unknown_costs"] else ""
    tokens = f"{one['input_tokens']:,} in ({one['cached_tokens']:,} cached), {one['output_tokens']:,} out"
    return (one["group"], f"{one['calls']} calls", tokens, f"${one['cost']:.4f}{unknown}")


def _limit(name: str, text: str) -> float | int | None:
    if text == "none":
        return None
    try:
        value = int(text.replace("_", "")) if name.endswith("tokens") else float(text)
    except ValueError as error:
        raise InputError(
            f"“{text[:20]}” is no number.", hint="Write a number, or none for no limit."
        ) from error
    if not 0 <= value <= 10**15:
        raise InputError(f"“{text[:20]}” cannot be a limit.", hint="Write a number, or none for no limit.")
    return value


def _number(value: float) -> str:
    return f"{value:,.4f}".rstrip("0").rstrip(".")
