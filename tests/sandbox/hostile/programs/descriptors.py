"""Programs that are after what they were born with, and after the line to the host."""

from dataclasses import replace

from sayso.sandbox.types import Ending
from tests.sandbox.hostile.attack import QUICK, Attack, Outside

SHORT = replace(QUICK, wall_seconds=1.5)
ANY_END = (Ending.OK, Ending.ERROR, Ending.KILLED, Ending.TIMED_OUT, Ending.RESOURCE)

ATTACKS = (
    Attack(
        "goes through the descriptors it was born with",
        """
import stat

def run(ctx, host):
    if not host["inside"]:
        os.open(host["folder"], os.O_RDONLY)
        os.open(host["code"][0] + "/module.py", os.O_RDWR)
    for number in range(4097):
        try:
            mode = os.fstat(number).st_mode
        except OSError:
            continue
        if stat.S_ISDIR(mode):
            won.append(f"{number} is a folder")
            attempt(f"out of {number}", lambda: os.open(host["canary"], os.O_RDONLY, dir_fd=number))
        if stat.S_ISREG(mode) and os.get_inheritable(number) is not None:
            attempt(
                f"may write to {number}", lambda: os.ftruncate(number, os.fstat(number).st_size) is None
            )
        if stat.S_ISBLK(mode):
            won.append(f"{number} is a disk")
    return won
""",
    ),
    Attack(
        "opens its descriptors anew with more rights",
        """
import stat

def run(ctx, host):
    if not host["inside"]:
        os.open(host["code"][0] + "/module.py", os.O_RDONLY)
    for folder in ("/proc/self/fd", "/dev/fd", "/proc/thread-self/fd"):
        for name in listed(folder):
            try:
                mode = os.stat(f"{folder}/{name}").st_mode
            except OSError:
                continue
            if stat.S_ISREG(mode):
                attempt(f"{name} for writing", lambda: os.open(f"{folder}/{name}", os.O_RDWR))
            if stat.S_ISDIR(mode):
                attempt(f"{name} as a folder", lambda: holds(f"{folder}/{name}/{host['canary']}", host))
    return won
""",
    ),
    Attack(
        "receives descriptors over sockets it was born with",
        """
def run(ctx, host):
    if not host["inside"]:
        here, there = socket.socketpair()
        socket.send_fds(there, [b"x"], [os.open(host["folder"], os.O_RDONLY)])
        os.set_inheritable(here.detach(), True)
    for number in range(64):
        try:
            line = socket.socket(fileno=os.dup(number))
        except OSError:
            continue
        line.setblocking(False)
        try:
            data, descriptors, *_ = socket.recv_fds(line, 65536, 16, socket.MSG_PEEK)
        except OSError:
            continue
        finally:
            line.detach()
        if descriptors:
            won.append(f"{len(descriptors)} descriptors over {number}")
    return won
""",
    ),
    Attack(
        "gives descriptors away over sockets it was born with",
        """
def run(ctx, host):
    for number in range(64):
        try:
            line = socket.socket(fileno=os.dup(number))
        except OSError:
            continue
        try:
            line.settimeout(0.2)
            kept = [os.open("/", os.O_RDONLY)] * 40
            for _ in range(20):
                socket.send_fds(line, [b"\\xff" * 64], kept)
        except OSError:
            pass
        finally:
            line.detach()
    return []
""",
        endings=ANY_END,
        limits=SHORT,
        unsafe="nothing to win; the host must bear it",
    ),
    Attack(
        "writes garbage to every descriptor",
        """
def run(ctx, host):
    for garbage in (b"\\xff" * 4096, b"\\x00" * 4096, b'{"ending": "ok"}\\n' * 50, os.urandom(4096)):
        for number in range(3, 64):
            try:
                os.set_blocking(number, False)
                os.write(number, garbage)
            except OSError:
                pass
    return ["done"] if not host["inside"] else []
""",
        endings=ANY_END,
        limits=SHORT,
    ),
    Attack(
        "claims a result that is larger than the machine",
        """
def run(ctx, host):
    frames = [
        struct.pack(order + kind, 2**bits - 1)
        for order in "<>"
        for kind, bits in (("I", 32), ("I", 31), ("Q", 64), ("Q", 63), ("Q", 40))
    ]
    for number in range(3, 64):
        for frame in frames:
            try:
                os.set_blocking(number, False)
                os.write(number, frame)
            except OSError:
                pass
    os._exit(0)
""",
        endings=ANY_END,
        limits=SHORT,
        outside=Outside.DIES,
    ),
    Attack(
        "answers in place of the harness",
        """
def run(ctx, host):
    import json

    said = json.dumps(
        {
            "ending": "ok",
            "result": "forged",
            "output": "",
            "ok": True,
            "seconds": -1,
            "memory_bytes": -1,
            "cpu_seconds": 1e308,
            "requests": [{"host": "forged"}],
            "steps": "x",
        }
    )
    for number in range(3, 64):
        for frame in (
            said + "\\n",
            struct.pack("<I", len(said)).decode("latin1") + said,
            struct.pack(">I", len(said)).decode("latin1") + said,
            struct.pack(">Q", len(said)).decode("latin1") + said,
        ):
            try:
                os.set_blocking(number, False)
                os.write(number, frame.encode("latin1"))
            except OSError:
                pass
    os._exit(0)
""",
        endings=ANY_END,
        limits=SHORT,
        outside=Outside.DIES,
    ),
    Attack(
        "shuts and alters every descriptor it shares",
        """
import fcntl

def run(ctx, host):
    for number in range(4097):
        try:
            fcntl.fcntl(number, fcntl.F_SETFL, os.O_NONBLOCK | os.O_ASYNC | os.O_APPEND)
            fcntl.fcntl(number, fcntl.F_SETOWN, os.getppid() if host["inside"] else 0)
            fcntl.fcntl(number, 10, signal.SIGKILL if host["inside"] else signal.SIGCHLD)
        except OSError:
            pass
        try:
            line = socket.socket(fileno=os.dup(number))
            line.shutdown(socket.SHUT_RDWR)
            line.close()
        except OSError:
            pass
    return [] if host["inside"] else ["done"]
""",
        endings=ANY_END,
        limits=SHORT,
    ),
    Attack(
        "closes every descriptor and goes on",
        """
def run(ctx, host):
    os.closerange(0, 4097)
    time.sleep(3600)
""",
        endings=(Ending.TIMED_OUT, Ending.KILLED),
        limits=SHORT,
        outside=Outside.GOES_ON,
    ),
    Attack(
        "closes its output and then speaks",
        """
def run(ctx, host):
    print("before", flush=True)
    os.close(1)
    os.close(2)
    sys.stdout.close()
    sys.stderr.close()
    try:
        print("after")
    except ValueError:
        pass
    return [] if host["inside"] else ["silent"]
""",
        endings=(Ending.OK, Ending.KILLED, Ending.ERROR),
        outside=Outside.DIES,
    ),
    Attack(
        "holds a hundred descriptors more than it may",
        """
def run(ctx, host):
    kept = []
    try:
        for _ in range(200):
            kept.append(os.open("/dev/null", os.O_RDONLY))
    except OSError:
        pass
    return [f"{len(kept)} descriptors"] if len(kept) > 64 else []
""",
    ),
    Attack(
        "hides descriptors in sockets to hold more than it may",
        """
def run(ctx, host):
    import array

    sent = 0
    try:
        for _ in range(20):
            here, there = socket.socketpair()
            here.setblocking(False)
            for _ in range(20):
                lines = array.array("i", [os.open("/dev/null", os.O_RDONLY)] * 200)
                here.sendmsg([b"x"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, lines)])
                sent += 200
                os.close(lines[0])
    except OSError:
        pass
    return [f"{sent} descriptors in flight"] if sent > 2000 else []
""",
        unsafe="the kernel bounds it for people other than root, by its own limit",
    ),
)
