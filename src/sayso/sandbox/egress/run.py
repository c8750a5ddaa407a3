"""The network of one run: each request is judged, counted, completed, passed on and noted."""

import asyncio
import logging
from collections.abc import AsyncIterator

import h11
import httpcore

from sayso.sandbox.egress.decompression import Unpacking
from sayso.sandbox.egress.headers import Headers, first, inward, outward
from sayso.sandbox.egress.hosts import PrivateHosts, is_listed
from sayso.sandbox.egress.quota import Allowance
from sayso.sandbox.egress.refusals import RefusedError, failed, malformed, not_allowed, too_long
from sayso.sandbox.egress.request_record import Note
from sayso.sandbox.egress.secret_injection import Placing, has_placeholder
from sayso.sandbox.egress.source import Sources, telling
from sayso.sandbox.egress.targets import Target, target_of
from sayso.sandbox.egress.wire import Wire
from sayso.sandbox.types import Network, Reach, RequestRecord, Service, ServiceAnswer, ServiceRequest

LOG = logging.getLogger(__name__)
METHODS = frozenset(("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"))
WHOLE_SECONDS = 120.0
OWN_HOST = "egress.sayso"
"""Where the proxy itself answers: ``/cut`` says why an answer was cut off, once."""

_SERVICE_REQUESTS = 5
_SERVICE_RATE = 10
_LARGEST_HEAD = 65_536
_LOWEST_FREE_PORT = 1024
_KEPT_REFUSALS = 20
_SWIFT_REFUSALS = 100
_REFUSING_SECONDS = 1.0
_FRAMING = frozenset((b"content-length", b"content-type", b"content-encoding"))


