"""Words as the catalogue weighs them: in one form for all their endings, without those that say nothing."""

import re
from functools import lru_cache

from sayso.kit.words import singular

_WORD = re.compile(r"[a-z0-9]+(?:['’][a-z]+)?")
_LISTED = {
    "function": """a an the and or but nor so if then than that this these those it its i me my mine we us our ours you your he she they
        them their his her of in on at by for from to with without into onto over under per each every all any some no not
        only just also too very more most much many few less least as is are was were be been being am do does did done
        have has had having will would shall should can could may might must let lets get got gets give gives given take
        takes taken make makes made go goes going come comes like want wants wanted need needs needed who whom whose which
        what when where why how there here up down out off about after before during between until again once other
        another same own such both either neither one two three four five ok okay please thanks hi hello hey dear pls lol
        really quite always never sometimes maybe right now today etc eg ie via still already yet even able us""",
    "software": """website web site webpage page pages homepage app apps application applications system systems tool software
        platform solution program component components functionality functionalities feature features functional function
        dashboard portal interface ui ux screen module database db data user users admin admins administrator login log
        sign account accounts online digital electronic button buttons form forms list lists view views table menu search
        searchable filter tab link links section design layout style look responsive mobile browser desktop
        tracker tracking track keep keeps kept keeping record records recording manage manages managed managing manager
        management organise organize organised organizing administration handle handling run running build create develop
        built creating developing building simple basic easy small little big large new good nice modern clean full whole
        quick fast help helps use using used show shows showing see sees seen display allow allows enable enables include
        includes including provide provides support supports simply want work works working thing things stuff place
        information info detail details various different multiple several people person somebody someone everybody
        everything something business company firm shop owner time day days week month year number name names date dates
        add adds adding edit editing delete save set store stores stored entry entries overview browse browsing maintain
        part parts kind kinds type types way ways lot lots bit set status state""",
    "looks": """colour color colours colors background theme font typeface heading headings rounded dark light bright pale navy teal crimson
        beige ivory lavender maroon olive coral salmon indigo violet plum khaki tan gray grey white black red green blue
        orange purple pink brown cyan magenta turquoise linen wheat mint peach cream charcoal azure burgundy amber gold silver
        petrol terracotta sand off warm friendly airy dense elegant accent palette logo icon icons banner hero card cards
        text tone shadow gradient bold serif sans minimal minimalist illustration illustrations""",
}  # fmt: skip
WEIGHTLESS = frozenset(word for words in _LISTED.values() for word in words.split())
"""Words that point to no design, whatever text they stand in."""
LOOKS = frozenset(_LISTED["looks"].split())
FUNCTION = frozenset(_LISTED["function"].split())
_KEPT = frozenset(
    """booking building meeting training painting clothing wedding housing catering parking gardening climbing sailing
    brewing printing rating listing opening morning evening spring string thing ring king wing string""".split()
)  # noqa: SIM905 - words read better as words


def words_of(text: str) -> list[str]:
    """All words of a text, in small letters."""
    return [word.replace("’", "'").removesuffix("'s") for word in _WORD.findall(text.lower().replace("_", " "))]


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """One form for *rent*, *rents*, *rented*, *renting* and *rental*; *booking* and the like stay apart."""
    plain = singular(word)
    if plain in _KEPT or len(plain) < 5 or not plain.isalpha():
        return plain
    for end, least in (("ing", 4), ("ed", 4), ("al", 4), ("er", 5), ("or", 5)):
        if plain.endswith(end) and len(plain) - len(end) >= least - (end == "ing"):
            plain = plain[: -len(end)]
            if len(plain) > 3 and plain[-1] == plain[-2] and plain[-1] not in "sl":
                plain = plain[:-1]
            break
    return plain.rstrip("e") if len(plain) > 4 else plain


def weighed(text: str) -> list[str]:
    """The stems of those words that may point to a design, in order."""
    return [stem(word) for word in words_of(text) if word not in WEIGHTLESS and singular(word) not in WEIGHTLESS]
