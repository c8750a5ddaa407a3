"""Why a session does not do what it is asked; its state was left as it was.

ConflictError
├── TurnRunningError      a message is being worked on
├── SessionEndedError     the session was cancelled
├── NoTurnError           there is no turn that could be stopped or waited for
└── DoesNotFitError       the module went on elsewhere, and what was made here does not fit it any more
"""

from sayso.errors import ConflictError


class TurnRunningError(ConflictError):
    """A message is being worked on."""

    code = "turn_running"

    def __init__(self) -> None:
        super().__init__(
            "A message is being worked on.", hint="Wait for it, skip what it waits for, or cancel it."
        )


class SessionEndedError(ConflictError):
    """The session was cancelled."""

    code = "session_ended"


class NoTurnError(ConflictError):
    """There is no turn that this could be done to."""

    code = "no_turn"


class DoesNotFitError(ConflictError):
    """The module went on elsewhere; ``details["diagnostics"]`` name what does not fit any more."""

    code = "does_not_fit"
