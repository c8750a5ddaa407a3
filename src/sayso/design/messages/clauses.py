"""A message as a row of wishes, without the courtesies around them."""

import re

from sayso.design.messages.patterns import pattern

_QUOTES = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "’": "'", "‘": "'", "–": "-", "—": ";"}
)
_LEAD = pattern(
    r"^(?:(?:oh|ah|hm+|ok|okay|well|so|hey|hi|hello|actually|also|and|but|then|please|pls|plz|kindly|now|"
    r"next|again|yes|yeah|"
    r"sorry|no(?=[,.!;:-]| (?:no|wait|sorry|actually|please|i|i'd|we|make|add|put|show|not|it|that|the)\b)"
    r"(?! \w+ing\b)|wait|just|maybe|one more thing|one thing|another thing|btw|by the way|i "
    r"mean|i meant|i "
    r"think|i guess|"
    r"could you|can you|would you|will you|could we|can we|can i|could i|may i|"
    r"i(?:'d| would) (?:also )?(?:like|love|prefer)(?: it)?(?: (?:you )?to)?(?! to)|"
    r"i (?:also )?(?:want|need) (?:you )?to|we (?:also )?(?:want|need) to|let's|let us|lets|"
    r"(?:is|isn't) there (?:a |any )?way (?:to|(?:we|i|they) (?:can|could))(?=.* (?:as|in|on) an? "
    r")|(?:my mistake|mistake on my side|"
    r"oops|correction|fyi|ps|wish|idea|todo|note)(?= ?[:,-])|"
    r"(?:it(?:'d| would) be |would be |'d be )(?:really |very |so )?(?:nice|great|good|helpful|handy|useful|"
    r"lovely|cool|better|best) (?:if|to)(?: (?:we|you|i) (?:could|can|had))?|what about|how about|"
    r"i want that|(?:i|we) (?:wish|wonder if|was wondering if|were wondering if)|please make "
    r"sure(?: that)?|"
    r"make sure(?: that)?|is it possible to|would it be possible to|great|perfect|nice|thanks|"
    r"cool)\b(?!')[\s,:.!-]*)+"
)
_TAIL = re.compile(
    r"[\s,]*\b(?:please|pls|plz|thanks|thank you|thx|sorry|ok|okay|if possible|if you can|somehow|instead|"
    r"asap)?\s*[.!?,;]*$",
    re.IGNORECASE,
)
_BREAK = (
    r"(?:\s*;\s*|\s*,\s*(?:and\s+|but\s+|then\s+|also\s+|plus\s+)?|\s+(?:and|but|then|plus)\s+)"
    r"(?:also\s+|then\s+|please\s+)?"
)
_VERB = (
    r"add|include|insert|remove|delete the|drop the|delete|rename|make|turn|change|convert|put|place|move|"
    r"show|display|give|"
    r"call|hide|forget|get rid of|track|log|let|split|merge|create a|create an|undo|set the|i (?:also "
    r")?(?:need|want)|we (?:also )?(?:need|want|call|say)"
)
_SUBJECT = (
    r"(?:(?:the|a|an|each|every|all|its|their)\s+)?[\w'-]+(?:\s+[\w'-]+){0,2}\s+"
    r"(?:(?:only|just)\s+(?:see|add|look|edit|read|deal|view|create|enter|get|work)|should|shouldn't|"
    r"must|mustn't|needs?|has\s+to|have\s+to|can|can't|cannot|may|is\s+a\s+dropdown|"
    r"is\s+required|is\s+unique|becomes?)\b"
)
_EACH = r"(?:every|each)\s+[\w'-]+\s+(?:has|have|belongs|gets|needs|takes)\b"
_JUNCTION = re.compile(rf"{_BREAK}(?=(?:{_VERB})\b|{_SUBJECT}|{_EACH})", re.IGNORECASE)
_ADDED_TOO = re.compile(
    r"^(?P<first>(?P<verb>add|include) .+? to (?:the )?[\w-]+),? and (?P<second>(?:(?:an?|the) )?[\w' "
    r"-]+? to "
    r"(?:the )?[\w-]+)$",
    re.IGNORECASE,
)
"""``add a size to tents and a photo to guides``: the verb is said once."""
_END = re.compile(r"(?<=[.!?])\s+(?=\S)|\n+")
_ABBREVIATED = re.compile(r"\b(?:e\.g|i\.e|etc|no|nr|vs|approx)\.$", re.IGNORECASE)


