"""The host that programs are set upon: files, processes and servers that nobody inside may see or touch."""

import ctypes
import hashlib
import json
import os
import secrets
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psutil

from tests.sandbox.hostile.attack import Attack, Outside

CHECKOUT = Path(__file__).parents[3]
_PLAIN = """
import json, sys
told = json.load(sys.stdin)
space = {"__name__": "program"}
exec(compile(told["code"], "program.py", "exec"), space)
print("\\nanswer " + json.dumps(space["run"](None, told["host"])))
"""
_WITNESS = "import sys; kept = sys.stdin.readline(); print('ready', flush=True); sys.stdin.read()"
_PR_SET_CHILD_SUBREAPER = 36
_IPC_RMID = 0
_LASTING_SECONDS = 1.0
_OPEN_FOLDERS = ("/tmp", "/var/tmp", "/dev/shm", "/run")  # noqa: S108 - looked through, not used


class Canaries(threading.Thread):
    """Servers of the host that count whoever reaches them, and answer with the canary."""

    def __init__(self, folder: Path, canary: str) -> None:
        super().__init__(daemon=True)
        self.reached: list[str] = []
        self._hearing = threading.Lock()
        self.abstract = f"canary-{secrets.token_hex(4)}"
        self._answer = f"HTTP/1.1 200 OK\r\nContent-Length: {len(canary)}\r\n\r\n{canary}".encode()
        self._lines: dict[str, socket.socket] = {}
        for name, family, kind, address in (
            ("tcp", socket.AF_INET, socket.SOCK_STREAM, ("0.0.0.0", 0)),  # noqa: S104 - a canary hears all
            ("udp", socket.AF_INET, socket.SOCK_DGRAM, ("0.0.0.0", 0)),  # noqa: S104 - as above
            ("abstract", socket.AF_UNIX, socket.SOCK_STREAM, f"\0{self.abstract}"),
            ("unix", socket.AF_UNIX, socket.SOCK_STREAM, str(folder / "socket")),
        ):
            line = socket.socket(family, kind)
            line.bind(address)
            if kind == socket.SOCK_STREAM:
                line.listen(64)
            self._lines[name] = line
        (folder / "socket").chmod(0o777)

    def port(self, name: str) -> int:
        """The port of a server."""
        port: int = self._lines[name].getsockname()[1]
        return port

    def run(self) -> None:
        """Count until the end."""
        import selectors

        with selectors.DefaultSelector() as selector:
            for name, line in self._lines.items():
                selector.register(line, selectors.EVENT_READ, name)
            while True:
                for key, _ in selector.select():
                    if not self._heard(key.data):
                        return

    def forget(self) -> None:
        """Count from nothing again; whoever knocked before this counts no more, heard or not."""
        while True:
            with self._hearing:
                if not select.select(list(self._lines.values()), [], [], 0)[0]:
                    self.reached.clear()
                    return
            time.sleep(0.01)

    def _heard(self, name: str) -> bool:
        with self._hearing:
            return self._answered(name)

    def _answered(self, name: str) -> bool:
        line = self._lines[name]
        try:
            if line.type == socket.SOCK_DGRAM:
                data, sender = line.recvfrom(4096)
                if data == b"end":
                    return False
                is_stranger = _is_stranger("udp", sender[1])
            else:
                visitor, sender = line.accept()
                with visitor, suppress(OSError):
                    is_stranger = line.family == socket.AF_INET and _is_stranger("tcp", sender[1])
                    visitor.sendall(self._answer)
            if not is_stranger:
                self.reached.append(f"{name} from {sender}")
        except OSError:
            return False
        return True

    def stop(self) -> None:
        """End it."""
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line:
            line.sendto(b"end", ("127.0.0.1", self.port("udp")))
        self.join(5)
        for one in self._lines.values():
            one.close()


