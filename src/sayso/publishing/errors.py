"""Why nothing was published. Each is a conflict with the present state, and that state was left as it was.

ConflictError
├── ConfirmationNeededError   values leave the live tables, or there is no way back
├── ChoiceNeededError         somebody has to say what becomes of rows that do not fit
├── ApprovalNeededError       it lets somebody reach further, and somebody else has to approve that
├── ProofFailedError          the code does not hold, or does not do what the spec says
├── MergeConflictError        a generation and a hand edit changed the same lines
├── OutdatedError             somebody published meanwhile
└── NothingThereError         there is nothing to undo or redo
"""

from sayso.errors import ConflictError


class ConfirmationNeededError(ConflictError):
    """Values leave the live tables, or there is no way back; ``details["plan"]`` says which."""

    code = "confirmation_needed"


class ChoiceNeededError(ConflictError):
    """Rows do not fit and nobody said what becomes of them; ``details["plan"]`` names the decisions."""

    code = "choice_needed"


class ApprovalNeededError(ConflictError):
    """It lets somebody reach further than now; ``details["widens"]`` says how. It waits to be approved."""

    code = "approval_needed"


class ProofFailedError(ConflictError):
    """What was made does not hold; ``details["diagnostics"]`` name each element."""

    code = "proof_failed"


class MergeConflictError(ConflictError):
    """Hand edits and the new generation changed the same lines; ``details["files"]`` names the files."""

    code = "merge_conflict"


class OutdatedError(ConflictError):
    """The change was made for a revision that is no longer the present one."""

    code = "outdated"


class NothingThereError(ConflictError):
    """The timeline does not go on in that direction."""

    code = "nothing_there"
