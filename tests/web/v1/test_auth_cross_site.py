"""Requests that a page elsewhere makes a browser send with somebody's cookie."""

from tests.support.running import RunningSayso
from tests.web.v1.people import EMAIL, PASSWORD, make_person, open_browser, open_program, signed_in

OWN = {"origin": "http://localhost:8400"}
MODULE = {"origin": "http://salon.localhost:8400"}
REFUSED = {
    "nothing said": {},
    "another site": {"origin": "https://evil.example", "sec-fetch-site": "cross-site"},
    "a module, which is the same site": MODULE | {"sec-fetch-site": "same-site"},
    "a module, by a browser that says less": MODULE,
    "another port": {"origin": "http://localhost:9999"},
    "another scheme": {"origin": "https://localhost:8400"},
    "a name that begins like ours": {"origin": "http://localhost:8400.evil.example"},
    "a page without an origin": {"origin": "null"},
    "our origin and another site": OWN | {"sec-fetch-site": "cross-site"},
    "the address bar": {"sec-fetch-site": "none"},
    "a referrer alone": {"referer": "http://localhost:8400/"},
    "credentials in the address": {"authorization": "Basic YTpi", "origin": "https://evil.example"},
}
TAKEN = {
    "our origin": OWN,
    "a page of ours": OWN | {"sec-fetch-site": "same-origin"},
    "a page of ours that says no more": {"origin": "null", "sec-fetch-site": "same-origin"},
}


async def test_a_cookie_is_not_enough_to_change_something(sayso: RunningSayso) -> None:
    await make_person(sayso)
    browser = await signed_in(sayso)
    del browser.client.headers["origin"]

    for case, headers in REFUSED.items():
        for method, path in (
            ("PATCH", "/auth/me"),
            ("POST", "/auth/sign-out-everywhere"),
            ("DELETE", "/auth/session"),
            ("POST", "/auth/password"),
            ("POST", "/builds"),
        ):
            body = {"name": "Mallory"} if method == "PATCH" else None
            answer = await browser.call(method, path, body, **headers)
            assert (answer.status_code, answer.json()["code"]) == (403, "cross_site"), (case, path)
    account = (await browser.call("GET", "/auth/me")).json()
    assert account["user"]["name"] == "Grace"


async def test_pages_of_the_platform_change_things(sayso: RunningSayso) -> None:
    await make_person(sayso)
    browser = await signed_in(sayso)
    del browser.client.headers["origin"]
    for case, headers in TAKEN.items():
        answer = await browser.call("PATCH", "/auth/me", {"name": case}, **headers)
        assert answer.json()["user"]["name"] == case


async def test_the_platform_is_itself_under_each_of_its_names(sayso: RunningSayso) -> None:
    await make_person(sayso)
    browser = await signed_in(sayso)
    cookie = browser.client.cookies["sayso_session"]
    client = await sayso.client("http://127.0.0.1:8400")
    client.headers["cookie"] = f"sayso_session={cookie}"
    for origin, status in (("http://127.0.0.1:8400", 200), ("http://localhost:8400", 403)):
        answer = await client.patch("/api/v1/auth/me", json={"name": "G"}, headers={"origin": origin})
        assert answer.status_code == status


async def test_nobody_is_signed_in_by_a_page_elsewhere(sayso: RunningSayso) -> None:
    await make_person(sayso)
    browser = await open_browser(sayso)
    del browser.client.headers["origin"]
    typed = {"email": EMAIL, "password": PASSWORD}
    for case in sorted(set(REFUSED) - {"nothing said", "a referrer alone"}):
        answer = await browser.call("POST", "/auth/session", typed, **REFUSED[case])
        assert (answer.status_code, answer.json()["code"]) == (403, "cross_site"), case
        assert "set-cookie" not in answer.headers
    assert (await browser.call("POST", "/auth/session", typed)).status_code == 200


async def test_a_program_without_a_cookie_says_nothing_of_where_it_comes_from(sayso: RunningSayso) -> None:
    await make_person(sayso)
    program = await open_program(sayso)
    tokens = await program.sign_in()
    headers = {"authorization": f"Bearer {tokens['access_token']}", "origin": "https://elsewhere.example"}
    answer = await program.client.patch("/api/v1/auth/me", json={"name": "G"}, headers=headers)
    assert answer.status_code == 200


async def test_reading_takes_no_proof(sayso: RunningSayso) -> None:
    await make_person(sayso)
    browser = await signed_in(sayso)
    del browser.client.headers["origin"]
    assert (await browser.call("GET", "/auth/me", **REFUSED["another site"])).status_code == 200
