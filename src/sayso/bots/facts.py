"""What a writer of bots is told besides the words, as ``task.facts``."""

from typing import Any, TypedDict

from sayso.devloop.programs.facts import ModuleFacts


class SourceFacts(TypedDict, total=False):
    """An address that the words name, and what it answered when it was looked at.

    ``sample`` is the beginning of that as text, at most ``MOST_SAMPLE`` characters; ``is_cut`` where there
    was more. ``moved_to`` is where redirects led. ``failure`` says why nothing came; an address that was not
    looked at has neither a status nor a failure.
    """

    address: str
    moved_to: str
    status: int | None
    content_type: str
    sample: str
    is_cut: bool
    failure: str


class BotFacts(TypedDict, total=False):
    """All that may be known; what is absent was not asked or not found.

    ``words`` is all that was said for this bot before, the first description first, so that a writer without
    a memory can follow; what is said now is ``Task.asked``. ``answers`` are those to questions, by id.
    ``code`` and ``details`` are of the version that is being changed or mended, ``failure`` what went wrong
    with it last.
    """

    words: list[str]
    modules: list[ModuleFacts]
    secrets: list[str]
    """Names of secrets of the agency."""
    sources: list[SourceFacts]
    email: str
    """Of the person who asks: what “me” means in letters."""
    webhook: str
    """The address that notices by webhook go to where nobody names one; empty where there is none."""
    bots: list[dict[str, str]]
    """``id`` and ``name`` of other bots, for those that begin when another one ends."""
    now: str
    time_zone: str
    currency: str
    requirements: dict[str, Any]
    answers: dict[str, str]
    code: str
    details: dict[str, Any]
    config: dict[str, Any]
    """What the owner has set, where it differs from the defaults in ``details``."""
    failure: str


def source_of(facts: BotFacts, address: str) -> SourceFacts | None:
    """What was seen at an address."""
    return next((one for one in facts.get("sources") or [] if one.get("address") == address), None)
