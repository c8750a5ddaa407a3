"""``sayso chat``: a conversation with the running Sayso, in the terminal."""

import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Annotated, Any
from uuid import UUID, uuid4

import typer

from sayso.cli.applications import PUBLISH_SECONDS
from sayso.cli.plans import Settled, ask_about, say_plan
from sayso.cli.server_connection import running_server
from sayso.cli.turn_display import Following, Screen, Shown, is_watched
from sayso.design.registry import DesignerName
from sayso.errors import AppError, InputError
from sayso.main.local import RunningServer

HELP = """Say what you need, or what should be different. A number picks an answer that was offered.
  /undo      take back the last change        /history   what was changed, the newest first
  /redo      do it again                      /plan      what publishing would do
  /publish   make it a running application    /people    who has access to this conversation
  /share ADDRESS [viewer|editor]              /unshare ADDRESS
  /quit      leave; the conversation stays"""
_TURN_SECONDS = 30.0


def chat(
    session: Annotated[
        str, typer.Argument(help="A session to go on with: its id, or last. Begins a new one when left out.")
    ] = "",
    module: Annotated[
        str, typer.Option("--module", help="Talk about an application that is there already.")
    ] = "",
    designer: Annotated[
        DesignerName, typer.Option("--designer", help="Who reads the words of a new session.")
    ] = DesignerName.AUTO,
) -> None:
    """Design by talking: say what you need, look at what comes of it, publish it.

    Ctrl-C stops what is being worked on, and leaves when nothing is.
    """
    server = running_server()
    found = _session(server, session, module, designer)
    talk = Conversation(server, str(found["id"]), Screen())
    talk.screen.line(f"{found['name']} ({found['id']}). /help says what else you can do.", "dim")
    talk.go_on()


def _session(server: RunningServer, session: str, module: str, designer: DesignerName) -> Any:
    if not session:
        body = {"designer": designer.value, "feedback_seconds": 0, **({"module": module} if module else {})}
        return server.call("POST", "/api/v1/sessions", body)["session"]
    if session == "last":
        items = server.call("GET", "/api/v1/sessions?limit=1")["items"]
        if not items:
            raise InputError("There is no session yet.", hint="Leave the argument out to begin one.")
        return items[0]
    try:
        return server.call("GET", f"/api/v1/sessions/{UUID(session)}")
    except ValueError:
        raise InputError(
            f"“{session}” is no session.", hint="Its id looks like a UUID; or say last."
        ) from None


