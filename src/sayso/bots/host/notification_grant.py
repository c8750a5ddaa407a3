"""Whom a bot may tell: by the ways that it named, and webhooks only where it may reach the host anyway."""

from sayso.bots.details import Reaches
from sayso.bots.host.bodies import NoticeBody
from sayso.bots.host.errors import NotGrantedError
from sayso.errors import InputError
from sayso.sandbox.egress.hosts import is_listed
from sayso.sandbox.egress.refusals import RefusedError
from sayso.sandbox.egress.targets import target_of

_WAYS = {"product": "in the product", "email": "by e-mail", "webhook": "by webhook"}


def demand_way(reaches: Reaches, notice: NoticeBody) -> None:
    """Refuse a way of telling people that the bot was not granted.

    Raises:
        NotGrantedError: with what it may do.
        InputError: when it does not say whom to tell.
    """
    if notice.channel not in reaches.notifies:
        known = ", ".join(_WAYS[one] for one in reaches.notifies)
        raise NotGrantedError(
            f"This bot does not tell people {_WAYS[notice.channel]}.",
            hint=f"It tells people {known}." if known else "Let it tell people that way.",
        )
    if notice.channel == "webhook":
        _demand_host(reaches, notice.to)


def _demand_host(reaches: Reaches, address: str | None) -> None:
    if not address:
        raise InputError("A webhook needs an address.", hint="Say to=“https://…”.")
    try:
        target = target_of(address.strip().encode("ascii", "replace"))
    except RefusedError as refused:
        raise InputError(refused.detail, hint=refused.hint) from None
    if reaches.reach != "public" and not is_listed(reaches.hosts, target):
        raise NotGrantedError(
            f"This bot may not reach {target.authority}, and so tells nobody there.",
            hint="Let it reach the host.",
        )
