"""Roundabout ways to wish for something, put into the plain words that the intents know."""

import re

from .words import pattern

_PEOPLE = (
    r"(?:people|users?|us|them|me|everyone|everybody|customers?|clients?|staff|colleagues|the team|someone|"
    r"anyone|anybody)"
)
_USELESS = (
    r"(?:pointless|useless|nonsense|silly|a waste(?: of (?:time|space))?|of no use|no use|not (?:needed|"
    r"necessary|useful|relevant|required here|used)|unnecessary|irrelevant|superfluous|redundant|overkill|"
    r"too much|not our thing)"
)
_ONE = r"(?:the |a |an |each |every |any |some |our )?"
_THE = r"(?:the |our |all |all the |any |an? )?"
_VERBS = {
    "delete": "deleted deleting", "remove": "removed removing", "create": "created creating",
    "add": "added adding", "edit": "edited editing", "change": "changed changing", "see": "seen seeing",
    "update": "updated updating", "view": "viewed viewing", "read": "reading", "approve": "approved approving",
    "modify": "modified modifying", "enter": "entered entering", "cancel": "cancelled cancelling",
}  # fmt: skip
_BASES = {form: verb for verb, forms in _VERBS.items() for form in forms.split()} | {"read": "read"}
_DONE = rf"(?P<v>{'|'.join(form for form in _BASES if not form.endswith('ing'))})"
_DOING = rf"(?P<v>{'|'.join(form for form in _BASES if form.endswith('ing'))})"
_TOUCH = r"(?:touch|change|edit|alter|modify|write to|write|add to|mess with)"
_WAYS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (pattern(way), plain)
    for way, plain in (
        (
            r"^(?:we |you |i )?(?:also )?(?:forgot|have forgotten|overlooked|missed|left out|never got|"
            r"didn't get|did not get)(?: about)?(?: to (?:add|mention|include))? "
            rf"(?P<a>.+?) (?:of|for|on|from|in|with) {_ONE}(?P<b>[\w' -]+)$",
            "add {a} to {b}",
        ),
        (
            r"^(?:we |you |i )?(?:also )?(?:forgot|have forgotten|overlooked|left out)(?: about)?"
            r"(?: to (?:add|mention|include))? (?P<a>.+)$",
            "add {a}",
        ),
        (
            rf"^(?:the |that |our )?(?P<a>[\w' /-]+?)(?: fields?| columns?| thing)? (?:is|are|seems?|looks?) "
            rf"(?:really |totally |completely |rather |kind of |just |quite )*{_USELESS}(?: here| for us|"
            r" to us| now)?$",
            "remove the {a}",
        ),
        (
            r"^(?:we|our people|they) (?:no longer|don't|do not|never|won't|will not) (?:actually |really |"
            r"ever )?(?:take|record|use|track|collect|keep|do|offer|sell|ask for|ask about|care about|write down|log|enter|"
            r"have)(?: the| any| a| an)? (?P<a>[\w' /-]+?)(?: any ?more| any longer)?"
            r"(?:,? (?:so )?(?:drop|remove|delete|take out|lose) .*)?$",
            "remove the {a}",
        ),
        (
            rf"^(?:the |a |an )?(?P<a>[\w' /-]+?) (?:doesn't|does not|don't|do not) belong (?:on|to|in|with|"
            rf"at) {_ONE}(?P<b>[\w' -]+?)(?: form| table| list| page)?$",
            "remove the {a} from {b}",
        ),
        (
            r"^(?:the )?(?P<a>[\w' -]+?)[:,;] ?(?:please )?(?:better )?(?:call|name) (?:them|it|those|these) "
            r"(?:a |an |the )?(?P<b>[\w' -]+?)(?: instead| rather)?$",
            "rename {a} to {b}",
        ),
        (
            rf"^(?:let|allow|have) {_PEOPLE} (?:to )?(?:attach|upload|add|put|enter|record|store|leave|"
            rf"write|note|save|set|give|choose|pick) (?P<a>.+?) (?:to|on|onto|for|with|in|at) "
            rf"{_ONE}(?P<b>[\w' -]+)$",
            "add {a} to {b}",
        ),
        (
            rf"^{_PEOPLE} (?:should|must|can|could|may|want to|need to)(?: also| be able to)* (?:attach|"
            rf"upload) (?P<a>.+?) (?:to|on|onto|for|with|in|at) {_ONE}(?P<b>[\w' -]+)$",
            "add {a} to {b}",
        ),
        (
            r"^(?:make |set |keep )?(?P<a>[\w' ,-]+?)(?: (?:is|are|should be|must be|be|stays?))?,? (?:only "
            r")?(?:read|view)[ -]?only (?:for|to) (?:the |our |all )?(?P<b>[\w' -]+)$",
            "{b} can only read {a}",
        ),
        (
            r"^(?:the |our |all )?(?P<b>[\w' -]+?) (?:can|may|should|must|could) (?:only )?(?:look at|look|"
            rf"see|read|view) ?(?P<a>.*?)\s*,?(?:but|and) (?:they )?(?:can't|cannot|may not|must not|not|"
            rf"never) (?:touch(?: (?:anything|it|them|any of it))?|{_TOUCH} anything)$",
            "{b} can only read {a}",
        ),
        (
            r"^(?:the |our |all )?(?P<b>[\w' -]+?) (?:can|may|should|must|could|have) (?:be )?(?:read|view)"
            r"[ -]?only(?: access| rights)?(?: (?:to|on|for) (?P<a>[\w' ,-]+))?$",
            "{b} can only read {a}",
        ),
        (
            r"^(?:the |our |all )?(?P<b>[\w' -]+?) (?:can|may|should|must|do|to) (?:see|find|get at|read) "
            r"(?:the )?(?P<a>[\w' ,-]+?) nowhere$",
            "{b} must not see {a}",
        ),
        (
            r"^(?:the |our |all )?(?P<b>[\w' -]+?) (?:can|may|should|must|to|get to) (?:see|view|access) "
            r"(?:the )?(?P<a>[\w' ,-]+?)(?:,? (?:and|but) (?:nothing|no other) (?:else|more|others?)| only|"
            r",? that's (?:all|it))$",
            "{b} can only see {a}",
        ),
        (
            r"^(?:the |our |all )?(?P<b>[\w' -]+?) (?:can|may|should|must|to|get to) (?:see|view|access) "
            r"(?:nothing but|nothing except|just) (?:the )?(?P<a>[\w' ,-]+)$",
            "{b} can only see {a}",
        ),
        (
            r"^(?:limit|restrict|reduce|cut) (?:the )?(?P<b>[\w' -]+?) to (?:only |just |these |the )*(?:\d+ |"
            r"two |three |four |five |six )?(?:options?|choices?|values?)?(?: only)?\s*[:=-]?\s*(?P<a>.+)$",
            "{b} is one of: {a}",
        ),
        (
            rf"^{_ONE}(?P<c>[\w-]+) (?:comes?|exists?|is available|are available|is sold|are sold) in "
            r"(?:(?:several|different|various|many|two|three) )?(?P<b>[\w-]+)\s*[:,-]\s*(?P<a>.+)$",
            "{c} {b} is one of: {a}",
        ),
        (
            r"^[\w' -]+? = (?P<a>(?:(?:a|an|the) )?(?:[\w-]+ ){0,2}(?:table|list|chart|board|calendar|cards|"
            r"kanban|form)\b.+)$",
            "show {a}",
        ),
        (
            r"^(?:i|we)(?:'d|'ll| would)? rather (?:see|have|show) (?P<a>.+)$",
            "show {a}",
        ),
        (
            rf"^(?P<a>[\w' ,-]+?) (?:can|may|should|must|could) only (?:ever )?be {_DONE} by {_THE}(?P<b>[\w' -]+)$",
            "only {b} can {v} {a}",
        ),
        (
            rf"^{_DOING} (?:of )?{_THE}(?P<a>[\w' -]+?) (?:is|are|should be|must be) (?:(?:only )?(?:for|up to|"
            rf"reserved for|allowed for) {_THE}(?P<b>[\w' -]+?)(?: only| alone)?)$",
            "only {b} can {v} {a}",
        ),
        (
            rf"^no {_DOING} (?:of )?{_THE}(?P<a>[\w' -]+?) (?:for|by) {_THE}(?P<b>[\w' -]+)$",
            "{b} must not {v} {a}",
        ),
        (
            rf"^{_THE}(?P<a>[\w' -]+?) (?:shows? up|appears?|should show up|should appear|is shown|is visible|"
            rf"should be visible) nowhere (?:for|to) {_THE}(?P<b>[\w' -]+)$",
            "{b} must not see the {a}",
        ),
        (
            rf"^{_THE}(?P<a>[\w' -]+?) (?:should|must|is|are|may|can) (?:not|never) (?:be )?(?:shown|visible|"
            rf"seen|displayed) (?:for|to|by) {_THE}(?P<b>[\w' -]+)$",
            "{b} must not see the {a}",
        ),
        (
            rf"^{_THE}(?P<b>[\w' -]+?)(?:: ?| gets? | (?:only )?needs? )(?P<a>[\w' ]+?)(?:,? only| and nothing "
            r"else|, nothing else)$",
            "{b} can only see {a}",
        ),
        (
            r"^(?P<a>[\w' /-]+?): ?(?P<b>(?:required|unique|mandatory|optional|obligatory)(?:[, &]+(?:and )?"
            r"(?:required|unique|mandatory|optional|obligatory))*)$",
            "{a} is {b}",
        ),
        (
            r"^(?:nobody|no one|noone|you|one|people|users?) (?:should|must|can|may|shouldn't|can't|cannot|could|"
            r"mustn't)(?: not| never| be able to| be allowed to)* (?:save|create|add|enter|submit|make|book) "
            r"(?:an? |the |any )?(?P<a>[\w' -]+?) without (?:an? |the |giving an? )?(?P<b>[\w' -]+)$",
            "{a} {b} is required",
        ),
        (
            r"^no (?P<a>[\w-]+) without (?:an? |the )?(?P<b>[\w' -]+)$",
            "{a} {b} is required",
        ),
        (
            r"^(?P<a>[\w' -]+?) (?:should|could|must|can) (?:also )?be (?:an? |one of the )(?P<b>[\w-]+)"
            r"(?: option| choice| value)? (?:too|as well|also)$",
            "add {a} to the {b} options",
        ),
        (
            r"^(?:the )?(?P<a>[\w' -]+?) (?:can|may|could|should|must) (?:go|disappear|be gone) (?:from|on|in|"
            rf"off) {_THE}(?P<b>[\w' -]+)$",
            "remove the {a} from {b}",
        ),
        (
            rf"^{_THE}(?P<a>[\w' -]+?) (?:should|must|needs? to|has to|have to) be (?:a |an |its own |their own )"
            r"?(?:real |proper |separate )?(?:list|table|thing)s?(?: of (?:its|their) own)?,? (?:and )?(?:not|"
            r"rather than|instead of) (?:just |only )*(?:a |an |some )?(?:plain |free )?(?:text|field|word|name)"
            r"(?: field)?$",
            "make {a} a separate list",
        ),
        (
            r"^(?:on the )?left(?: side)?:? (?P<a>[\w' -]+?)(?:,|;| and|, and)? (?:on the )?right(?: side)?:? "
            r"(?P<b>[\w' -]+)$",
            "{a} on the left and {b} on the right",
        ),
        (
            r"^(?:at the )?top:? (?P<a>[\w' -]+?)(?:,|;| and|, and)? (?:at the )?bottom:? (?P<b>[\w' -]+)$",
            "{a} above {b}",
        ),
        (
            r"^(?:{show} )?(?:how many|the number of|number of) (?P<a>[\w' -]+?) (?:each|every|an?|per|of an?|"
            r"of each|for each) (?P<b>[\w-]+)(?: has| have| had)?,? (?:calculated|computed|worked out|counted)$",
            "{b} {a} count is the number of {a}",
        ),
        (
            r"^(?P<a>(?:track|record|keep|log|store|note|manage|add|register) .+?) \((?P<b>[\w -]+(?:, ?| and )"
            r"[\w ,-]+)\)$",
            "{a} with {b}",
        ),
        (
            r"^(?P<b>[\w' -]+?) (?:had|came with|also had) (?P<a>.+)$",
            "{b} should have {a}",
        ),
    )
)  # fmt: skip
_START_END = re.compile(
    r"\b(start|first|pick-?up|opening|arrival|begin(?:ning)?) ?(?:and|&|/|,) ?(?:an? |the )?"
    r"(end|last|return|closing|departure|drop-?off|delivery) (names?|times?|dates?)\b",
    re.IGNORECASE,
)


