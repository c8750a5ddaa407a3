"""The pages at the door of an application, in its own name and colour: signing in, and being turned away."""

import base64
import hashlib
from functools import cache
from importlib.resources import files
from urllib.parse import urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from sayso.kit.hue import hue_of
from sayso.runtime.types import Module
from sayso.settings import Settings
from sayso.web.exchange import HTML, Answer

_THEME = (
    'const theme = localStorage.getItem("sayso.theme");'
    'if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;'
)
"""The choice that people made in the application holds at its door."""

_SUBMIT = "document.forms[0].submit()"


class DoorPages:
    """The pages of one application, for somebody who wants to get to ``target``, a path of it."""

    def __init__(self, settings: Settings, module: Module, target: str) -> None:
        self._settings = settings
        self._module = module
        self._target = target

    def sign_in(
        self, *, status: int = 200, notice: str = "", is_bad: bool = False, email: str = ""
    ) -> Answer:
        """A form for e-mail address and password, and the way to the person's account."""
        query = urlencode({"module": self._module.slug, "next": self._target})
        return self._page(
            "sign_in",
            status,
            title="Sign in",
            notice=notice,
            is_bad=is_bad,
            email=email,
            platform=f"{self._settings.platform_origin}/signin?{query}",
            forgot=f"{self._settings.platform_origin}/forgot",
        )

    def link(self, token: str, *, replaces: bool = False) -> Answer:
        """What a sign-in link shows: it goes on by itself, unless somebody else is signed in here."""
        notice = "You are signed in here. This link signs in somebody else." if replaces else ""
        button = "Sign in with this link" if replaces else f"Go on to {self._module.name}"
        return self._page(
            "link", 200, title="Sign in", notice=notice, token=token, button=button, submits=not replaces
        )

    def no_entry(self, message: str, hint: str) -> Answer:
        """What somebody sees who is signed in and has no role here."""
        return self._page("no_entry", 403, title="Not for you yet", notice=f"{message} {hint}", is_bad=True)

    def _page(self, view: str, status: int, **values: object) -> Answer:
        style = _style(hue_of(self._module.name))
        shown = {"notice": "", "is_bad": False} | values
        text = _template().render(
            view=view,
            name=self._module.name,
            initial=self._module.name[:1].upper(),
            next=self._target,
            style=style,
            theme_script=_THEME,
            submit_script=_SUBMIT,
            **shown,
        )
        policy = (
            f"default-src 'none'; style-src {_source(style)}; "
            f"script-src {_source(_THEME)} {_source(_SUBMIT)}; "
            "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
        )
        headers = (
            (b"content-security-policy", policy.encode()),
            # Not no-referrer, with which browsers would call the origin of the form "null".
            (b"referrer-policy", b"same-origin"),
        )
        return Answer(status, text.encode(), HTML, headers)


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("sayso.web.origin"), undefined=StrictUndefined, autoescape=True, trim_blocks=True
    )
    return environment.get_template("door.html")


@cache
def _style(hue: int) -> str:
    text = files("sayso.web.origin").joinpath("templates", "door.css").read_text(encoding="utf-8")
    return text.replace("HUE", str(hue))


def _source(text: str) -> str:
    """An inline script or style as the policy names it."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
