"""Why somebody is not let in; ``sayso.web.problems`` gives each its status."""

from sayso.errors import DeniedError, InputError


class WrongCredentialsError(InputError):
    """No active user has this e-mail address and this password; which of the two is not said."""

    code = "wrong_credentials"

    def __init__(self) -> None:
        super().__init__(
            "E-mail address and password do not belong together.",
            hint="Check both, or choose a new password with “Forgot password”.",
        )


class SwitchedOffError(DeniedError):
    """The user was switched off."""

    code = "account_off"

    def __init__(self) -> None:
        super().__init__("This account was switched off.", hint="Ask an administrator of your agency.")


class GrantRefusedError(InputError):
    """A refresh token that is unknown, expired, used already, or whose session ended."""

    code = "invalid_grant"

    def __init__(self) -> None:
        super().__init__("This refresh token is not valid any more.", hint="Sign in again.")


class WeakPasswordError(InputError):
    """A password that is too short, too long or too easy to guess; ``field`` is where it was typed."""

    code = "weak_password"

    def __init__(self, message: str, field: str) -> None:
        super().__init__(
            message,
            hint="Four words that do not belong together are easy to remember.",
            details={"errors": [{"field": field, "message": message}]},
        )


class WrongPasswordError(InputError):
    """Somebody who is signed in typed a password that is not theirs."""

    code = "wrong_password"

    def __init__(self) -> None:
        message = "This is not your present password."
        super().__init__(
            message,
            hint="Whoever does not know it any more signs out and uses “Forgot password”.",
            details={"errors": [{"field": "current", "message": message}]},
        )
