"""The seam behind which long reading of what people sent is done: in a thread, or where it can be ended."""

import asyncio
from collections.abc import Callable
from typing import ParamSpec, Protocol, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class Aside(Protocol):
    """Does work without keeping anybody else waiting.

    The work is a function of a module; what it is given and gives can go to another process and back.
    """

    async def __call__(self, work: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """What the work gives; ``TookTooLongError`` where it was ended before it was done."""
        ...


async def in_thread(work: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
    """For commands, which a person ends: nobody else ends a thread."""
    return await asyncio.to_thread(work, *args, **kwargs)
