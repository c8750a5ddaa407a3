"""How often somebody who is not signed in may try to be, or send an application something."""

from sayso.runtime.types import Module
from sayso.web.anonymous_sender import address_of
from sayso.web.exchange import Exchange
from sayso.web.limits import Limit, network_of
from sayso.web.origin.services import OriginServices


def count_try(services: OriginServices, exchange: Exchange) -> None:
    """One try more to sign in from this address; tries at an account are counted where passwords are checked.

    Raises:
        TooManyRequestsError: when the address has no more.
    """
    services.limits.take(Limit.SIGN_IN, network_of(address_of(exchange.client)))


def count_visit(services: OriginServices, module: Module, exchange: Exchange) -> None:
    """One thing more that somebody sends to this application without signing in.

    Raises:
        TooManyRequestsError: when their address has no more.
    """
    services.limits.take(Limit.VISITOR, f"{module.id} {network_of(address_of(exchange.client))}")
