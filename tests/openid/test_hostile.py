"""What is not trusted: answers that no honest provider gives, for this browser, this try and this client."""

import time
from collections.abc import Callable, Iterator
from threading import Event
from typing import Any

import pytest

from sayso.identity.openid import provider as openid
from sayso.identity.openid.errors import ProviderDownError, ProviderRefusedError, UntrustedAnswerError
from sayso.identity.openid.provider import Departure, Provider
from sayso.settings import OpenIdProvider
from tests.openid.hostile import Answer, HostileProvider, hostile_provider, key_named

pytestmark = pytest.mark.rotating(25)

DEPARTURE = Departure.of("a seed", b"a key")
BACK = {"code": "a code", "state": DEPARTURE.state}
ELSEWHERE = "https://elsewhere.example"
Made = Callable[[HostileProvider], str]


@pytest.fixture
def hostile() -> Iterator[HostileProvider]:
    with hostile_provider() as running:
        running.id_token = lambda: running.signed(nonce=DEPARTURE.nonce)
        yield running


@pytest.fixture
def known(hostile: HostileProvider) -> Provider:
    return Provider(
        OpenIdProvider(name="hostile", issuer=hostile.issuer, client_id="sayso", client_secret="s"),
        "http://localhost:8400/signin/openid/hostile/callback",
    )


async def test_a_good_answer_is_good(known: Provider) -> None:
    claims = await known.arrival(DEPARTURE, BACK)
    assert (claims.subject, claims.email, claims.is_verified) == ("ada", "ada@example.com", True)


def of(**changed: Any) -> Made:
    return lambda hostile: hostile.signed(**({"nonce": DEPARTURE.nonce} | changed))


WRONG: dict[str, Made] = {
    "another nonce": of(nonce="another"),
    "no nonce": of(nonce=None),
    "another audience": of(aud="somebody-else"),
    "several audiences and no party": of(aud=["sayso", "somebody-else"]),
    "several audiences for another party": of(aud=["sayso", "somebody-else"], azp="somebody-else"),
    "no audience": of(aud=None),
    "another issuer": of(iss=ELSEWHERE),
    "no issuer": of(iss=None),
    "expired": of(exp=int(time.time()) - 3600),
    "no end": of(exp=None),
    "an end that is no time": of(exp="never"),
    "made in the future": of(iat=int(time.time()) + 3600),
    "not yet good": of(nbf=int(time.time()) + 3600),
    "no subject": of(sub=None),
    "an empty subject": of(sub=""),
    "a subject that is no text": of(sub=["ada"]),
    "for another access token": of(at_hash="bm90IHRoZSBoYXNo"),
    "unsigned": lambda hostile: hostile.unsigned(nonce=DEPARTURE.nonce),
    "signed with the public key": lambda hostile: hostile.signed_with_the_public_key(nonce=DEPARTURE.nonce),
    "signed by somebody else": of(key=key_named("stray")),
    "signature cut off": lambda hostile: hostile.signed(nonce=DEPARTURE.nonce).rpartition(".")[0] + ".",
    "no token at all": lambda _: "gibberish",
    "an empty token": lambda _: "",
}


@pytest.mark.parametrize("made", WRONG.values(), ids=WRONG)
async def test_an_id_token_is_not_trusted_with(hostile: HostileProvider, known: Provider, made: Made) -> None:
    hostile.id_token = lambda: made(hostile)
    with pytest.raises(UntrustedAnswerError):
        await known.arrival(DEPARTURE, BACK)


async def test_unsigned_tokens_are_refused_even_where_nothing_else_is_offered(
    hostile: HostileProvider, known: Provider
) -> None:
    hostile.metadata["id_token_signing_alg_values_supported"] = ["none", "HS256"]
    for made in (hostile.unsigned, hostile.signed_with_the_public_key, hostile.signed):
        hostile.id_token = lambda made=made: made(nonce=DEPARTURE.nonce)  # type: ignore[misc]
        with pytest.raises(UntrustedAnswerError):
            await known.arrival(DEPARTURE, BACK)


async def test_keys_are_asked_for_once_more_when_one_is_unknown(
    hostile: HostileProvider, known: Provider
) -> None:
    await known.arrival(DEPARTURE, BACK)
    hostile.keys = {"two": key_named("two")}
    hostile.id_token = lambda: hostile.signed("two", nonce=DEPARTURE.nonce)
    assert (await known.arrival(DEPARTURE, BACK)).subject == "ada"
    assert hostile.asked.count("/jwks") == 2
    hostile.id_token = lambda: hostile.signed("three", key_named("stray"), nonce=DEPARTURE.nonce)
    with pytest.raises(UntrustedAnswerError):
        await known.arrival(DEPARTURE, BACK)
    assert hostile.asked.count("/jwks") == 3
    assert hostile.asked.count("/.well-known/openid-configuration") == 1


