"""The permission matrix, cell by cell, tried straight on the database and through the API."""

from collections.abc import Sequence

from sayso.proofs.api_permissions import call_as, call_as_nobody
from sayso.proofs.attempts import make_attempts
from sayso.proofs.read_permissions import read_attempts
from sayso.proofs.scene import Scene
from sayso.proofs.write_permissions import write_attempts


async def prove_permissions(scene: Scene, entities: Sequence[str]) -> None:
    """Try every cell of these entities as every role, as a role that is unknown, and as none."""
    nobody = scene.people.without_role()
    for actor in (*scene.people.acting, scene.people.outsider(), nobody):
        attempts = [*read_attempts(scene, actor, entities), *write_attempts(scene, actor, entities)]
        await make_attempts(scene.stage, actor.scope, attempts)
    for actor in (*scene.people.acting, scene.people.outsider()):
        await call_as(scene, actor, entities)
    await call_as_nobody(scene, entities)
