"""Programs reach the internet and what an operator opened, however a name or an address is dressed up."""

import socket
from typing import Any

import pytest

from sayso.errors import InputError
from sayso.sandbox.egress.hosts import PrivateHosts
from tests.sandbox.egress.conftest import Names, Ways
from tests.sandbox.egress.source import Source

NOT_PUBLIC = [
    "127.0.0.1", "127.1.2.3", "0.0.0.0", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1",  # noqa: S104 - not bound
    "100.64.0.1", "169.254.1.1", "192.0.0.1", "192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1",
    "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255",
    "::1", "::", "fe80::1", "fc00::1", "fd12:3456::1", "ff02::1", "fec0::1", "2001:db8::1", "100::1",
    "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:a00:1", "::127.0.0.1", "64:ff9b::a00:1",
    "64:ff9b::7f00:1", "64:ff9b:1::1", "2002:a00:1::", "2002:7f00:1::", "2001:0:a00:1::",
]  # fmt: skip
METADATA = [
    "169.254.169.254", "169.254.170.2", "fd00:ec2::254", "100.100.100.200", "168.63.129.16", "192.0.0.192",
    "::ffff:169.254.169.254", "64:ff9b::a9fe:a9fe", "2002:a9fe:a9fe::",
]  # fmt: skip


@pytest.mark.parametrize("address", NOT_PUBLIC)
async def test_no_name_leads_to_an_address_that_is_not_public(way: Ways, names: Names, address: str) -> None:
    names.answers["nice.example"] = [[address]]
    async with way(private="") as door:
        for url in ("https://nice.example/", f"http://{f'[{address}]' if ':' in address else address}/"):
            answer = await door.get(url)
            assert (answer.status, answer.code) == (403, "private_address"), answer.body


@pytest.mark.parametrize("address", METADATA)
async def test_where_machines_keep_credentials_nobody_gets_even_if_the_network_is_open(
    way: Ways, names: Names, address: str
) -> None:
    names.answers["nice.example"] = [[address]]
    async with way(private="0.0.0.0/0,::/0,nice.example") as door:
        assert (await door.get("http://nice.example/latest/meta-data/")).code == "metadata_address"


@pytest.mark.parametrize("mixed", [["93.184.216.34", "10.0.0.1"], ["10.0.0.1", "93.184.216.34"]])
async def test_a_name_with_one_private_address_among_others_leads_nowhere(
    way: Ways, names: Names, mixed: list[str]
) -> None:
    names.answers["mixed.example"] = [mixed]
    async with way() as door:
        assert (await door.get("http://mixed.example/")).code == "private_address"


@pytest.mark.parametrize("text", ["2130706433", "0x7f000001", "017700000001", "127.1", "0x7f.1"])
async def test_other_ways_of_writing_numbers_are_judged_by_what_they_resolve_to(
    way: Ways, names: Names, text: str
) -> None:
    names.answers[text] = [[socket.gethostbyname(text)]]
    async with way(private="") as door:
        assert (await door.get(f"http://{text}/")).code == "private_address"


async def test_a_name_that_changes_its_address_is_judged_again_and_never_looked_up_twice(
    way: Ways, source: Source, names: Names, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is connected to is what was judged: nothing after the judge resolves the name once more."""
    names.answers["rebind.example"] = [["127.0.0.1"], ["127.0.0.2"]]

    def no_lookup(host: Any, *_: Any, **__: Any) -> Any:
        raise AssertionError(f"{host} was looked up past the judge")

    monkeypatch.setattr(socket, "getaddrinfo", no_lookup)
    url = f"http://rebind.example:{source.port}/once"
    async with way() as door:
        assert (await door.get(url)).status == 200
        assert names.asked == ["rebind.example"]
        second = await door.get(url)
    assert second.code == "private_address"
    assert names.asked == ["rebind.example"] * 2
    assert source.connections == 1


async def test_a_redirect_to_a_private_address_is_refused_on_its_second_hop(
    way: Ways, source: Source
) -> None:
    async with way() as door:
        first = await door.get(source.url("/redirect?to=http://169.254.169.254/latest/"))
        assert first.status == 302
        second = await door.get(first.headers["location"])
    assert second.code == "metadata_address"
    assert [one.status for one in door.door.records] == [302, None]


async def test_an_address_of_this_machine_is_its_own_network_although_it_is_public(
    way: Ways, names: Names, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sayso.sandbox.egress.dialler._OWN", {"93.184.216.34"})
    names.answers["me.example"] = [["93.184.216.34"]]
    async with way() as door:
        assert (await door.get("http://me.example/")).code == "private_address"


async def test_a_name_that_nobody_knows_is_said_to_be_unknown(way: Ways) -> None:
    async with way() as door:
        answer = await door.get("http://nowhere.example/")
    assert (answer.status, answer.problem["detail"]) == (502, "There is no host nowhere.example.")


@pytest.mark.parametrize(
    ("opened", "is_open"),
    [
        ("127.0.0.1:{port}", True),
        ("127.0.0.0/8", True),
        ("inside.example:{port}", True),
        ("inside.example", True),
        ("127.0.0.1:1", False),
        ("10.0.0.0/8", False),
        ("inside.example:1", False),
        ("example", False),
        ("", False),
    ],
)
async def test_an_operator_opens_hosts_ports_and_networks(
    way: Ways, source: Source, names: Names, opened: str, is_open: bool
) -> None:
    names.answers["inside.example"] = [["127.0.0.1"]]
    async with way(private=opened.format(port=source.port)) as door:
        answer = await door.get(f"http://inside.example:{source.port}/")
    assert answer.code == ("" if is_open else "private_address")


@pytest.mark.parametrize("wrong", ["10.0.0.0/33", "http://inside.example", "*.inside.example", ":80"])
def test_a_setting_that_means_nothing_is_refused_at_the_start(wrong: str) -> None:
    with pytest.raises(InputError, match="SAYSO_SANDBOX_PRIVATE_HOSTS"):
        PrivateHosts.of(wrong)
