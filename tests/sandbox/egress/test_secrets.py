"""Secrets go to their hosts alone; a program neither has them nor gets them back."""

import base64
import json
import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from sayso.sandbox.egress.secret_mask import Masks
from sayso.sandbox.types import Reach, Secret
from tests.sandbox.egress.conftest import Ways
from tests.sandbox.egress.source import Source

VALUE = "s3cr3t/with+odd=chars&more"
NAMED = "{{secret:KEY}}"


def key(*hosts: str) -> dict[str, Secret]:
    """The one secret, for these hosts."""
    return {"KEY": Secret(SecretStr(VALUE), hosts)}


async def test_a_secret_is_put_into_headers_and_query_and_the_record_has_none_of_it(
    way: Ways, source: Source, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with way(secrets=key(source.host)) as door:
        headers = {"authorization": f"Bearer {NAMED}", "x-other": f"a {NAMED} b"}
        await door.get(source.url("/say?plain={{secret:KEY}}&coded=%7B%7Bsecret%3AKEY%7D%7D&x=1"), headers)
        (record,) = door.door.records
    heard = source.heard[0]
    assert heard.header("authorization") == f"Bearer {VALUE}"
    assert heard.header("x-other") == f"a {VALUE} b"
    coded = "s3cr3t%2Fwith%2Bodd%3Dchars%26more"
    assert heard.target == f"/say?plain={coded}&coded={coded}&x=1"
    assert "s3cr3t" not in repr(record)
    assert "s3cr3t" not in caplog.text


async def test_a_password_of_basic_sign_in_may_be_a_secret(way: Ways, source: Source) -> None:
    token = base64.b64encode(f"ada:{NAMED}".encode()).decode()
    async with way(secrets=key(source.host)) as door:
        answer = await door.get(source.url("/echo"), {"authorization": f"Basic {token}"})
    sent = str(source.heard[0].header("authorization"))
    assert base64.b64decode(sent.removeprefix("Basic ")).decode() == f"ada:{VALUE}"
    assert sent.removeprefix("Basic ").encode() not in answer.body


@pytest.mark.parametrize("place", ["header", "query", "basic", "path"])
async def test_a_secret_for_another_host_goes_nowhere(way: Ways, source: Source, place: str) -> None:
    headers, path = {}, "/say"
    if place == "header":
        headers["x-key"] = NAMED
    elif place == "basic":
        headers["authorization"] = "Basic " + base64.b64encode(f"a:{NAMED}".encode()).decode()
    else:
        path = f"/say?key={NAMED}" if place == "query" else f"/{NAMED}/say"
    async with way(secrets=key("api.example.com")) as door:
        answer = await door.get(source.url(path), headers)
    assert (answer.status, answer.code) == (403, "secret_elsewhere")
    assert answer.problem["hint"] == "It is for api.example.com; who looks after secrets can add a host."
    assert source.connections == 0


async def test_a_secret_that_is_not_there_is_named_with_those_that_are(way: Ways, source: Source) -> None:
    async with way(secrets=key(source.host)) as door:
        answer = await door.get(source.url("/"), {"x-key": "{{secret:KYE}}"})
    assert answer.problem["detail"] == "There is no secret KYE for this program."
    assert answer.problem["hint"] == "It may use KEY."


async def test_a_host_that_a_secret_lists_is_not_reached_for_that(way: Ways, source: Source) -> None:
    async with way(secrets=key(source.host), reach=Reach.LISTED, hosts=("api.example",)) as door:
        assert (await door.get(source.url("/"), {"x-key": NAMED})).code == "not_listed"


async def test_no_secret_travels_in_the_open_over_the_internet(way: Ways, source: Source) -> None:
    async with way(secrets=key("api.example.com")) as door:
        answer = await door.get("http://api.example.com/", {"x-key": NAMED})
    assert answer.code == "secret_in_the_open"


async def test_a_secret_in_a_body_is_refused_with_the_way_out(way: Ways, source: Source) -> None:
    async with way(secrets=key(source.host)) as door:
        answer = await door.ask("POST", source.url("/echo"), {}, json.dumps({"key": NAMED}).encode())
    assert answer.problem["hint"] == "Name it in a header or in the address."


async def test_what_a_source_repeats_is_masked_in_its_body_and_named_in_its_headers(
    way: Ways, source: Source
) -> None:
    async with way(secrets=key(source.host)) as door:
        echoed = await door.get(source.url("/echo?key={{secret:KEY}}"), {"x-key": NAMED})
        header = await door.get(source.url("/header?text={{secret:KEY}}"))
        later = await door.get(source.url("/say?text=s3cr3t%2Fwith%2Bodd%3Dchars%26more!"))
    assert b"s3cr3t" not in echoed.body
    assert dict(echoed.json["headers"])["x-key"] == "*" * len(VALUE)
    assert header.headers["x-said"] == NAMED
    assert later.body == b"*" * len(VALUE) + b"!"


async def test_a_redirect_with_a_secret_in_it_can_be_followed_but_not_elsewhere(
    way: Ways, source: Source
) -> None:
    async with way(secrets=key(source.host)) as door:
        here = await door.get(source.url(f"/redirect?to={source.url('/say?key=')}{NAMED}"))
        assert here.headers["location"] == source.url(f"/say?key={NAMED}")
        assert (await door.get(here.headers["location"])).status == 200
        away = await door.get(source.url(f"/redirect?to=https://evil.example/?key={NAMED}"))
        assert (await door.get(away.headers["location"])).code == "secret_elsewhere"


async def test_a_secret_that_comes_letter_by_letter_is_masked(way: Ways, source: Source) -> None:
    async with way(secrets=key(source.host)) as door:
        await door.get(source.url("/"), {"x-key": NAMED})
        parted = await door.get(source.url(f"/pieces?text=<{VALUE.replace('+', '%2B').replace('&', '%26')}>"))
    assert parted.body == b"<" + b"*" * len(VALUE) + b">"


async def test_a_packed_answer_is_unpacked_and_masked_and_counted_by_what_is_in_it(
    way: Ways, source: Source
) -> None:
    text = "/packed?text={{secret:KEY}}"
    async with way(secrets=key(source.host), most_bytes=300_000) as door:
        answer = await door.get(source.url(text), {"accept-encoding": "gzip", "range": "bytes=0-3"})
        assert answer.body == b"*" * len(VALUE)
        assert "content-encoding" not in answer.headers
        heard = source.heard[0]
        assert (heard.header("accept-encoding"), heard.header("range")) == ("identity", None)
        with pytest.raises(Exception, match=r"(?i)closed"):
            await door.get(source.url(f"{text}&times=100000"))
        assert door.door.records[-1].bytes_in < 400_000


async def test_a_packed_answer_passes_untouched_where_no_secret_was_used(way: Ways, source: Source) -> None:
    async with way() as door:
        answer = await door.get(source.url("/packed?text=hello"))
    assert answer.headers["content-encoding"] == "gzip"


@given(
    before=st.text("ab*", max_size=12),
    after=st.text("ab*", max_size=12),
    value=st.text("ab", min_size=4, max_size=8),
    cuts=st.lists(st.integers(1, 3), max_size=30),
)
def test_however_a_body_is_parted_no_secret_comes_through_and_its_length_stays(
    before: str, after: str, value: str, cuts: list[int]
) -> None:
    masks = Masks()
    masks.add_secret("KEY", value)
    text, shown, mask = f"{before}{value}{after}".encode(), b"", masks.body()
    at = 0
    for size in [*cuts, len(text)]:
        shown += mask.masked(text[at : at + size])
        at += size
    shown += b"".join(mask.rest())
    assert len(shown) == len(text)
    assert value.encode() not in shown