_CALENDAR = re.compile(r"\b(?:calender|calander|calandar|calendr|callendar)(s?)\b", re.IGNORECASE)
_SLIPS = tuple(
    (re.compile(rf"\b(?:{wrong})\b", re.IGNORECASE), right)
    for wrong, right in (
        ("mandatry|manditory|mandetory|mandatroy|manadatory", "mandatory"),
        ("requierd|requird|reqired|requred|requried", "required"),
        ("uniqe|unqiue|uniuqe|uniq", "unique"),
        ("optionl|optinal|optionnal", "optional"),
        ("shoud|shuold|shold|shoudl", "should"),
        ("(?<=[\\w\"'] )n(?= [\\w\"'])", "and"),
        ("mke|maek|amke", "make"),
        ("addd", "add"),
        ("teh|hte|tge", "the"),
        ("colum|coloumn|collumn", "column"),
        ("tabel|talbe", "table"),
        ("filed", "field"),
        ("remvoe|remoev|reomve|remov", "remove"),
        ("delte|deleet|dlete", "delete"),
        ("renmae|renam", "rename"),
        ("shwo|hsow", "show"),
        ("drop ?donw", "dropdown"),
        ("staus|satus|statsu", "status"),
    )
)
_UNMARKED = re.compile(r"\b(do|does|did|is|are|was|should|must|need|could|would)nt\b", re.IGNORECASE)
_SHORT = {"'re": " are", "'ve": " have", "'ll": " will", "'m": " am"}


def tidy(text: str) -> str:
    """The message with plain quotes and single spaces."""
    text = re.sub(
        r"(?<=\w)('re|'ve|'ll|'m)\b",
        lambda m: _SHORT[m[1].lower()],
        text.translate(_QUOTES),
        flags=re.IGNORECASE,
    )
    for way, right in _SLIPS:
        text = way.sub(right, text)
    text = _UNMARKED.sub(lambda m: f"{m[1]}n't", text)
    text = _CALENDAR.sub(r"calendar\1", text)
    return "\n".join(re.sub(r"[ \t]+", " ", line).strip() for line in text.splitlines() if line.strip())


def sentences(text: str) -> list[str]:
    """The sentences of a message, as they were said."""
    parts: list[str] = []
    for part in _END.split(text):
        quoted = bool(parts) and parts[-1].count('"') % 2 == 1 and '"' in part
        if parts and (quoted or _ABBREVIATED.search(parts[-1])):
            parts[-1] += f" {part}"
        elif part.strip(" .!?,;-*"):
            parts.append(part.strip().lstrip("-*• ").strip())
    return parts


def bare(clause: str) -> str:
    """A clause without greetings and courtesies before and after it."""
    shorter = _TAIL.sub("", _LEAD.sub("", clause.strip())).strip()
    return shorter or clause.strip(" .!?,;")


def clauses(sentence: str) -> list[str]:
    """The wishes of one sentence; joined again where a part could not stand alone."""
    sentence = _ADDED_TOO.sub(r"\g<first> and \g<verb> \g<second>", sentence)
    parts: list[str] = []
    start = 0
    for match in _JUNCTION.finditer(sentence):
        if (
            match.start() <= start
            or _is_quoted(sentence, match.start())
            or _is_governed(sentence[start : match.start()])
        ):
            continue
        parts.append(sentence[start : match.start()])
        start = match.end()
    parts.append(sentence[start:])
    return [part.strip() for part in parts if part.strip(" ,.;")]


def _is_quoted(text: str, place: int) -> bool:
    return text[:place].count('"') % 2 == 1


def _is_governed(part: str) -> bool:
    """``when X is ready`` and ``if Y`` need what follows."""
    return bool(
        re.match(
            r"\s*(?:when|if|once|after|as soon as|whenever|since|because|sometimes|only)\b",
            part,
            re.IGNORECASE,
        )
    )
