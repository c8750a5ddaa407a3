"""How whoever makes a call gets into a module with a browser."""

from sayso.errors import DeniedError
from sayso.identity.authentication.links import signin_link
from sayso.identity.principal import Principal, PrincipalKind
from sayso.runtime.types import Module
from sayso.web.services import Services


async def sign_in_link(services: Services, me: Principal, module: Module) -> str:
    """A link that signs the sender in to the module, once.

    Raises:
        DeniedError: for API keys, which would get a session that outlasts and outranks them.
    """
    if me.kind is PrincipalKind.KEY:
        raise DeniedError(
            "Sign-in links are for people; an API key gets none.",
            hint="Send the key to the application itself: Authorization: Bearer, with a data scope.",
        )
    return await signin_link(services.database, services.settings, module.slug, me.user_id, module.id)


async def way_in(services: Services, me: Principal, module: Module) -> str:
    """A sign-in link for people and the operator, the plain address for API keys."""
    if me.kind is PrincipalKind.KEY:
        return services.settings.module_origin(module.slug)
    return await sign_in_link(services, me, module)
