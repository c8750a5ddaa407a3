"""A browser for addresses that commands print; names under localhost are not left to the resolver."""

from typing import Any

import httpx


class Browser:
    """Keeps the cookies of one person on one origin."""

    def __init__(self, address: str) -> None:
        url = httpx.URL(address)
        self.host = f"{url.host}:{url.port}"
        self._port = url.port
        self._cookies = httpx.Cookies()

    def get(self, path: str) -> httpx.Response:
        """The answer at a path of the origin."""
        return self._send("GET", path)

    def post(self, path: str, **content: Any) -> httpx.Response:
        """The answer to what a page of the origin sends."""
        return self._send("POST", path, **content)

    def _send(self, method: str, path: str, **content: Any) -> httpx.Response:
        headers = {"host": self.host, "origin": f"http://{self.host}"}
        with httpx.Client(headers=headers, cookies=self._cookies) as client:
            answer = client.request(method, f"http://127.0.0.1:{self._port}{path}", **content)
        self._cookies.update(answer.cookies)
        return answer


def get(address: str) -> httpx.Response:
    """The answer at an address, for somebody who is not signed in."""
    return Browser(address).get(httpx.URL(address).raw_path.decode())


def is_served(address: str) -> bool:
    """Whether there is an application, which asks whoever comes to sign in."""
    return get(address).status_code in {303, 401}


def entered(link: str) -> Browser:
    """A browser that was let in to an application by a link."""
    browser, token = Browser(link), httpx.URL(link).params["token"]
    assert browser.get(f"/__signin?token={token}").status_code == 200
    answer = browser.post("/__signin", data={"token": token, "next": "/"})
    assert answer.status_code == 303, answer.text
    return browser
