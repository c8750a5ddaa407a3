"""The one way in which what is known about a program becomes a request to a model.

Whatever asks about programs, or about wishes for them, has to bring the disclosure that says which values of
rows its models may see: no other module of what meets rows makes an ``Ask``.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from sayso.design.agents.prompt_fence import fenced
from sayso.devloop.programs.disclosure import Disclosure
from sayso.devloop.programs.secret_mask import Mask
from sayso.devloop.programs.writers.facts import Facts, laid_out
from sayso.llm.types import Ask, Prompt, Role


def request(
    rules: Prompt,
    asked: str,
    facts: Facts,
    told: Disclosure,
    *,
    before: Iterable[str] = (),
    after: Iterable[str] = (),
    exchange: Iterable[tuple[str, str]] = (),
    mask: Mask | None = None,
    shape: Mapping[str, Any] | None = None,
) -> Ask:
    """A request to the code role: what is asked, what is known of it, and what else there is to say.

    ``before`` stands ahead of the facts, ``after`` behind them; both have passed ``told`` where they hold
    what a program was given or gave. ``mask`` knows the secrets that nothing of it may hold.
    """
    masked = mask or Mask({})
    parts = [fenced("asked", asked), *before, *laid_out(facts, told), *after]
    return Ask(
        Role.CODE,
        rules,
        masked.text("\n\n".join(parts)),
        shape=shape,
        exchange=tuple((masked.text(reply), masked.text(wrong)) for reply, wrong in exchange),
    )
