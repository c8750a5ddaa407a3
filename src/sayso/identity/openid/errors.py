"""What can go wrong between here, a provider of OpenID Connect and the person, with the way out."""

from sayso.errors import DeniedError, InputError, OperationError


class CancelledError(InputError):
    """The person, or the provider for them, broke the sign-in off."""

    code = "sign_in_cancelled"

    def __init__(self, provider: str, reason: str) -> None:
        cancelled = reason in {"access_denied", "user_cancelled", "interaction_required", "login_required"}
        said = "" if cancelled else f" ({reason[:60]})"
        super().__init__(
            f"You did not finish signing in with {provider}{said}.",
            hint="Nothing has changed. Try again, or sign in another way.",
        )


class ProviderDownError(OperationError):
    """The provider cannot be spoken to."""

    code = "provider_down"

    def __init__(self, provider: str, reason: str) -> None:
        super().__init__(
            f"{provider} cannot be reached right now.",
            hint="Try again in a moment, or sign in with your e-mail address and password.",
            details={"reason": reason},
        )


class ProviderRefusedError(InputError):
    """The provider does not accept the code, or does not accept this Sayso."""

    code = "provider_refused"

    def __init__(self, provider: str, reason: str) -> None:
        super().__init__(
            f"{provider} did not accept the sign-in ({reason[:60]}).",
            hint="Start again. If it happens every time, the client of the provider is set up wrongly here.",
        )


class UntrustedAnswerError(InputError):
    """What came back does not belong to this try, or was not said by the provider; ``part`` says what."""

    code = "untrusted_answer"

    def __init__(self, part: str) -> None:
        super().__init__(
            "This sign-in cannot be trusted, so it was stopped.",
            hint="It may have been started in another window or too long ago. Start again from here.",
            details={"part": part},
        )
        self.part = part


class EmailNotVerifiedError(DeniedError):
    """The provider does not vouch for the address."""

    code = "email_not_verified"

    def __init__(self, provider: str, email: str) -> None:
        named = f"that {email} is yours" if email else "what your e-mail address is"
        super().__init__(
            f"{provider} has not confirmed {named}.",
            hint=f"Confirm the address with {provider}, then try again; or sign in with a password.",
        )


class NobodyInvitedError(DeniedError):
    """There is no user of this address, and none may be made."""

    code = "nobody_invited"

    def __init__(self, email: str) -> None:
        super().__init__(
            f"Nobody with the address {email} has an account here.",
            hint="Ask an administrator of your agency to invite this address.",
        )


class UserDisabledError(DeniedError):
    """The account is closed."""

    code = "user_disabled"

    def __init__(self) -> None:
        super().__init__(
            "This account has been disabled.", hint="Ask an administrator of your agency to enable it."
        )


class OtherIdentityError(DeniedError):
    """The user of this address signs in with another account of the same provider."""

    code = "other_identity"

    def __init__(self, provider: str, email: str) -> None:
        super().__init__(
            f"{email} is connected with another account of {provider}.",
            hint="Sign in with that one or with your password; “Account” lets you disconnect it.",
        )


class ProviderMisplacedError(OperationError):
    """The settings of the provider name an agency that is not there."""

    code = "provider_misplaced"

    def __init__(self, provider: str, agency: str) -> None:
        super().__init__(
            f"{provider} is set up here for an agency “{agency}” that is not there.",
            hint="Whoever runs this Sayso can correct it in SAYSO_OPENID.",
        )
