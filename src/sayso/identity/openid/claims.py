"""ID tokens of OpenID Connect: whether the provider signed one, for us, for this try, and what it says."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry

from sayso.errors import InputError
from sayso.identity.openid.errors import UntrustedAnswerError
from sayso.identity.people.normalization import email_of

__all__ = ["Claims", "KeySet", "claims_of", "is_safe_algorithm", "key_set"]

LEEWAY_SECONDS = 60
"""How far the clock of a provider may be off."""

LONGEST_NAME = 100

_SAFE = frozenset(
    {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519"}
)
"""Signatures that only the holder of a private key can make; never ``none``, never a shared secret."""


@dataclass(frozen=True, slots=True)
class Claims:
    """Who the provider says somebody is; the address is in lower case."""

    issuer: str
    subject: str
    email: str = ""
    is_verified: bool = False
    name: str = ""

    def completed(self, said: Mapping[str, Any]) -> "Claims":
        """The same person with what is said of address and name."""
        verified = said.get("email_verified")
        return replace(
            self,
            email=_address(said.get("email")) or self.email,
            is_verified=verified is True or (isinstance(verified, str) and verified == "true"),
            name=_name(said) or self.name,
        )


def is_safe_algorithm(name: object) -> bool:
    """Whether ID tokens may be signed in this way."""
    return isinstance(name, str) and name in _SAFE and name in JWSRegistry.algorithms


def key_set(data: Mapping[str, Any]) -> KeySet:
    """The provider's public keys; those that are no public keys are passed over.

    Raises ``ValueError`` when there is none that can be used.
    """
    keys = data.get("keys")
    public = (
        [one for one in keys if isinstance(one, dict) and one.get("kty") in {"RSA", "EC", "OKP"}]
        if (isinstance(keys, list))
        else []
    )
    try:
        return KeySet.import_key_set({"keys": public})
    except JoseError as error:
        raise ValueError("no usable key") from error


def claims_of(
    token: Mapping[str, Any],
    *,
    keys: KeySet,
    algorithms: frozenset[str],
    issuer: str,
    client_id: str,
    nonce: str,
) -> Claims:
    """What the ID token of a token answer says, once all of it is as it has to be.

    Raises:
        KeyError: it was signed with a key that is not among ``keys``.
        UntrustedAnswerError: anything else is wrong with it.
    """
    if not algorithms:
        raise UntrustedAnswerError("alg")
    registry = JWSRegistry(algorithms=algorithms, strict_check_header=False)
    try:
        decoded = jwt.decode(token["id_token"], keys, registry=registry)
        wanted = {
            "iss": {"essential": True, "value": issuer},
            "aud": {"essential": True, "value": client_id},
            "exp": {"essential": True},
            "nonce": {"essential": True},
        }
        known: dict[str, Any] = {"nonce": nonce, "client_id": client_id}
        if str(decoded.header["alg"])[-3:].isdigit():  # the others name no hash for at_hash
            known["access_token"] = token.get("access_token")
        claims = CodeIDToken(decoded.claims, decoded.header, wanted, known)
        claims.validate(leeway=LEEWAY_SECONDS)
    except InvalidKeyIdError as error:
        raise KeyError("kid") from error
    except (JoseError, ValueError, TypeError) as error:
        raise UntrustedAnswerError(str(getattr(error, "claim", "") or type(error).__name__)) from error
    if not claims["sub"]:
        raise UntrustedAnswerError("sub")
    return Claims(issuer, claims["sub"]).completed(claims)


def _address(said: object) -> str:
    """An e-mail address as it is kept; nothing where it can be none."""
    try:
        return email_of(said) if isinstance(said, str) else ""
    except InputError:
        return ""


def _name(said: Mapping[str, Any]) -> str:
    name = said.get("name") or " ".join(
        part for part in (said.get("given_name"), said.get("family_name")) if isinstance(part, str)
    )
    return name.strip()[:LONGEST_NAME] if isinstance(name, str) and name.isprintable() else ""
