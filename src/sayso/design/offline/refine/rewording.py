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
            r"ever )?(?:take|record|use|track|collect|keep|ask for|ask about|care about|write down|log|enter|"
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


def rewordings(clause: str) -> list[str]:
    """A clause in plain words, as often as it fits a roundabout way; the clause as it stands comes last."""
    clause = _START_END.sub(lambda m: f"{m[1]} {m[3]} and {m[2]} {m[3]}", clause)
    found: list[str] = []
    for way, plain in _WAYS:
        match = way.match(clause)
        if match is not None:
            groups = {name: (text or "everything").strip() for name, text in match.groupdict().items()}
            found.append(plain.format(**groups))
    return [*found, clause]
