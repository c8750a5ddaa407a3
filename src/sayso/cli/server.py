"""Commands that run Sayso, and those that speak to the one that runs."""

import asyncio
import os
import stat
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import IO, Annotated, Any
from urllib.parse import quote

import psutil
import typer

from sayso.cli.agency_option import chosen_agency
from sayso.cli.console import read_text, say, step
from sayso.cli.public import say_waiting
from sayso.cli.server_connection import running_server
from sayso.design.registry import DesignerName
from sayso.errors import InputError, MachineError
from sayso.kit.garbage import loading
from sayso.main.local import RunningServer
from sayso.settings import Settings

DEMO_PROMPT = (
    "We're a hair salon. Clients have a name, mobile, email and colour notes. Stylists have a name and a "
    "photo. Services have a name, a price and a duration. An appointment says which client, which "
    "stylist, which service and when it starts, and a stylist cannot be booked twice at the same time. An "
    "appointment starts as booked, then it is confirmed, and at the end done, cancelled or a no-show. "
    "Stylists only see and change their own appointments, as the owner I see everything. Show me how many "
    "appointments each stylist had and the turnover per month."
)
START_SECONDS = 60.0
STOP_SECONDS = 30.0
LOG = "serve.log"
QUICKER = ("already runs", "in use")
"""What a server says that another one, perhaps still on its way up, was quicker than."""
QUICKER_SECONDS = 5.0

PromptArgument = Annotated[str, typer.Argument(help="What you need, in words, or - for standard input.")]
SampleOption = Annotated[
    bool, typer.Option("--sample/--no-sample", help="Fill it with believable sample rows.")
]


def serve(
    *,
    link: Annotated[
        bool,
        typer.Option("--link/--no-link", help="At a terminal, print a link that signs you in."),
    ] = True,
) -> None:
    """Serve until Ctrl-C."""
    with loading():
        from sayso.main import server

    settings = serving_settings()

    async def ready(running: RunningServer) -> None:
        say(f"Sayso is ready at {settings.platform_origin}/ (Ctrl-C stops it).")
        if link and settings.is_loopback:
            if not sys.stdout.isatty():
                say("`sayso open` prints a link that signs you in; it is not for a log.")
                return
            say("This link signs you in, once and within ten minutes; `sayso open` makes another:")
            print(await asyncio.to_thread(_platform_link, running), flush=True)

    server.run(settings, ready)
    say("Stopped.")


def demo(prompt: PromptArgument = DEMO_PROMPT, sample: SampleOption = True) -> None:
    """Build an application from a sentence, serve it until Ctrl-C and print a link into it."""
    with loading():
        from sayso.main import server

    text = read_text(prompt)
    settings = serving_settings()
    started = time.monotonic()

    async def ready(found: RunningServer) -> None:
        running = replace(found, agency=chosen_agency())
        with step("Building the application"):
            built = await asyncio.to_thread(
                _build, running, text, DesignerName.AUTO, sample=sample, again=False
            )
        _report(built, time.monotonic() - started)
        await asyncio.to_thread(say_waiting, running, built["module"]["slug"])
        say("Ctrl-C stops it.")
        if stat.S_ISREG(os.fstat(sys.stdout.fileno()).st_mode):
            say(f"`sayso open {built['module']['slug']}` prints a link into it; it is not for a log.")
            return
        print(_way_in(built), flush=True)

    server.run(settings, ready)
    say("Stopped.")


def build(
    text: PromptArgument,
    designer: Annotated[
        DesignerName, typer.Option("--designer", help="Who reads the words.")
    ] = DesignerName.AUTO,
    sample: SampleOption = False,
    draft: Annotated[
        bool, typer.Option("--draft", help="Without tables; `sayso publish` serves it later.")
    ] = False,
) -> None:
    """Design, compile, prove and publish an application; print a link into it."""
    words = read_text(text)
    running = replace(_running_or_started(Settings()), agency=chosen_agency())
    started = time.monotonic()
    with step("Building the application"):
        built = _build(running, words, designer, sample=sample, again=True, draft=draft)
    _report(built, time.monotonic() - started)
    say_waiting(running, built["module"]["slug"])
    print(_way_in(built))


