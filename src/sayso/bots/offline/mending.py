"""A bot whose source changed: written anew from the same words over what the source answers now."""

import re

from sayso.bots.details import BotDetails
from sayso.bots.facts import BotFacts
from sayso.devloop.programs.types import Draft, Refusal, Trial

from .choosing import read_plan
from .sentence import CannotError, UnclearError, host_of


def mended(asked: str, facts: BotFacts, before: Trial) -> Draft | Refusal:
    """The bot with places where values stand now, or at the address that it moved to."""
    details = before.draft.details
    why = (
        before.analysis.message
        if before.analysis is not None
        else facts.get("failure") or "It does not work any more."
    )
    if isinstance(details, BotDetails):
        moved = _moved(before.draft.code, details, facts)
        if moved is not None:
            return moved
    source = next(iter(facts.get("sources") or []), None)
    status = (source or {}).get("status")
    if source is not None and ((source.get("failure")) or (status is not None and status >= 400)):
        said = source.get("failure") or f"it says {status}"
        return Refusal(
            f"{host_of(source.get('address', ''))} does not answer as it should: {said}. Nothing "
            f"in the bot can mend that."
        )
    words = " ".join(facts.get("words") or [asked])
    try:
        draft = read_plan(words, facts).draft()
    except (CannotError, UnclearError) as error:
        return Refusal(f"{why} {error}".strip())
    if draft.code == before.draft.code:
        return Refusal(f"{why} Without a model I know no other way to write it.")
    if isinstance(details, BotDetails) and isinstance(draft.details, BotDetails):
        draft = _with_settings(draft, draft.details, details)
    return draft


def _with_settings(draft: Draft, now: BotDetails, before: BotDetails) -> Draft:
    """What the owner may have changed stays: name, times, config."""
    known = {one.name: one for one in before.config}
    config = tuple(known.get(one.name, one) for one in now.config)
    kept = now.model_copy(update={"name": before.name, "triggers": before.triggers, "config": config})
    return Draft(draft.code, kept, "It was written anew over what the address answers now.")


def _moved(code: str, details: BotDetails, facts: BotFacts) -> Draft | None:
    """The same bot at the address that redirects lead to."""
    for source in facts.get("sources") or []:
        old, new = source.get("address", ""), source.get("moved_to", "")
        if not new or new == old or host_of(new) == host_of(old):
            continue
        if not any(str(one.default) == old for one in details.config if one.name == "address"):
            continue
        config = tuple(
            one.model_copy(update={"default": new}) if one.name == "address" else one
            for one in details.config
        )
        hosts = tuple(
            dict.fromkeys(host_of(new) if host == host_of(old) else host for host in details.reaches.hosts)
        )
        cases = [
            one.model_copy(
                update={
                    "given": one.given.model_copy(
                        update={
                            "answers": tuple(
                                each.model_copy(update={"url": new.partition("?")[0]})
                                for each in one.given.answers
                            )
                        }
                    )
                }
            )
            for one in details.cases
        ]
        reaches = details.reaches.model_copy(update={"hosts": hosts})
        moved = details.model_copy(update={"config": config, "reaches": reaches, "cases": tuple(cases)})
        return Draft(
            re.sub(re.escape(host_of(old)), host_of(new), code), moved, f"The address has moved to {new}."
        )
    return None
