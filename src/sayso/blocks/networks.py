"""What a block may reach: no more than its maker named, once it reads anything that is not public."""

from collections.abc import Mapping, Sequence

from sayso.blocks.types import Block, Reads
from sayso.devloop.programs.addresses import hosts_in
from sayso.devloop.programs.ports import ModuleRows, Secrets
from sayso.sandbox.types import Network, Reach, Secret

MODULES_HOST = "modules.sayso"


class Networks:
    """Makes networks of what blocks read."""

    def __init__(self, rows: ModuleRows, secrets: Secrets) -> None:
        self._rows = rows
        self._secrets = secrets

    async def of(self, block: Block, reads: Reads) -> Network:
        """The network of a version, with the rights of whoever made the block."""
        known = await self._secrets.of(block.agency_id, reads.secrets) if reads.secrets else {}
        return self.given(block, reads, known)

    def given(self, block: Block, reads: Reads, secrets: Mapping[str, Secret]) -> Network:
        """The same, of secrets that were fetched before."""
        named = {name: secrets[name] for name in reads.secrets if name in secrets}
        services = {}
        if reads.modules:
            services[MODULES_HOST] = self._rows.service(block.agency_id, block.user_id, reads.modules)
        return Network(Reach(reads.reach), reads.hosts, named, services)


def bounded(reads: Reads, block: Block, said: Sequence[str], before: Reads | None = None) -> Reads:
    """What a version may reach that asks for this.

    Hosts that its maker named, in words or by hand, are always fine. Others are fine only where it reads
    public things alone: code that sees rows or secrets could carry them away to a host that a page it read
    made its writer think of. ``before`` is what the block reads now; what is written without a person
    looking on reaches no further than that.
    """
    wishes = block.wishes
    named = {*hosts_in([block.asked, *said]), *wishes.hosts, *(before.hosts if before else ())}
    if wishes.reach == "none":
        return reads.model_copy(update={"reach": "none", "hosts": ()})
    if wishes.reach == "public" or (before is not None and before.reach == "public"):
        return reads
    is_private = bool(reads.modules or reads.secrets)
    hosts = tuple(host for host in reads.hosts if host in named or not (is_private or wishes.reach))
    kept = hosts if reads.reach == "listed" else tuple(sorted(named)) if reads.reach == "public" else ()
    return reads.model_copy(update={"reach": "listed" if kept else "none", "hosts": kept})


def within(reads: Reads, before: Reads) -> Reads:
    """What code may reach that mends other code by itself: nothing that was not reached before."""
    known = {one.slug: one for one in before.modules}
    modules = tuple(known[one.slug] for one in reads.modules if one.slug in known)
    secrets = tuple(name for name in reads.secrets if name in before.secrets)
    reach, hosts = before.reach, before.hosts
    return Reads(reach=reach, hosts=hosts, modules=modules, secrets=secrets)
