"""``bot.sayso``: reads what a bot says, and answers it. Whatever it says, it speaks of its own run alone."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeVar
from urllib.parse import unquote

import orjson
from pydantic import BaseModel, TypeAdapter, ValidationError

from sayso.bots.host.bodies import ApprovalBody, CallsBody, Name, NoticeBody, StepBody, ValueBody
from sayso.bots.host.errors import LostError, NotGrantedError
from sayso.bots.host.limits import LONGEST_KEY, LONGEST_NAME, demand_value
from sayso.bots.host.ports import Json, Keeping
from sayso.errors import AppError, InputError, NotFoundError, OperationError
from sayso.sandbox.types import ServiceAnswer, ServiceRequest

BOT_HOST = "bot.sayso"
_Read = TypeVar("_Read", bound=BaseModel)
_NAME: TypeAdapter[str] = TypeAdapter(Name)
_STATUS: tuple[tuple[type[AppError], int], ...] = (
    (LostError, 409),
    (NotGrantedError, 403),
    (NotFoundError, 404),
    (InputError, 400),
    (OperationError, 502),
)


class Answering:
    """Answers one attempt of a run."""

    def __init__(self, keeping: Keeping) -> None:
        self._keeping = keeping
        self._waits = False

    async def answer(self, request: ServiceRequest) -> ServiceAnswer:
        """What the bot is answered, or a problem that says why it is not."""
        try:
            return await self._answer(request)
        except AppError as error:
            status = next((status for kind, status in _STATUS if isinstance(error, kind)), 500)
            said = f"{error.message} {error.hint}".strip()
            return _json({"detail": said, "code": error.code}, status)

    async def _answer(self, request: ServiceRequest) -> ServiceAnswer:
        if self._waits:
            raise LostError("This run waits for a person to decide.")
        place, _, _ = request.path.partition("?")
        kind, _, rest = place.lstrip("/").partition("/")
        handlers: Mapping[tuple[str, str], Callable[[str, bytes], Awaitable[ServiceAnswer]]] = {
            ("GET", "state"): self._state,
            ("PUT", "state"): self._keep,
            ("DELETE", "state"): self._forget,
            ("PUT", "steps"): self._step,
            ("POST", "calls"): self._calls,
            ("POST", "approvals"): self._approve,
            ("POST", "notices"): self._notify,
        }
        handler = handlers.get((request.method, kind))
        if handler is None:
            raise NotFoundError("A bot is not answered there.", hint="Use ctx.")
        return await handler(unquote(rest), request.body)

    async def _state(self, key: str, _: bytes) -> ServiceAnswer:
        if not key:
            return _json({"items": await self._keeping.state()})
        found = await self._keeping.value(key)
        if found is None:
            raise NotFoundError("There is no such value.")
        return ServiceAnswer(200, b'{"value":%b}' % found.text.encode())

    async def _keep(self, key: str, body: bytes) -> ServiceAnswer:
        if not 1 <= len(key) <= LONGEST_KEY or "\0" in key:
            raise InputError(f"The name of a value has 1 to {LONGEST_KEY} characters.")
        value = _value(_read(ValueBody, body).value)
        demand_value(f"The value “{key[:60]}”", value.size)
        await self._keeping.keep(key, value)
        return _NOTHING

    async def _forget(self, key: str, _: bytes) -> ServiceAnswer:
        await self._keeping.forget(key)
        return _NOTHING

    async def _step(self, name: str, body: bytes) -> ServiceAnswer:
        try:
            _NAME.validate_python(name)
        except ValidationError:
            raise InputError(
                f"The name of a step has 1 to {LONGEST_NAME} characters and does not begin with @."
            ) from None
        read = _read(StepBody, body)
        value = _value(read.value)
        demand_value(f"What the step “{name[:60]}” gives", value.size)
        await self._keeping.step(name, value, read.seconds)
        return _NOTHING

    async def _calls(self, _: str, body: bytes) -> ServiceAnswer:
        await self._keeping.calls(_values(_read(CallsBody, body).calls))
        return _NOTHING

    async def _approve(self, _: str, body: bytes) -> ServiceAnswer:
        read = _read(ApprovalBody, body)
        said = await self._keeping.approve(read.number, read.text, _values(read.calls))
        self._waits = said.decision is None
        return _json({"decision": said.decision, "comment": said.comment})

    async def _notify(self, _: str, body: bytes) -> ServiceAnswer:
        await self._keeping.notify(_read(NoticeBody, body))
        return _NOTHING


def _read(kind: type[_Read], body: bytes) -> _Read:
    try:
        return kind.model_validate_json(body)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"][:3])
        raise InputError(f"{where or 'What was sent'}: {first['msg']}.") from None


def _values(calls: Mapping[str, Any]) -> dict[str, Json]:
    found = {key: _value(value) for key, value in calls.items()}
    for value in found.values():
        demand_value("What a call gave", value.size)
    return found


def _value(value: Any) -> Json:
    try:
        return Json.of(value)
    except TypeError:  # whole numbers beyond 64 bits, and the like
        raise InputError(
            "A number in it is too large to be kept, or it is nested too deeply.", hint="Give it as text."
        ) from None


def _json(value: object, status: int = 200) -> ServiceAnswer:
    return ServiceAnswer(status, orjson.dumps(value))


_NOTHING = ServiceAnswer(204, b"")