@dataclass
class Conversation:
    """One session, talked in from here; ``offered`` are the answers that a number picks."""

    server: RunningServer
    session: str
    screen: Screen
    offered: list[tuple[str | None, str]] = field(default_factory=list)
    _last_event: int = 0

    def go_on(self) -> None:
        """Read lines and do what they say until the person leaves."""
        while (line := self._read()) is not None:
            words = line.strip()
            if words in {"/quit", "/exit", "/q"}:
                return
            if words:
                self._do(words)

    def _read(self) -> str | None:
        self.screen.still()
        try:
            return input("\n> " if sys.stdin.isatty() and is_watched() else "")
        except (EOFError, KeyboardInterrupt):
            return None

    def _do(self, words: str) -> None:
        """One line; what goes wrong is said, and the conversation goes on."""
        try:
            match words.split():
                case ["/help" | "/?"]:
                    self.screen.line(HELP)
                case ["/undo" | "/redo" as step]:
                    self._step(step.removeprefix("/"))
                case ["/history" | "/plan" | "/publish" as command]:
                    {"/history": self._history, "/plan": self._plan, "/publish": self._publish}[command]()
                case ["/people" | "/share" | "/unshare", *_] as said:
                    self._do_about_people(said)
                case [str(command), *_] if command.startswith("/"):
                    self.screen.line(f"There is no {command}. /help says what there is.", "yellow")
                case [number] if number.isdecimal() and 0 < int(number) <= len(self.offered):
                    self._say(*self.offered[int(number) - 1])
                case _:
                    self._say(None, words)
        except typer.Abort:
            self.screen.line("Left as it is.", "dim")
        except AppError as error:
            self.screen.line(f"{error.message} {error.hint}".strip(), "red")

    def _say(self, question: str | None, words: str) -> None:
        """Send a message, and show what becomes of it."""
        body: dict[str, Any] = {"key": uuid4().hex}
        if question is None:
            body["text"] = words
        else:
            body["answers"] = [{"question": question, "answer": words}]
        self.offered = []
        self.screen.doing("Sending it")
        sent = self._call("POST", "messages", body)
        shown = self._follow(int(sent["turn"]["number"]))
        if shown.message is not None:
            self._offer(shown.message)

    def _follow(self, turn: int) -> Shown:
        following, shown = Following(self.screen, turn), Shown(last_event=self._last_event)
        while not shown.ended:
            events = self.server.follow(f"{self._path}/events", shown.last_event)
            try:
                following.until_over(events, shown)
            except KeyboardInterrupt:
                self._cancel()
            finally:
                self._last_event = shown.last_event
        return shown

    def _cancel(self) -> None:
        """Stop the turn at hand; where it has just ended there is nothing to stop."""
        self.screen.doing("Stopping")
        try:
            self._call("POST", "turns/current/cancel")
        except InputError as error:
            self.screen.line(error.message, "dim")

    def _offer(self, number: int) -> None:
        """Questions and suggestions of a reply, with a number for each answer; where it runs by now."""
        found = self._call("GET", "messages?limit=10")["items"]
        reply: dict[str, Any] = next((one for one in found if one["number"] == number), {})
        payload: dict[str, Any] = reply.get("payload") or {}
        if payload.get("module"):
            module = self.server.call("GET", f"/api/v1/modules/{payload['module']}")
            self.screen.line(f"It runs at {module['url']}/", "green")
        for question in payload.get("questions") or ():
            if question["text"] not in reply["text"]:
                self.screen.line(f"? {question['text']}", "bold")
            for answer in question["suggestions"]:
                self._number(question["text"], answer)
        known = {answer for _, answer in self.offered}
        for text in payload.get("suggestions") or ():
            if text not in known:
                self._number(None, text)

    def _number(self, question: str | None, answer: str) -> None:
        self.offered.append((question, answer))
        self.screen.line(f"  {len(self.offered)}  {answer}", "cyan")

    def _step(self, way: str) -> None:
        done = self._call("POST", way)
        for sentence in done["revision"]["sentences"]:
            self.screen.line(f"  + {sentence}", "green")
        self.screen.line("Undone." if way == "undo" else "Done again.")

    def _history(self) -> None:
        for one in self.server.all(f"{self._path}/revisions"):
            mark, reason = "*" if one["is_current"] else " ", " ".join(one["reason"].split())
            short = f"{reason[:79]}…" if len(reason) > 80 else reason
            self.screen.line(f"{mark} {one['number']:>3}  {one['kind']:<6}  {short}")

    def _plan(self) -> Any:
        self.screen.doing("Looking at what it would do")
        planned = self._call("GET", "plan", timeout=PUBLISH_SECONDS)
        self.screen.still()
        if planned["plan"] is None:
            for sentence in planned["sentences"]:
                self.screen.line(f"- {sentence}")
        else:
            say_plan(planned)
        return planned

    def _publish(self) -> None:
        """Show what publishing does, ask, and do it."""
        planned = self._plan()
        settled = Settled() if planned["plan"] is None else ask_about(planned["plan"], Settled())
        if not settled.is_confirmed:
            typer.confirm("Publish it?", abort=True, err=True)
        self.screen.doing("Publishing")
        done = self._call("POST", "publish", settled.body(), timeout=PUBLISH_SECONDS)
        module = done["module"]
        self.screen.line(f"{module['name']} {module['version']} runs at {module['url']}/", "green")

    def _do_about_people(self, said: list[str]) -> None:
        match said:
            case ["/people"]:
                self._people()
            case ["/share", address]:
                self._share(address, "viewer")
            case ["/share", address, "viewer" | "editor" as access]:
                self._share(address, access)
            case ["/unshare", address]:
                self._call("DELETE", f"people/{self._person(address, self._shared())}")
                self._people()
            case _:
                self.screen.line("Say whom: /share ADDRESS [viewer|editor], /unshare ADDRESS.", "yellow")

    def _shared(self) -> list[Any]:
        found: list[Any] = self._call("GET", "people")["people"]
        return found

    def _people(self) -> None:
        for one in self._shared():
            self.screen.line(f"  {one['access']:<7} {one['name']} ({one['email']})")

    def _share(self, address: str, access: str) -> None:
        """Share the session with somebody of the agency, named by their e-mail address."""
        person = self._person(address, self.server.all("/api/v1/agency/people"))
        self._call("PUT", f"people/{person}", {"access": access})
        self._people()

    def _person(self, address: str, people: Iterable[Any]) -> str:
        found = next((one["user_id"] for one in people if one["email"] == address.lower()), None)
        if found is None:
            raise InputError(f"There is no {address} here.", hint="/people shows who has access.")
        return str(found)

    def _call(self, method: str, path: str, body: Any = None, *, timeout: float = _TURN_SECONDS) -> Any:
        return self.server.call(method, f"{self._path}/{path}", body, timeout=timeout)

    @property
    def _path(self) -> str:
        return f"/api/v1/sessions/{self.session}"
