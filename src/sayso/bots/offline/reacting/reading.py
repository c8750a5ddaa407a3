"""Words about what is to be done at once when something happens to a row: tell people, call an address."""

import re
from dataclasses import dataclass, replace

from sayso.bots.details import Question
from sayso.bots.offline.common import common_of, merged, with_tells
from sayso.bots.offline.events import Happening
from sayso.bots.offline.program import tell_words
from sayso.bots.offline.recipe import Common, Tell, Told
from sayso.bots.offline.sentence import Sentence, host_of

_HEADER = (
    r"\b(?:in|as|with)\s+(?:a\s+|the\s+|an\s+)?(?:header\s+)?(?P<name>x-[\w-]+"
    r"|authorization|api-key|x-api-key)(?:\s+header)?\b"
)
_HOOKED = (
    r"\b(?:web-?hooks?|call\s+(?:our|an?|the|my)\s+(?:url|address|api|endpoint|hook|crm"
    r"|erp|system)|post\s+(?:it\s+|the\s+\w+\s+|them\s+)?to\s+(?:our|an?|the|my)\s+(?:url"
    r"|address|api|endpoint|hook|crm|erp|system|server|slack|teams|zapier|n8n|make))\b"
)
_ONLY = (
    r"\b(?:with|including|containing|send(?:ing)?|only)\s+(?:only\s+)?(?:the\s+|its\s+"
    r"|their\s+)(?P<fields>[a-z][\w\s,-]{2,120}?)(?=$|[.;]|\s+(?:to|when|as|in|with)\b)"
)


@dataclass(frozen=True, slots=True)
class React:
    """What is done when something happens: ``hook`` is called with the row, people are told."""

    common: Common
    happening: Happening
    hook: str = ""
    header: str = "Authorization"
    fields: tuple[str, ...] = ()

    def told(self) -> Told:
        """What it comes to in sentences."""
        does = "Call a webhook" if self.hook else "Tell people"
        told = Told(f"{does} when {self.happening.words}.")
        told.sources.append(
            f"What happens to {self.happening.thing.plural.lower()} of {self.happening.thing.module['name']}."
        )
        if self.hook:
            told.outputs.append(
                f"A POST to {self.hook} with the {', '.join(self.fields) or 'values of the row'} as JSON."
            )
            told.integrations.append(host_of(self.hook))
            if self.common.secret:
                told.security.append(
                    f"The secret {self.common.secret} goes into the header {self.header}; the bot never "
                    f"sees its value."
                )
        told.outputs += tell_words(self.common.tells)
        return told


def is_hooked(sentence: Sentence) -> bool:
    """Whether an address is to be called, named or not."""
    return bool(sentence.hooks) or re.search(_HOOKED, sentence.said.open) is not None


def read_react(sentence: Sentence, happening: Happening) -> React:
    """The reaction that words ask for."""
    hook = ""
    if is_hooked(sentence):
        hook = sentence.hooks[0] if sentence.hooks else _asked_hook(sentence)
    header = re.search(_HEADER, sentence.text, re.IGNORECASE)
    what = happening.thing.facts["label"].lower()
    event = happening.words.partition(" where ")[0].partition(" of ")[2] or happening.words
    name = f"{'Call' if hook else 'Tell'} when {what} {_short(event, happening)}"
    common = common_of(replace(sentence, timing=None, hooks=[]), name)
    if hook and not common.tells and not sentence.whom:
        sentence.is_told = True
        common = replace(common, tells=())
        tells: tuple[Tell, ...] = ()
    else:
        common = with_tells(common, replace(sentence, hooks=[], notes=sentence.notes), thing=happening.thing)
        tells = common.tells
    fields = _fields(sentence, happening) if hook else ()
    return React(
        replace(common, tells=merged(tells)),
        happening,
        hook,
        header["name"] if header else "Authorization",
        fields,
    )


def _asked_hook(sentence: Sentence) -> str:
    answer = sentence.ask(
        Question(
            id="webhook", text="Which address should be called?", why="The words name none.", suggestions=()
        )
    )
    found = re.search(r"https?://\S+", answer)
    if found is None:
        sentence.facts = {**sentence.facts, "answers": {}}
        return sentence.ask(
            Question(id="webhook", text="Which address should be called? It begins with https://.")
        )
    return found[0].rstrip(".,;")


def _short(event: str, happening: Happening) -> str:
    del event
    words = happening.words
    label = happening.thing.module["name"]
    return words.partition(f" of {label} ")[2].partition(", where")[0] or "changes"


def _fields(sentence: Sentence, happening: Happening) -> tuple[str, ...]:
    """The values that are sent, where words name some."""
    from sayso.phrases.matching import find
    from sayso.phrases.said import words_of

    found = re.search(_ONLY, sentence.said.open)
    if found is None:
        return ()
    thing = happening.thing
    words = words_of(found["fields"])
    targets: list[tuple[str, tuple[str, ...]]] = [
        (one["name"], (one["name"], one["label"])) for one in thing.fields
    ]
    targets += [(f"{one['name']}_title", (one["name"], one["entity"])) for one in thing.relations]
    if thing.state_field:
        targets.append((thing.state_field, (thing.state_field, "status", "state")))
    named = sorted(find(words, targets, least=0.86), key=lambda one: one.first)
    return tuple(dict.fromkeys(one.target for one in named))
