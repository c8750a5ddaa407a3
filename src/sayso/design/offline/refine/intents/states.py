"""``can we have rescheduled as a state?``, ``a rejected claim can go back to draft``, ``PO: draft sent
received``."""

import re

from sayso.design.language.lemmas import readings
from sayso.design.offline.refine.screens import main_entity
from sayso.design.offline.refine.speaking import many
from sayso.design.offline.refine.types import Change, Focus, Situation
from sayso.design.offline.refine.words import pattern
from sayso.kit.words import sentence, snake
from sayso.spec.edits import Add, add
from sayso.spec.model import Entity, Flow

from .flowing import full, grow, look_like_states, transition, words_to_states

_SORT = r"(?:new |another |extra |additional |further |separate )?(?:{state})"
_NAME = r"\"?(?P<state>[\w][\w '/-]*?)\"?"
_ADD = (
    pattern(
        r"^(?P<owner>[\w' -]+?) (?:should|must|can|need to|has to|have to) (?:also )?(?:have|get) (?:a |"
        rf"an |the ){_NAME} "
        rf"(?:{{state}})(?: too| as well)?$"
    ),
    pattern(
        rf"^(?:{{add}}|have|{{make}}|use|allow|introduce) {_NAME} (?:as|to be|be|into) (?:a |an |one |"
        rf"another )?(?:of )?(?:the |its |their )?{_SORT}(?: (?:of|for|to|on|in) (?P<owner>.+?))?$"
    ),
    pattern(
        rf"^(?:{{add}}|have|introduce|there is|there's|there should be) (?:a |an |one |the )?{_SORT},? "
        rf"(?:{{called}} |for when [\w ]+ |: ?|of )?{_NAME}(?: (?:to|for|on|in|of) (?:the |our "
        r")?(?P<owner>[\w' -]+?))?(?: too| as well)?$"
    ),
    pattern(
        rf"^(?:{{add}}) {_NAME} to (?:the )?(?:(?P<owner>[\w' -]+?)(?:'s)? )?(?:{{state}}|flow|workflow|"
        r"lifecycle|pipeline|process)(?: (?:list|options|flow|values))?(?: (?:of|for) (?P<owner2>.+?))?$"
    ),
    pattern(
        r"^(?P<owner>[\w' -]+?) (?:also )?(?:needs?|gets?|should (?:also )?(?:have|get)|has|have|must "
        rf"have) (?:a |an |another |one more |also )*{_SORT},? (?:{{called}} |: ?|of )?{_NAME}(?: too| as "
        r"well)?$"
    ),
    pattern(
        rf"^(?:the )?{_SORT} {_NAME} (?:is|are) (?:still )?(?:missing|needed)(?: (?:for|on|in) "
        r"(?P<owner>.+?))?$"
    ),
    pattern(
        r"^(?:a |an |the )?(?P<owner>[\w' -]+?) (?:can|could|may|should be able to|must be able to) "
        r"(?:also )?(?:be|become|get|end up|end up as)(?: also)? (?:marked (?:as )?|set to |put "
        rf")?{_NAME}(?: too| as well)?$"
    ),
)
_THAT = pattern(
    r"\b(?:have|make|add|use|get|turn|want|need|be) (?:that|this|it|these|those|them)(?: \w+)? (?:as |to "
    rf"be |into |in )?(?:a |an |the |one )?{_SORT}|(?:that|this|these|those) (?:should|must|needs to|are|"
    rf"is) (?:be )?(?:a |an |the |its )?{_SORT}"
)
_LIST = pattern(
    r"^(?:[\w ]+: )?(?:the )?(?:{state} (?:of|for) )?(?P<owner>[\w' -]+?)(?:'s)?(?: {state})?"
    r"(?::| go(?:es)? (?:through|from)| (?:is|are|can be|should be|will be)(?: either| first| always)?"
    r"| (?:has|have) (?:the )?(?:{state}):?| moves? (?:through|from)| (?:{state}) (?:are|should be):?"
    r"| passes through) (?P<states>.+)$"
)
_THE_STATES = pattern(
    r"^(?:the |our |possible )*(?:states|statuses|stages|steps|phases) (?:are|should be|must be|would be|"
    r":) ?(?P<states>.+)$"
)
_BECOMES = pattern(
    r"\b(?:gets?|got|becomes?|is|are|be|being) (?:sometimes |often )?(?P<state>[a-z]+(?:ed|en|t|ne|wn)|"
    r"late|overdue|open|ready|on hold)\b"
)
_MOVE = (
    pattern(
        r"\bfrom (?P<from>[\w' -]+?) (?:back |straight |directly )?(?:to|into|->) (?P<to>[\w' -]+?)(?: "
        r"again| directly)?(?:,? (?:if|when|because|once|after|in case|as long as)\b.*)?$"
    ),
    pattern(
        r"^(?P<context>.*?)\b(?:goes|moves|returns|becomes|falls|(?:can|could|may|should|must|might|will|"
        r"to|also|sometimes|and|then|not) (?:also |sometimes |always )*(?:be )?(?:able to )?(?:go|move|"
        r"moved|return|returned|revert|reverted|come|change|changed|switch|switched|set|sent|put|jump|fall|"
        r"reopened|become|turn)),? ?(?:so |meaning )?(?:straight |directly |right )?(?:back )?(?:in|to|"
        r"into|as)? "
        r"?(?P<to>[\w' -]+?)(?: again| directly)?(?:,? (?:if|when|because|once|after|in case|as long as|so|"
        r"unless)\b.*)?$"
    ),
    pattern(r"^(?:allow |let )?(?P<from>[\w' -]+?) ?(?:->|=>) ?(?P<to>[\w' -]+?)$"),
)
_ITEMS = re.compile(r"\s*(?:->|=>|→|,|/|\bthen\b|\bor\b|\band\b|\bto\b|>|;)\s*")


