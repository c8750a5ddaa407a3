"""Why a case cannot be tried."""

from sayso.errors import InputError


class WrongCaseError(InputError):
    """What the case is given makes no sense."""

    code = "wrong_case"