@pytest.mark.parametrize(
    "back",
    [
        {"code": "a code"},
        {"code": "a code", "state": "another"},
        {"code": "a code", "state": "ünother"},
        {"state": DEPARTURE.state},
        {"code": "", "state": DEPARTURE.state},
        {**BACK, "iss": ELSEWHERE},
        {"state": DEPARTURE.state, "error": "access_denied", "iss": ELSEWHERE},
    ],
)
async def test_a_way_back_that_is_not_of_this_try_is_not_followed(
    hostile: HostileProvider, known: Provider, back: dict[str, str]
) -> None:
    with pytest.raises(UntrustedAnswerError):
        await known.arrival(DEPARTURE, back)
    assert "/token" not in hostile.asked


async def test_a_provider_that_promises_to_name_itself_has_to(
    hostile: HostileProvider, known: Provider
) -> None:
    hostile.metadata["authorization_response_iss_parameter_supported"] = True
    with pytest.raises(UntrustedAnswerError):
        await known.arrival(DEPARTURE, BACK)
    assert (await known.arrival(DEPARTURE, {**BACK, "iss": hostile.issuer})).subject == "ada"


async def test_user_info_of_somebody_else_is_not_taken(hostile: HostileProvider, known: Provider) -> None:
    hostile.id_token = lambda: hostile.signed(nonce=DEPARTURE.nonce, email=None)
    hostile.userinfo = {"sub": "eve", "email": "ada@example.com", "email_verified": True}
    with pytest.raises(UntrustedAnswerError):
        await known.arrival(DEPARTURE, BACK)
    hostile.userinfo["sub"] = "ada"
    assert (await known.arrival(DEPARTURE, BACK)).is_verified


@pytest.mark.parametrize("verified", [False, None, "yes", 1, [True], {"is": True}])
async def test_only_a_plain_yes_counts_as_verified(
    hostile: HostileProvider, known: Provider, verified: object
) -> None:
    hostile.id_token = lambda: hostile.signed(nonce=DEPARTURE.nonce, email_verified=verified)
    assert (await known.arrival(DEPARTURE, BACK)).is_verified is False


BROKEN = {
    "500": Answer({"error": "broken"}, 500),
    "no JSON": Answer(body=b"<html>gateway</html>"),
    "no object": Answer(["keys"]),
    "elsewhere": Answer(status=302, headers={"location": ELSEWHERE}),
    "too long": Answer({"issuer": "x" * (1 << 20)}),
}


@pytest.mark.parametrize("answer", BROKEN.values(), ids=BROKEN)
@pytest.mark.parametrize("path", ["/.well-known/openid-configuration", "/jwks", "/token", "/userinfo"])
async def test_a_provider_that_is_broken_is_said_to_be_down(
    hostile: HostileProvider, known: Provider, path: str, answer: Answer
) -> None:
    hostile.id_token = lambda: hostile.signed(nonce=DEPARTURE.nonce, email=None)
    hostile.answers[path] = lambda: answer
    with pytest.raises(ProviderDownError):
        await known.arrival(DEPARTURE, BACK)


@pytest.mark.parametrize("path", ["/.well-known/openid-configuration", "/jwks", "/token"])
async def test_a_provider_that_never_answers_is_not_waited_for_longer_than_is_bearable(
    hostile: HostileProvider, known: Provider, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(openid, "PATIENCE_SECONDS", 0.5)
    over = Event()

    def never() -> Answer:
        over.wait()
        return Answer({})

    hostile.answers[path] = never
    with pytest.raises(ProviderDownError):
        await known.arrival(DEPARTURE, BACK)
    over.set()


@pytest.mark.parametrize(
    "keys", [{}, {"keys": []}, {"keys": "none"}, {"keys": [{"kty": "oct", "k": "c2VjcmV0"}]}, {"keys": [7]}]
)
async def test_keys_that_are_no_public_keys_are_none(
    hostile: HostileProvider, known: Provider, keys: dict[str, Any]
) -> None:
    hostile.answers["/jwks"] = lambda: Answer(keys)
    with pytest.raises(ProviderDownError):
        await known.arrival(DEPARTURE, BACK)


@pytest.mark.parametrize(
    "changed",
    [
        {"issuer": ELSEWHERE},
        {"issuer": None},
        {"token_endpoint": "ftp://127.0.0.1/token"},
        {"jwks_uri": None},
        {"authorization_endpoint": "javascript:alert(1)"},
    ],
)
async def test_what_a_provider_says_of_itself_has_to_fit(
    hostile: HostileProvider, known: Provider, changed: dict[str, Any]
) -> None:
    hostile.metadata |= changed
    with pytest.raises(ProviderDownError):
        await known.way_there(DEPARTURE)


async def test_a_refusal_of_the_token_endpoint_is_told(hostile: HostileProvider, known: Provider) -> None:
    refusal = {"error": "invalid_client", "error_description": "no such client"}
    hostile.answers["/token"] = lambda: Answer(refusal, 401)
    with pytest.raises(ProviderRefusedError) as told:
        await known.arrival(DEPARTURE, BACK)
    assert "invalid_client" in told.value.message


async def test_one_that_is_not_there_at_all_is_down() -> None:
    gone = OpenIdProvider(name="gone", issuer="http://127.0.0.1:9", client_id="sayso")
    with pytest.raises(ProviderDownError):
        await Provider(gone, "http://localhost:8400/back").way_there(DEPARTURE)
