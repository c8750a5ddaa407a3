"""Why a dashboard is not shown to more people."""

from sayso.errors import ConflictError


class RightsNotConfirmedError(ConflictError):
    """Its blocks read applications, and nobody confirmed that others may see that."""

    code = "rights_not_confirmed"

    def __init__(self, confirmation: str) -> None:
        super().__init__(confirmation, hint="Confirm it if these people may see that.")