class Host:
    """What programs are told about the host, so that they need not guess, and whether it is untouched."""

    def __init__(self, folder: Path) -> None:
        self._root = folder
        self.half = f"canary-{secrets.token_hex(8)}"
        self.secret = f"{self.half}-{secrets.token_hex(8)}"
        self.token = f"hostile-{secrets.token_hex(6)}"
        self.folder = folder / "kept"
        self.code = folder / "code"
        self.folder.mkdir()
        self.code.mkdir()
        self.canary = f"{self.half}.txt"
        (self.folder / self.canary).write_text(self.secret)
        (self.folder / "own.db").write_text(self.secret)
        (self.code / "module.py").write_text("kept = True\n")
        for path in folder.rglob("*"):
            path.chmod(0o777 if path.is_dir() else 0o666)
        self.servers = Canaries(folder, self.secret)
        self.witness = self._witness()
        self._key = secrets.randbelow(2**30) + 1
        self._libc = ctypes.CDLL(None)
        self._segment = self._libc.shmget(self._key, 4096, 0o1666)
        self._before = self._state()

    def _witness(self) -> "subprocess.Popen[bytes]":
        """A process with the canary in its environment, its words and its memory."""
        witness = subprocess.Popen(
            [sys.executable, "-c", _WITNESS, self.secret],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={"SECRET": self.secret},
        )
        assert witness.stdin is not None
        assert witness.stdout is not None
        witness.stdin.write(self.secret.encode() + b"\n")
        witness.stdin.flush()
        witness.stdout.readline()
        return witness

    def told(self, *, inside: bool) -> dict[str, Any]:
        """What a program is given: where the canaries are, and never what they say in full."""
        known = [
            CHECKOUT / "pyproject.toml",
            Path("/etc/passwd"),
            Path("/etc/hostname"),
            Path("/root/.bashrc"),
        ]
        return {
            "inside": inside,
            "half": self.half,
            "token": self.token,
            "canary": self.canary,
            "folder": str(self.folder),
            "home": str(self._root),
            "files": [str(self.folder / self.canary), str(self.folder / "own.db")],
            "code": [str(self.code)],
            "digests": {
                str(path): hashlib.sha256(path.read_bytes()).hexdigest()
                for path in known
                if os.access(path, os.R_OK)
            },
            "names": {
                str(self.folder): self.canary,
                str(CHECKOUT): "pyproject.toml",
                str(CHECKOUT / "src"): "sayso",
                "/": "var",
                "/etc": "passwd",
                str(self._root.parent): self._root.name,
            },
            "pid": self.witness.pid,
            "parent": os.getpid(),
            "name": socket.gethostname(),
            "address": _own_address(),
            "open": 1,
            "tcp": self.servers.port("tcp"),
            "udp": self.servers.port("udp"),
            "abstract": self.servers.abstract,
            "unix": str(self._root / "socket"),
            "key": self._key,
        }

    def _state(self) -> dict[str, Any]:
        return {
            "files": {
                str(path): (path.stat().st_mode, path.read_bytes() if path.is_file() else b"")
                for path in sorted(self._root.rglob("*"))
            },
            "segment": self._libc.shmget(self._key, 1, 0),
            "foreign segment": self._libc.shmget(self._key + 1, 1, 0),
        }

    def assert_untouched(self) -> None:
        """Nothing was read, written, reached or ended."""
        assert self.witness.poll() is None, "a process of the host was ended"
        assert psutil.Process(self.witness.pid).status() != psutil.STATUS_STOPPED
        assert self._state() == self._before, "files of the host changed"
        reached, self.servers.reached = self.servers.reached, []
        assert reached == [], f"a server of the host was reached: {reached}"
        left = [
            str(path)
            for folder in (*_OPEN_FOLDERS, "/", str(Path.cwd()), str(Path.home()))
            for path in Path(folder).glob(f"*{self.token}*")
        ]
        assert left == [], "files were left on the host"
        assert not list(Path.cwd().glob("core*")), "a process left its memory in a file"

    def do_outside(self, attack: Attack) -> None:
        """Try it in a plain interpreter: it must be able to do harm, or nothing is shown by stopping it."""
        said = json.dumps({"code": attack.code, "host": self.told(inside=False)})
        with tempfile.TemporaryDirectory() as folder:
            process = subprocess.Popen(
                [sys.executable, "-c", _PLAIN],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                cwd=folder,
                env={"HOSTILE": self.token, "SECRET_KEY": self.half, "HOME": folder},
                start_new_session=True,
                preexec_fn=_contained,  # noqa: PLW1509 - it makes two system calls
            )
            seconds = _LASTING_SECONDS if attack.outside is Outside.GOES_ON else 120
            out, err = _communicated(process, said.encode(), seconds, self._sweep)
            self._forget_outside()
        if attack.outside is Outside.GOES_ON:
            assert out is None, "it ended by itself"
        elif attack.outside is Outside.DIES:
            assert out is not None, "it went on"
            assert b"\nanswer " not in out, "it came to a result"
        else:
            assert out is not None, "it went on"
            found = out.rpartition(b"\nanswer ")[2].partition(b"\n")[0].strip()
            assert found not in {b"", b"[]", b"null"}, (
                f"it did nothing: {err.decode(errors='replace')[-2000:]}"
            )

    def _forget_outside(self) -> None:
        """Put back what the programs did to the folder that is theirs outside."""
        for path in (self.code, self.folder):
            path.chmod(0o777)
        shutil.rmtree(self.code / "locked", onerror=_unlocked)
        for path in list(self.code.rglob("*")):
            if path.is_symlink() or (path.is_file() and path.name != "module.py"):
                path.unlink()
        for path in self.code.iterdir():
            if path.is_dir():
                shutil.rmtree(path)
        (self.code / "module.py").write_text("kept = True\n")
        (self.code / "module.py").chmod(0o666)
        self.servers.forget()
        self._libc.shmctl(self._libc.shmget(self._key + 1, 1, 0), _IPC_RMID, None)

    def _sweep(self) -> None:
        """End what a program outside left; its processes carry the token in their environment."""
        for _ in range(3):
            for process in psutil.process_iter():
                with suppress(psutil.Error, OSError):
                    if process.environ().get("HOSTILE") == self.token:
                        process.send_signal(signal.SIGKILL)
        while True:
            with suppress(ChildProcessError):
                if os.waitpid(-1, os.WNOHANG)[0]:
                    continue
            return

    def close(self) -> None:
        """Take it all down."""
        self.witness.kill()
        self.witness.communicate()
        self._libc.shmctl(self._segment, _IPC_RMID, None)
        self.servers.stop()