_OTHERS = re.compile(
    r"\b(?:can't|cannot|can not|must not|mustn't|may not|not|shouldn't|should not|don't|never) (?:be able to )?"
    r"(?:see|view|read|access|look at) (?:other people's|others'?|somebody else's|someone else's|each other's|"
    r"other \w+s'?|those of others|anyone else's) ",
    re.IGNORECASE,
)
_TYPED = re.compile(
    r"(?:,? (?:that's|it's|that is|it is|which is|as) an?|,) (decimal number|whole number|image|photo|picture|number|date|text|checkbox|time|"
    r"long text|file|link|price|amount of money)$",
    re.IGNORECASE,
)
_ARROW = re.compile(r"\s*(?:->|=>|→)\s*(?=(?:an? )?(?:dropdown|drop-down|select|list|checkbox)\b)")
_PERCENT = re.compile(r"\b(plus|minus) (\d{1,2})\s?(?:%|per ?cent)", re.IGNORECASE)
_LAST: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (pattern(way), plain)
    for way, plain in (
        (
            rf"^(?:an? |another |some )(?P<a>[\w' -]+?) (?:for|on|with) {_THE}(?P<b>[\w' -]+)$",
            "add {a} to {b}",
        ),
        (
            rf"^(?P<a>[\w' -]+? yes/no|yes/no [\w' -]+?) (?:for|on|to|with) {_THE}(?P<b>[\w' -]+)$",
            "add {a} to {b}",
        ),
        (
            r"^(?:{show} )?(?:how many|the number of|number of) (?P<a>[\w' -]+?) (?:each|every|an?|per) "
            r"(?P<b>[\w-]+)(?: has| have| had)?$",
            "{b} {a} count is the number of {a}",
        ),
    )
)
"""Plain words for what nothing else could make sense of."""


def _with_share(match: re.Match[str]) -> str:
    share = int(match[2]) / 100
    return f"times {1 + share if match[1].lower() == 'plus' else 1 - share:g}"


def rewordings(clause: str) -> list[str]:
    """A clause in plain words, as often as it fits a roundabout way, and as it stands."""
    clause = _START_END.sub(lambda m: f"{m[1]} {m[3]} and {m[2]} {m[3]}", clause)
    clause = _TYPED.sub(r" (\1)", _OTHERS.sub("can only see their own ", clause))
    clause = _PERCENT.sub(_with_share, _ARROW.sub(" is a ", clause))
    return [*_plain(clause, _WAYS), clause, *_plain(clause, _LAST)]


def _plain(clause: str, ways: tuple[tuple[re.Pattern[str], str], ...]) -> list[str]:
    found: list[str] = []
    for way, plain in ways:
        match = way.match(clause)
        if match is not None:
            groups = {name: (text or "everything").strip() for name, text in match.groupdict().items()}
            if "v" in groups:
                groups["v"] = _BASES.get(groups["v"].lower(), groups["v"])
            found.append(plain.format(**groups))
    return found
