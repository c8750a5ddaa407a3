"""What a module answers when a request cannot be met; ``sayso.web.problems`` gives each its status."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from uuid import UUID

from sayso.errors import ConflictError, DeniedError, InputError, NotFoundError, OperationError


@dataclass(frozen=True, slots=True)
class FieldError:
    """One field and what is wrong with its value, in words for the person who typed it."""

    field: str
    message: str


class MalformedError(InputError):
    """The request itself cannot be understood: broken JSON, an unknown filter, a bad cursor."""

    code = "malformed"


class InvalidFieldsError(InputError):
    """Values that the fields do not accept."""

    code = "invalid_fields"

    def __init__(self, errors: Sequence[FieldError], *, message: str | None = None) -> None:
        super().__init__(
            message or " ".join(error.message for error in errors[:3]),
            hint="Correct the fields named and send it again.",
            details={"errors": [asdict(error) for error in errors]},
        )
        self.errors = tuple(errors)


class NoSuchRowError(NotFoundError):
    """The row is not there, or this member may not see it; the answer is the same on purpose."""

    def __init__(self, label: str) -> None:
        super().__init__(
            f"There is no such {label.lower()}.", hint="It may have been deleted. Go back to the list."
        )


class RuleViolatedError(ConflictError):
    """A rule of the application forbids it."""

    code = "rule_violated"


class NotUniqueError(ConflictError):
    """Another row already has this value."""

    code = "not_unique"


class TransitionRefusedError(ConflictError):
    """The row cannot move to that state from where it is."""

    code = "transition_refused"


class InUseError(ConflictError):
    """Other rows still refer to this one."""

    code = "in_use"


class KeyReusedError(ConflictError):
    """The idempotency key came before with another request."""

    code = "idempotency_key_reused"


class VersionMismatchError(ConflictError):
    """Somebody changed the row since it was read."""

    code = "version_mismatch"


class SignInNeededError(DeniedError):
    """Nobody is signed in."""

    code = "sign_in_needed"


class TooLargeError(InputError):
    """More bytes than are accepted."""

    code = "too_large"


class QuotaSpentError(OperationError):
    """An agency keeps as many bytes of files as it may."""

    code = "quota_spent"


class WrongMediaTypeError(InputError):
    """The body is of a kind this call does not read."""

    code = "unsupported_media_type"


class ApplicationChangedError(OperationError):
    """The application was changed while the request was under way; nothing of it was done."""

    code = "application_changed"


class WrittenError(Exception):
    """A row was written, but the application was changed before it could be read back.

    Tells whoever looks the module up anew not to write it again.
    """

    def __init__(self, entity_id: str, row_id: UUID) -> None:
        super().__init__(f"row {row_id} was written")
        self.entity_id = entity_id
        self.row_id = row_id


class TimedOutError(OperationError):
    """The database took longer than a request may."""

    code = "timed_out"