class Run:
    """What one run may still do with the network, and what it did."""

    def __init__(self, network: Network, private: PrivateHosts, sources: Sources) -> None:
        self._network = network
        self._private = private
        self._sources = sources
        self._placing = Placing(network.secrets, private)
        self._allowance = Allowance(network.most_requests, network.most_bytes, network.most_a_second)
        self._of_services = Allowance(
            _SERVICE_REQUESTS * network.most_requests,
            network.most_bytes,
            _SERVICE_RATE * network.most_a_second,
        )
        self._cut = b""
        self._refusals = 0
        self.records: list[RequestRecord] = []

    async def answer(self, wire: Wire, request: h11.Request) -> None:
        """Answer a request in whole, or cut the answer off with the connection."""
        note = Note(method=request.method.decode("ascii", "replace"))
        try:
            async with asyncio.timeout(WHOLE_SECONDS):
                await self._judged(wire, request, note)
        except RefusedError as refused:
            await self._refused(wire, refused, note)
        except TimeoutError:
            await self._refused(
                wire, failed("timed_out", f"{note.host} took too long.", "Ask for less."), note
            )
        except (asyncio.CancelledError, ConnectionError):
            if note.status is None:  # who has an answer may leave the rest of it
                note.refusal = "The program hung up."
            raise
        finally:
            if note.host != OWN_HOST:
                self._keep(note)

    async def _refused(self, wire: Wire, refused: RefusedError, note: Note) -> None:
        note.refusal = refused.detail
        if wire.has_answered:
            self._cut = refused.body()
            raise ConnectionError(refused.detail) from refused
        self._refusals += 1
        if self._refusals > _SWIFT_REFUSALS:
            await asyncio.sleep(_REFUSING_SECONDS)  # who asks again and again keeps nobody busy with it
        await wire.refuse(refused)

    def _keep(self, note: Note) -> None:
        most = self._network.most_requests * (1 + _SERVICE_REQUESTS) + _KEPT_REFUSALS
        if len(self.records) < most:
            self.records.append(note.record())

    async def _judged(self, wire: Wire, request: h11.Request, note: Note) -> None:
        headers = list(request.headers)
        if _size(headers) > _LARGEST_HEAD:
            raise too_long()
        target = target_of(request.target)
        note.host, note.path = target.host if target.is_usual else target.authority, target.path
        if note.method not in METHODS:
            raise RefusedError(405, "no_method", f"No program may send {note.method[:20]}.")
        if first(headers, b"upgrade") is not None:
            raise not_allowed("no_upgrade", "Programs speak plain HTTP; no other protocol.")
        has_length = first(headers, b"content-length") is not None
        is_chunked = first(headers, b"transfer-encoding") is not None
        if has_length and is_chunked:
            raise malformed("The length of the body is said in two ways.")
        if target.host == OWN_HOST:
            await self._tell_cut(wire)
        elif target.is_service:
            await self._serve(wire, target, headers, note)
        else:
            await self._allowance.take_request()
            self._demand_allowed(target)
            if self._network.stand_in is not None:
                await self._play(self._network.stand_in, wire, target, headers, note)
                return
            await self._fetch(wire, target, headers, note, has_body=has_length or is_chunked)

    def _demand_allowed(self, target: Target) -> None:
        network = self._network
        if network.reach is Reach.NONE:
            raise not_allowed(
                "no_network",
                f"This program may not reach the network, and so not {target.host}.",
                "Let it reach the hosts that it needs.",
            )
        if network.reach is Reach.LISTED:
            if is_listed(network.hosts, target):
                return
            raise not_allowed(
                "not_listed",
                f"This program may not reach {target.authority}.",
                f"It may reach {', '.join(network.hosts) or 'no host'}. Add the host to let it.",
            )
        is_free = target.port in {80, 443} or target.port >= _LOWEST_FREE_PORT
        if not is_free and not self._private.opens_name(target.host, target.port):
            raise not_allowed(
                "no_port", f"This program may not reach port {target.port}.", "Other protocols live there."
            )

    async def _tell_cut(self, wire: Wire) -> None:
        await wire.skip_body()
        told, self._cut = self._cut, b""
        await wire.whole(200, told, [(b"content-type", b"application/json")])

    async def _serve(self, wire: Wire, target: Target, headers: Headers, note: Note) -> None:
        await self._of_services.take_request()
        service = self._network.services.get(target.host)
        if service is None:
            raise not_allowed("no_service", f"There is no service {target.host} for this program.")
        body = bytearray()
        async for piece in self._counted_out(wire, note, self._of_services):
            body += piece
        asked = ServiceRequest(note.method, target.path + target.query, _said(headers), bytes(body))
        await self._give(wire, await _served(service, asked, target), note, self._of_services)

    async def _play(
        self, stand_in: Service, wire: Wire, target: Target, headers: Headers, note: Note
    ) -> None:
        """Answer for a host; the request is judged and completed as if it left."""
        sent = self._placing.place(target, outward(headers))
        body = bytearray()
        async for piece in self._outgoing(wire, note):
            body += piece
        asked = ServiceRequest(note.method, sent.target.address, _said(sent.headers), bytes(body))
        await self._give(wire, await _served(stand_in, asked, target), note, self._allowance)

    async def _give(self, wire: Wire, answer: ServiceAnswer, note: Note, allowance: Allowance) -> None:
        allowance.take_bytes(len(answer.body))
        note.status, note.bytes_in = answer.status, len(answer.body)
        more = [(name.encode(), value.encode()) for name, value in answer.headers.items()]
        headers = [one for one in inward(more) if one[0] not in _FRAMING]
        headers.append((b"content-type", answer.content_type.encode()))
        await wire.whole(answer.status, answer.body, headers)

    async def _fetch(
        self, wire: Wire, target: Target, headers: Headers, note: Note, *, has_body: bool
    ) -> None:
        length = first(headers, b"content-length")
        if length is not None:
            self._allowance.demand_bytes(int(length))
        sent = self._placing.place(target, outward(headers))
        masks = self._placing.masks
        out = [(b"host", target.authority.encode()), *sent.headers]
        if masks:
            out = [one for one in out if one[0] not in {b"accept-encoding", b"range", b"if-range"}]
            out.append((b"accept-encoding", b"identity"))
        if has_body:
            out.append((b"transfer-encoding", b"chunked") if length is None else (b"content-length", length))
        else:
            await wire.skip_body()
        self._count_out(note, self._allowance, len(target.path) + len(target.query) + _size(out))
        body = self._outgoing(wire, note) if has_body else None
        async with self._sources.answer(note.method.encode(), sent.target, out, body) as response:
            await self._pass_on(wire, target, response, note)

    async def _pass_on(self, wire: Wire, target: Target, response: httpcore.Response, note: Note) -> None:
        if not 200 <= response.status <= 599:
            raise failed("garbled", f"{target.host} answered with {response.status}, which is no answer.")
        masks = self._placing.masks
        headers = inward(response.headers)
        self._count_in(note, _size(headers))
        length = first(headers, b"content-length")
        has_body = note.method != "HEAD" and response.status not in {204, 304}
        if length is not None and has_body:
            self._allowance.demand_bytes(int(length))
        unpacking = _unpacking_of(headers) if masks and has_body else None
        if unpacking is not None:
            headers = [one for one in headers if one[0] not in {b"content-encoding", b"content-length"}]
        reason: bytes = response.extensions.get("reason_phrase", b"")
        note.status = response.status
        masked = [(name, masks.in_header(value)) for name, value in headers]
        wire.begin(response.status, masked, masks.in_header(reason))
        mask = masks.body() if masks else None
        async for piece in self._incoming(target, response, unpacking, note):
            await wire.send(mask.masked(piece) if mask else piece)
        for piece in mask.rest() if mask else ():
            await wire.send(piece)
        await wire.end()

    async def _incoming(
        self, target: Target, response: httpcore.Response, unpacking: Unpacking | None, note: Note
    ) -> AsyncIterator[bytes]:
        with telling(target):
            async for piece in response.aiter_stream():
                if unpacking is None:
                    self._count_in(note, len(piece))
                    yield piece
                    continue
                for plain in unpacking.unpacked(piece):
                    self._count_in(note, len(plain))
                    yield plain
        for plain in unpacking.rest() if unpacking else ():
            self._count_in(note, len(plain))
            yield plain

    async def _outgoing(self, wire: Wire, note: Note) -> AsyncIterator[bytes]:
        async for piece in self._counted_out(wire, note, self._allowance):
            if not self._placing.is_empty and has_placeholder(piece):
                raise not_allowed(
                    "secret_in_body",
                    "A secret is named in the body of a request, where it is not put in.",
                    "Name it in a header or in the address.",
                )
            yield piece

    async def _counted_out(self, wire: Wire, note: Note, allowance: Allowance) -> AsyncIterator[bytes]:
        async for piece in wire.body():
            self._count_out(note, allowance, len(piece))
            yield piece

    def _count_out(self, note: Note, allowance: Allowance, count: int) -> None:
        note.bytes_out += count
        allowance.take_bytes(count)

    def _count_in(self, note: Note, count: int) -> None:
        note.bytes_in += count
        self._allowance.take_bytes(count)


async def _served(service: Service, asked: ServiceRequest, target: Target) -> ServiceAnswer:
    try:
        return await service(asked)
    except RefusedError:
        raise
    except Exception as error:
        LOG.exception("A service of the sandbox failed: %s", target.host)
        raise failed("service_failed", f"{target.host} failed.", "Try again.") from error


def _said(headers: Headers) -> dict[str, str]:
    return {name.decode("latin-1"): value.decode("latin-1") for name, value in headers}


def _unpacking_of(headers: Headers) -> Unpacking | None:
    encoding = (first(headers, b"content-encoding") or b"identity").strip().lower()
    return None if encoding in {b"identity", b""} else Unpacking(encoding)


def _size(headers: Headers) -> int:
    return sum(len(name) + len(value) + 4 for name, value in headers)
