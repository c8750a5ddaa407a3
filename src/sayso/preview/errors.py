"""What can go wrong with a preview."""

from sayso.errors import ConflictError


class BrokenPreviewError(ConflictError):
    """The files do not fit together; ``details`` name the first place."""

    code = "preview_broken"
