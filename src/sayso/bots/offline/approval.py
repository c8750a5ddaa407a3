"""Words that ask for a person’s approval before something is done."""

from sayso.phrases.said import Said

_WHETHER = (
    r"(?:whether|if)\s+(?:to|(?:i|we|it|you|they|somebody)\s+(?:(?:want|would\s+like)\s+(?:it\s+|you\s+|them\s+)?to"
    r"|should|shall|may|can))(?=\s)"
)
_ASKED = (
    r"(?:,?\s*\b(?:but|and)\s+)?\b(?:please\s+)?(?:"
    rf"(?:(?:ask|check\s+with|confirm\s+with)\s+(?:me|us)|let\s+(?:me|us)\s+(?:decide|confirm|say)"
    rf"|(?:i|we)\s+(?:want|have|need|would\s+like)\s+to\s+(?:decide|confirm|say))\s+{_WHETHER}"
    r"|(?:ask|check\s+with|confirm\s+with)\s+(?:me|us)\s+(?:first|before\s+(?:you\s+|it\s+"
    r"|anything\s+)?(?:is\s+)?\w+(?:\s+(?:it|them|anything|this|that|out|sent|written))?"
    r"|for\s+(?:my\s+|our\s+)?(?:approval|permission|ok)\b(?:\s+to\b|[^,.;]*))"
    r"|ask\s+(?:me|us)(?=\s*[,.;]|\s*$)"
    r"|(?:only\s+)?(?:after|with|upon|pending)\s+(?:my|our"
    r"|an?)\s+(?:explicit\s+)?(?:approval|ok(?:ay)?|consent|confirmation|go-ahead)"
    r"|(?:only\s+)?(?:after|once|when|if)\s+(?:i|we|somebody|someone)\s+(?:have\s+"
    r"|has\s+)?(?:approved?|agreed?|confirm(?:ed)?|said\s+yes|say\s+yes)(?:\s+(?:it|them|this))?"
    r"|wait(?:ing)?\s+for\s+(?:my|our|an?)\s+(?:approval|ok(?:ay)?|confirmation|go-ahead)[^,.;]*"
    r"|(?:i|we)\s+(?:want|have|need|would\s+like|'d\s+like)\s+to\s+(?:approve|confirm"
    r"|see\s+and\s+approve)[^,.;]*"
    r"|let\s+(?:me|us)\s+(?:approve|confirm|review|decide)[^,.;]*"
    r"|(?:with|needs?|requires?|requiring)\s+(?:my\s+|our\s+|an?\s+)?approval)(?!\w)"
)
_OTHERWISE = (
    r"\b(?:ask|asks|check\s+with|confirm\s+with)\s+(?:(?:me|us)\b|(?:somebody|someone|him|her|them"
    r"|(?:the|a|an|my|our|their|its)\s+[\w-]+)\s+(?:whether|if|first|before"
    r"|to\s+(?:approve|confirm|agree|decide)"
    r"|for\s+(?:an?\s+|the\s+|his\s+|her\s+|their\s+)?(?:approval|permission|ok|consent|confirmation))\b)"
)


def take_approval(said: Said) -> tuple[bool, str]:
    """Whether the owner is asked before anything is done, and words of asking that mean something else.

    Those are never passed over: a bot that was to ask and does not is worse than none.
    """
    is_asked = said.take(_ASKED) is not None
    left = said.find(_OTHERWISE)
    return is_asked, said.written(left) if left else ""