def change_states(clause: str, situation: Situation) -> Change | None:
    """States and moves between them."""
    return (
        _from_before(clause, situation)
        or _listed(clause, situation)
        or _move(clause, situation)
        or _added(clause, situation)
    )


def _owner(phrase: str | None, situation: Situation) -> Entity | None:
    if phrase:
        found = situation.mentions.entity(phrase)
        if found is not None:
            return found
        inside = situation.mentions.entities_in(phrase)
        return inside[0].entity if inside else None
    near = next((e for e in situation.spec.entities if e.id == situation.focus.entity), None)
    flows = situation.spec.flows
    if near is not None and near.name in situation.index.flows:
        return near
    if len(flows) == 1:
        return situation.index.entities.get(flows[0].entity)
    return near or main_entity(situation)


def _from_before(clause: str, situation: Situation) -> Change | None:
    """``a booked appointment gets rescheduled, can we have that as a state?`` and ``... make that a
    state``."""
    match = _THAT.search(clause)
    if match is None:
        return None
    told = f"{situation.before} {clause[: match.start()]}".strip(" ,.")
    told = re.sub(r"[\s,]*\b(?:can|could|may) (?:we|i|you)\s*$", "", told).strip(" ,.")
    found = situation.mentions.entities_in(told)
    owner = found[-1].entity if found else None
    listing = _listed(told.split(". ")[-1], situation) if found else None
    if listing is not None:
        return listing
    becomes = list(_BECOMES.finditer(told))
    if owner is None or not becomes:
        return None
    state = becomes[-1]["state"]
    flow = situation.index.flows.get(owner.name)
    sources = (
        [one.name for one, place in situation.mentions.states_in(told, flow) if place < becomes[-1].start()]
        if flow
        else []
    )
    return grow(owner, [state], sources, situation)


def _listed(clause: str, situation: Situation) -> Change | None:
    the_states = _THE_STATES.match(clause)
    if the_states and (flow_owner := _owner(None, situation)):
        named = [full(part.strip(' ."')) for part in _ITEMS.split(the_states["states"]) if part.strip(' ."')]
        return grow(flow_owner, named, [], situation, whole=True) if len(named) > 1 else None
    match = _LIST.match(clause)
    if match is None:
        return None
    explicit = bool(
        re.search(r":|\bgoes?\b|\bthrough\b|->|\b(?:states?|status|statuses|stages?|steps?)\b", clause)
    )
    owner = situation.mentions.entity(match["owner"])
    if owner is None or not (explicit or _THAT.search(f"{situation.message}")):
        return None
    text = re.sub(r"\b(?:either|first|finally|the|a)\b\s*", "", match["states"])
    parts = [part.strip(' ."') for part in _ITEMS.split(text)]
    if len(parts) == 1:
        parts = words_to_states(parts[0]) if len(parts[0].split()) > 2 else parts
    parts = [full(part) for part in parts if part]
    if len(parts) < 2 or any(len(part.split()) > 3 for part in parts) or not look_like_states(parts, owner):
        return None
    return grow(owner, parts, [], situation, whole=True)


