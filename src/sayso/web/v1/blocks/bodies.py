"""What the API takes of blocks."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, Field, StringConstraints

from sayso.blocks.types import LONGEST_CODE, Card, Timing
from sayso.sandbox.egress.hosts import problem_of_host
from sayso.web.v1.bodies import Body
from sayso.web.v1.dashboards.bodies import Confirm

LARGEST_NUMBER = 2**31 - 1
LONGEST_WORDS = 4_000
LONGEST_CACHE = 31_622_400
Number = Annotated[int, Field(ge=1, le=LARGEST_NUMBER)]
ReachName = Literal["none", "listed", "public"]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_WORDS)]


def _host(text: str) -> str:
    problem = problem_of_host(text)
    if problem is not None:
        raise ValueError(problem)
    return text


HostText = Annotated[
    str,
    StringConstraints(strip_whitespace=True, to_lower=True, min_length=1, max_length=260),
    AfterValidator(_host),
]
"""A name such as ``api.example.com``, ``*.example.com`` or ``host:8443``."""

SecretText = Annotated[str, StringConstraints(max_length=60, pattern=r"^[A-Za-z][A-Za-z0-9_]*$")]
Hosts = Annotated[list[HostText], Field(max_length=50)]


class NewBlock(Body):
    """What it is to show, in words; and which hosts it may ask, where it is known already."""

    asked: Words
    reach: ReachName | None = None
    hosts: Hosts | None = None


class ReadsChange(Body):
    """What a block may ask; what is left out stays. Which applications it reads is up to its code."""

    reach: ReachName | None = None
    hosts: Hosts | None = None
    secrets: Annotated[list[SecretText], Field(max_length=20)] | None = None


class BlockChange(Body):
    """What is to be different; what is left out stays.

    Moving a block that reads applications to a dashboard that others see needs `confirm`.
    """

    title: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)] | None = None
    explanation: Annotated[str, StringConstraints(max_length=600)] | None = None
    refresh: Timing | None = None
    on_rows: bool | None = None
    cache_seconds: Annotated[int, Field(ge=0, le=LONGEST_CACHE)] | None = None
    heals: bool | None = None
    heal_after: Annotated[int, Field(ge=1, le=100)] | None = None
    reads: ReadsChange | None = None
    is_paused: bool | None = None
    dashboard_id: UUID | None = None
    confirm: Confirm = False


class NewWords(Body):
    """What is to be different about a block, in words."""

    text: Words


class BlockCode(Body):
    """Code that somebody wrote, and the card where that is another one."""

    code: Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_CODE)]
    card: Card | None = None