def open_module(
    slug: Annotated[
        str,
        typer.Argument(help="The first part of an application's address, e.g. salon; Sayso itself without."),
    ] = "",
) -> None:
    """Print a link that signs you in, once and within ten minutes: to Sayso or to an application."""
    running = running_server()
    if slug:
        print(running.call("POST", f"/api/v1/modules/{quote(slug, safe='')}/signin-links")["url"])
    else:
        print(_platform_link(running))


def stop() -> None:
    """Stop the Sayso that runs on this home folder."""
    settings = Settings()
    running = RunningServer.find(settings.home_path)
    if running is None:
        say(f"No Sayso runs on {settings.home_path}.")
        return
    try:
        process = psutil.Process(running.pid)
        process.terminate()
        _wait_for_end(process)
    except psutil.NoSuchProcess:
        pass
    except psutil.AccessDenied as error:
        raise MachineError(
            f"You may not stop process {running.pid}.", hint="Stop it as the user who started it."
        ) from error
    say("Stopped.")


def serving_settings() -> Settings:
    """Settings of a server, which lets everybody in only where nobody else can reach it."""
    settings = Settings()
    if settings.demo_sign_in and not settings.is_loopback:
        raise InputError(
            f"SAYSO_DEMO_SIGN_IN would let everybody in who can reach {settings.host}.",
            hint="Unset it, or listen on 127.0.0.1.",
        )
    return settings


def _platform_link(running: RunningServer) -> str:
    made: str = running.call("POST", "/api/v1/operator/signin-links")["url"]
    return made


def _way_in(built: Any) -> str:
    module = built["module"]
    if module["status"] != "published":
        return f"{module['url']}/"
    say(f"This link signs you in, once and within ten minutes; `sayso open {module['slug']}` makes another:")
    link: str = built["signin_url"]
    return link


def _build(
    running: RunningServer,
    text: str,
    designer: DesignerName,
    *,
    sample: bool,
    again: bool,
    draft: bool = False,
) -> Any:
    body = {"text": text, "designer": designer.value, "sample": sample, "again": again, "draft": draft}
    return running.call("POST", "/api/v1/builds", body)


def _report(built: Any, seconds: float) -> None:
    if built["reply"]:
        say(built["reply"])
    for assumption in built["assumptions"]:
        say(f"Assumed: {assumption}")
    for question in built["questions"]:
        say(f"Question: {question['text']}")
    module = built["module"]
    done = "running" if module["status"] == "published" else f"kept as the draft {module['slug']}"
    say(f"{module['name']} is {done} after {seconds:.1f} s.")


def _running_or_started(settings: Settings) -> RunningServer:
    """The server of this home; started in the background when there is none."""
    running = RunningServer.find(settings.home_path)
    if running is not None:
        return running
    log = settings.home_path / LOG
    with _fresh_log(log) as file:
        process = subprocess.Popen(
            [sys.executable, "-m", "sayso", "serve", "--no-link"],
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=file,
            start_new_session=True,
        )
    try:
        running = _wait_for_start(settings, process, log)
    except BaseException:
        process.terminate()
        process.wait()
        raise
    say("Started Sayso in the background; `sayso stop` ends it.")
    return running


def _wait_for_start(settings: Settings, process: "subprocess.Popen[bytes]", log: Path) -> RunningServer:
    deadline = time.monotonic() + START_SECONDS
    said = "Sayso did not start."
    with step("Starting Sayso"):
        while (running := RunningServer.find(settings.home_path)) is None:
            if process.poll() is not None:
                said = (log.read_text(errors="replace").strip().splitlines() or [said])[-1]
                patience = QUICKER_SECONDS if any(busy in said for busy in QUICKER) else 0
                deadline = min(deadline, time.monotonic() + patience)
            if time.monotonic() >= deadline:
                raise MachineError(said, hint=f"{log} says more.")
            time.sleep(0.05)
    return running


def _fresh_log(log: Path) -> IO[bytes]:
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        return log.open("wb")
    except OSError as error:
        raise MachineError(
            f"{error.filename or log} cannot be written: {(error.strerror or str(error)).lower()}.",
            hint="Choose another folder with SAYSO_HOME.",
        ) from error


def _wait_for_end(process: psutil.Process) -> None:
    deadline = time.monotonic() + STOP_SECONDS
    while process.is_running() and process.status() != psutil.STATUS_ZOMBIE:
        if time.monotonic() > deadline:
            raise MachineError(
                f"Process {process.pid} does not end.",
                hint=f"kill -9 {process.pid} ends it; no data is lost.",
            )
        time.sleep(0.05)