def _added(clause: str, situation: Situation) -> Change | None:
    for way in _ADD:
        match = way.match(clause)
        if match is None:
            continue
        groups = match.groupdict()
        said = groups["state"].strip()
        if said.lower() in {"that", "this", "it", "a", "new"} or len(said.split()) > 3:
            continue
        phrase = groups.get("owner") or groups.get("owner2")
        owner = _owner(phrase, situation)
        implicit = not pattern(r"\b{state}\b|\bflow\b|\bpipeline\b").search(clause)
        if owner is None or (phrase and situation.mentions.entity(phrase) is None):
            continue
        if implicit and (
            owner.name not in situation.index.flows
            or not (readings(said.split()[0].lower()) & {"VERB", "ADJ"} or " " in said or said.endswith("ed"))
        ):
            continue
        if implicit and (
            situation.mentions.entity(said)
            or re.search(r"\b(?:by|only|shown|seen|edited|deleted|several|able)\b", said)
        ):
            continue
        labels = [part.strip(' "') for part in re.split(r"\s*,\s*(?:and )?|\s+and\s+", said)]
        flow = situation.index.flows.get(owner.name)
        sources = [s.name for s, _ in situation.mentions.states_in(situation.before, flow)] if flow else []
        return grow(owner, labels, sources, situation)
    return None


def grow_flow(flow: Flow, labels: list[str], sources: list[str], situation: Situation) -> Change | None:
    """More states for a flow."""
    owner = situation.index.entities.get(flow.entity)
    return grow(owner, labels, sources, situation) if owner else None


_SOURCE = (
    r"(?:when|if|once|after) (?:a |an |the )?{owner} (?:is|was|has been|gets|became) (?P<is>[a-z]+(?: "
    r"[a-z]+)?)\b|(?:^|\b(?:a|an|the) )(?P<before>[a-z]+) {owner}\b"
)


def _new_move(clause: str, situation: Situation) -> Change | None:
    """A move between states of which one is not there yet: it is made."""
    found = situation.mentions.entities_in(clause)
    match = next((m for way in _MOVE if (m := way.search(clause))), None)
    if (
        match is None
        or not found
        or not re.search(r"\b(?:go|move|return|change|moved|set|put|goes)\b", clause)
    ):
        return None
    owner = found[0].entity
    said = re.escape(clause[found[0].start : found[0].end])
    told = re.search(_SOURCE.replace("{owner}", said), clause, re.IGNORECASE)
    start = (match.groupdict().get("from") or "").strip() or (told and (told["is"] or told["before"])) or ""
    target = match["to"].strip()
    if (
        not start
        or len(target.split()) > 3
        or len(start.split()) > 3
        or not look_like_states([start, target], owner)
    ):
        return None
    grown = grow(owner, [target, start], [], situation, whole=True)
    flow = next((e.element for e in grown.edits if isinstance(e, Add) and isinstance(e.element, Flow)), None)
    flow = flow or situation.index.flows.get(owner.name)
    if flow is None or not grown.edits:
        return None
    names = [state.name for state in flow.states]
    reach = [add(transition(flow.initial, snake(target), situation), parent=flow.id)]
    reach = reach if flow.initial not in {snake(target), snake(start)} and snake(target) not in names else []
    back = add(transition(snake(start), snake(target), situation), parent=flow.id)
    label = f"{sentence(many(owner))} can go from {start.lower()} to {target.lower()} now."
    return Change(label, (*grown.edits, *reach, back), focus=grown.focus)


def _move(clause: str, situation: Situation) -> Change | None:
    return _known_move(clause, situation) or _new_move(clause, situation)


def _known_move(clause: str, situation: Situation) -> Change | None:
    for way in _MOVE:
        match = way.search(clause)
        if match is None:
            continue
        found = situation.mentions.entities_in(clause)
        flows = [
            situation.index.flows[f.entity.name] for f in found if f.entity.name in situation.index.flows
        ] or list(situation.spec.flows)
        for flow in flows:
            owner = situation.index.entities[flow.entity]
            target = situation.mentions.state(match["to"], owner)
            if target is None:
                continue
            groups = match.groupdict()
            start = situation.mentions.state(groups["from"], owner) if groups.get("from") else None
            told = [
                s
                for s, _ in situation.mentions.states_in(
                    groups.get("context") or groups.get("from") or "", flow
                )
            ]
            source = start[1] if start else (told[-1] if told else None)
            if source is None or source.name == target[1].name:
                continue
            focus = Focus(entity=owner.id)
            said = (
                f"{sentence(many(owner))} can go from {source.label.lower()} to {target[1].label.lower()} "
                "now."
            )
            if any((t.from_state, t.to_state) == (source.name, target[1].name) for t in flow.transitions):
                return Change(said.replace(" now.", " already."), focus=focus)
            edit = add(transition(source.name, target[1].name, situation), parent=flow.id)
            return Change(said, (edit,), focus=focus)
    return None