def _is_stranger(kind: str, port: int) -> bool:
    """Whether somebody else on this machine sent it: others test here too, and ports are found by chance."""
    for line in Path(f"/proc/net/{kind}").read_text().splitlines()[1:]:
        words = line.split()
        if int(words[1].rpartition(":")[2], 16) == port:
            uid, inode = int(words[7]), words[9]
            if os.geteuid() != 0:
                return uid != os.geteuid()
            return uid == 0 and f"socket:[{inode}]" not in _own_sockets()
    return False


def _own_sockets() -> set[str]:
    found = set()
    for path in Path("/proc/self/fd").iterdir():
        with suppress(OSError):
            found.add(str(path.readlink()))
    return found


def _communicated(
    process: "subprocess.Popen[bytes]", said: bytes, seconds: float, sweep: Callable[[], None]
) -> tuple[bytes | None, bytes]:
    """What it wrote, or None when it did not end; it is ended then."""
    out, err = bytearray(), bytearray()
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stderr is not None

    def read(source: Any, into: bytearray) -> None:
        while piece := source.read1(65536):
            into.extend(piece)
            del into[: max(0, len(into) - 2**20)]

    readers = [
        threading.Thread(target=read, args=(process.stdout, out), daemon=True),
        threading.Thread(target=read, args=(process.stderr, err), daemon=True),
    ]
    for reader in readers:
        reader.start()
    with suppress(BrokenPipeError):
        process.stdin.write(said)
        process.stdin.close()
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        ended = False
    else:
        ended = True
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    sweep()
    for reader in readers:
        reader.join()
    process.stdout.close()
    process.stderr.close()
    return (bytes(out) if ended else None), bytes(err)


def _contained() -> None:
    """Keep what is tried outside within what the machine can bear."""
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (2**41, 2**41))
    resource.setrlimit(resource.RLIMIT_NOFILE, (4096, 4096))


def _unlocked(_: Any, path: str, error: Any) -> None:
    if not isinstance(error[1], FileNotFoundError):
        Path(path).chmod(0o700)
        shutil.rmtree(path, ignore_errors=True)


def _own_address() -> str:
    for addresses in psutil.net_if_addrs().values():
        for one in addresses:
            if one.family == socket.AF_INET and not one.address.startswith("127."):
                return str(one.address)
    return "127.0.0.1"


@contextmanager
def opened_host() -> Iterator[Host]:
    """A host to set programs upon. Orphans of this process come back to it, so that none is overlooked."""
    ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    folder = Path(tempfile.mkdtemp(prefix="sayso-hostile-"))
    folder.chmod(0o777)
    host = Host(folder)
    host.servers.start()
    try:
        yield host
    finally:
        host.close()
        shutil.rmtree(folder, ignore_errors=True)
        ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 0, 0, 0, 0)
