"""Programs that multiply, that will not end, or that signal to others."""

from dataclasses import replace

from sayso.sandbox.types import Ending
from sayso.settings import MEBIBYTE
from tests.sandbox.hostile.attack import QUICK, Attack, Outside

SHORT = replace(QUICK, wall_seconds=1.0)

ATTACKS = (
    Attack(
        "forks without end",
        """
def run(ctx, host):
    children = 0
    try:
        for children in range(200):
            if os.fork() == 0:
                time.sleep(20)
                os._exit(0)
    except OSError:
        pass
    if children > 20:
        won.append(f"{children} processes")
    return won
""",
    ),
    Attack(
        "forks in every child",
        """
def run(ctx, host):
    board, said = os.pipe()
    for _ in range(7):
        try:
            os.fork()
        except OSError:
            pass
    os.write(said, b"x")
    if os.getpid() != int(os.environ.get("FIRST", os.getpid())):
        time.sleep(20)
    time.sleep(0.3)
    count = len(os.read(board, 4096))
    return [f"{count} processes"] if count > 20 else []
""",
        endings=(Ending.OK, Ending.ERROR, Ending.RESOURCE, Ending.KILLED, Ending.TIMED_OUT),
        limits=SHORT,
        outside=Outside.GOES_ON,
        unsafe="every child would speak for the program",
    ),
    Attack(
        "starts threads without end",
        """
def run(ctx, host):
    threads = 0
    try:
        for threads in range(200):
            threading.Thread(target=time.sleep, args=(2,), daemon=True).start()
    except (RuntimeError, MemoryError):
        pass
    if threads > 20:
        won.append(f"{threads} threads")
    return won
""",
    ),
    Attack(
        "starts interpreters without end",
        """
def run(ctx, host):
    children = []
    try:
        for _ in range(60):
            children.append(
                subprocess.Popen([sys.executable, "-I", "-S", "-c", "import time; time.sleep(20)"])
            )
    except OSError:
        pass
    time.sleep(0.2)
    alive = sum(child.poll() is None for child in children)
    if alive > 20:
        won.append(f"{alive} interpreters")
    return won
""",
    ),
    Attack(
        "runs shells and tools of the host",
        """
def ran(*command):
    return subprocess.run(command, capture_output=True, timeout=3).returncode == 0

def run(ctx, host):
    for command in (
        ["/bin/sh", "-c", "true"],
        ["/bin/bash", "-c", "true"],
        ["/usr/bin/env"],
        ["/bin/ls", "/"],
        ["/usr/bin/id"],
        ["/bin/mount"],
        ["/usr/bin/perl", "-e", "1"],
        ["/bin/busybox"],
    ):
        attempt(command[0], ran, *command)
    attempt("os.system", lambda: os.system("true") == 0)
    attempt("os.popen", lambda: os.popen("echo there").read())
    return won
""",
    ),
    Attack(
        "leaves a process behind that outlives it",
        """
def run(ctx, host):
    out, said = os.pipe()
    if os.fork() == 0:
        os.setsid()
        if os.fork():
            os._exit(0)
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            signal.signal(number, signal.SIG_IGN)
        os.write(said, b"x")
        time.sleep(30)
        os._exit(0)
    os.read(out, 1)
    return [] if host["inside"] else ["it lives"]
""",
    ),
    Attack(
        "leaves a process behind that holds its output open",
        """
def run(ctx, host):
    if os.fork() == 0:
        os.setsid()
        while True:
            os.write(1, b"still here ")
            time.sleep(0.05)
    return [] if host["inside"] else ["it writes on"]
""",
        endings=(Ending.OK, Ending.TIMED_OUT),
        limits=SHORT,
    ),
    Attack(
        "leaves zombies",
        """
def run(ctx, host):
    children = 0
    try:
        for children in range(100):
            if os.fork() == 0:
                os._exit(0)
    except OSError:
        pass
    return [f"{children} zombies"] if children > 20 else []
""",
    ),
    Attack(
        "sleeps for ever",
        """
def run(ctx, host):
    time.sleep(3600)
""",
        endings=(Ending.TIMED_OUT,),
        limits=SHORT,
        outside=Outside.GOES_ON,
    ),
    Attack(
        "ignores every signal and goes on",
        """
def run(ctx, host):
    for number in signal.valid_signals() - {signal.SIGKILL, signal.SIGSTOP}:
        try:
            signal.signal(number, lambda *_: None)
        except (OSError, ValueError):
            pass
    signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
    while True:
        try:
            time.sleep(3600)
        except BaseException:
            pass
""",
        endings=(Ending.TIMED_OUT,),
        limits=SHORT,
        outside=Outside.GOES_ON,
    ),
    Attack(
        "catches whatever is thrown at it",
        """
def run(ctx, host):
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass
""",
        endings=(Ending.TIMED_OUT, Ending.RESOURCE),
        limits=SHORT,
        outside=Outside.GOES_ON,
    ),
    Attack(
        "stops itself and every child",
        """
def run(ctx, host):
    if os.fork() == 0:
        os.kill(os.getpid(), signal.SIGSTOP)
    os.kill(os.getpid(), signal.SIGSTOP)
""",
        endings=(Ending.TIMED_OUT, Ending.OK),
        limits=SHORT,
        outside=Outside.GOES_ON,
    ),
    Attack(
        "uses the processor without end",
        """
def run(ctx, host):
    while True:
        pass
""",
        endings=(Ending.RESOURCE,),
        limits=replace(QUICK, cpu_seconds=1, wall_seconds=60),
        outside=Outside.GOES_ON,
    ),
    Attack(
        "raises its own limits",
        """
import resource

def raised(kind):
    soft, hard = resource.getrlimit(kind)
    wanted = 100_000 if hard == resource.RLIM_INFINITY else hard + 1
    resource.setrlimit(kind, (wanted, wanted))
    return hard != resource.RLIM_INFINITY

def unlimited(kind):
    return resource.getrlimit(kind)[1] == resource.RLIM_INFINITY

def run(ctx, host):
    for name in ("AS", "CPU", "NPROC", "NOFILE", "FSIZE", "CORE", "MEMLOCK", "MSGQUEUE"):
        kind = getattr(resource, "RLIMIT_" + name)
        attempt("raised " + name, in_child, raised, kind)
        attempt("no limit of " + name, unlimited, kind)
    attempt("nice", lambda: os.nice(-1) < 0)
    attempt("real time", lambda: os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1)) is None)
    attempt("better score when memory ends", lambda: open("/proc/self/oom_score_adj", "w").write("-1000"))
    return won
""",
    ),
    Attack(
        "spreads its processor time over children",
        """
def run(ctx, host):
    for _ in range(8):
        if os.fork() == 0:
            while True:
                pass
    os.wait()
""",
        endings=(Ending.RESOURCE, Ending.TIMED_OUT),
        limits=replace(QUICK, cpu_seconds=1, wall_seconds=3),
        outside=Outside.GOES_ON,
    ),
    Attack(
        "signals to processes of the host",
        """
def run(ctx, host):
    for pid in (host["pid"], host["parent"], *range(2, 4000)):
        if pid != os.getpid() and pid != os.getppid():
            attempt(f"reached {pid}", lambda: os.kill(pid, 0) is None)
    attempt("its session", lambda: os.getsid(host["pid"]) is not None)
    return won
""",
    ),
    Attack(
        "has the kernel send its signals",
        """
import fcntl

def run(ctx, host):
    out, said = os.pipe()
    for pid in (host["pid"], os.getpid(), -os.getpgid(0)):
        attempt(f"{pid} hears of it", lambda: fcntl.fcntl(out, 8, pid) == 0)
        attempt(f"{pid} would hear", lambda: fcntl.ioctl(out, 0x8901, struct.pack("i", pid)) is not None)
    attempt("by any signal", lambda: fcntl.fcntl(out, 10, signal.SIGURG) == 0)
    return won
""",
    ),
    Attack(
        "kills its parent",
        """
def run(ctx, host):
    attempt("sees the host", lambda: os.kill(host["pid"], 0) is None)
    if not won:
        attempt("killed it", lambda: os.kill(os.getppid(), signal.SIGKILL) is None and os.getppid() > 1)
        time.sleep(0.3)
    return won
""",
        endings=(Ending.OK, Ending.KILLED),
    ),
    Attack(
        "kills the first process",
        """
def run(ctx, host):
    attempt("sees the host", lambda: os.kill(host["pid"], 0) is None)
    if not won:
        for number in (signal.SIGTERM, signal.SIGSEGV, signal.SIGKILL, signal.SIGSTOP):
            try:
                os.kill(1, number)
            except OSError:
                pass
        time.sleep(0.2)
    return won
""",
        endings=(Ending.OK, Ending.KILLED, Ending.TIMED_OUT),
        limits=SHORT,
    ),
    Attack(
        "kills everybody",
        """
def run(ctx, host):
    attempt("sees the host", lambda: os.kill(host["pid"], 0) is None)
    if not won:
        for number in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.kill(-1, number)
            except OSError:
                pass
        time.sleep(0.2)
    return won
""",
        endings=(Ending.OK, Ending.KILLED),
    ),
    Attack(
        "kills its process group",
        """
def run(ctx, host):
    attempt("sees the host", lambda: os.kill(host["pid"], 0) is None)
    attempt("is in the group of the host", lambda: os.getpgid(0) == os.getpgid(host["pid"]))
    if not won:
        os.killpg(0, signal.SIGKILL)
        time.sleep(0.2)
    return won
""",
        endings=(Ending.OK, Ending.KILLED),
    ),
    Attack(
        "ends its own process at once",
        """
def run(ctx, host):
    os._exit(0)
""",
        endings=(Ending.KILLED,),
        outside=Outside.DIES,
    ),
    Attack(
        "asks the interpreter to exit",
        """
def run(ctx, host):
    sys.exit("goodbye")
""",
        endings=(Ending.ERROR, Ending.KILLED),
        outside=Outside.DIES,
    ),
    Attack(
        "crashes the interpreter",
        """
def run(ctx, host):
    ctypes.string_at(0)
""",
        endings=(Ending.KILLED,),
        outside=Outside.DIES,
    ),
    Attack(
        "recurses for ever",
        """
def deeper(depth):
    return deeper(depth + 1) + 1

def run(ctx, host):
    return deeper(0)
""",
        endings=(Ending.ERROR,),
        says="RecursionError",
        outside=Outside.DIES,
    ),
    Attack(
        "recurses until the stack breaks",
        """
def run(ctx, host):
    sys.setrecursionlimit(2**31 - 1)
    deeper = lambda: [deeper() for _ in "x"]
    import functools

    nested = functools.reduce(lambda inner, _: [inner], range(200_000), [])
    repr(nested)
    deeper()
""",
        endings=(Ending.KILLED, Ending.RESOURCE, Ending.ERROR),
        outside=Outside.DIES,
    ),
    Attack(
        "runs an expression that never matches",
        """
import re

def run(ctx, host):
    re.match(r"(a+)+$", "a" * 40 + "b")
""",
        endings=(Ending.TIMED_OUT, Ending.RESOURCE),
        limits=SHORT,
        outside=Outside.GOES_ON,
    ),
    Attack(
        "goes on when its result is given",
        """
import atexit

def run(ctx, host):
    atexit.register(time.sleep, 60)
    threading.Thread(target=time.sleep, args=(60,)).start()

    class Late:
        def __del__(self):
            time.sleep(60)

    sys.late = Late()
    return []
""",
        endings=(Ending.OK, Ending.TIMED_OUT),
        limits=SHORT,
        outside=Outside.GOES_ON,
    ),
    Attack(
        "takes memory in one piece",
        """
def run(ctx, host):
    data = bytearray(320 * 2**20)
    return [f"{len(data) >> 20} MiB"]
""",
        endings=(Ending.RESOURCE,),
    ),
    Attack(
        "takes memory from the kernel",
        """
import mmap

def run(ctx, host):
    data = mmap.mmap(-1, 320 * 2**20)
    for at in range(0, len(data), 4096):
        data[at] = 1
    return ["320 MiB"]
""",
        endings=(Ending.RESOURCE,),
    ),
    Attack(
        "takes memory by numpy",
        """
def run(ctx, host):
    import numpy

    return [f"{numpy.ones(40 * 2**20).nbytes >> 20} MiB"]
""",
        endings=(Ending.RESOURCE,),
    ),
    Attack(
        "takes memory bit by bit",
        """
def run(ctx, host):
    kept = [bytes(2**16 + number) for number in range(2**14)]
    return [f"{len(kept)} pieces"]
""",
        endings=(Ending.RESOURCE,),
    ),
    Attack(
        "takes memory in every child",
        """
def run(ctx, host):
    out, said = os.pipe()
    for _ in range(12):
        if os.fork() == 0:
            try:
                kept = bytearray(b"x") * (50 * 2**20)
                os.write(said, b"x")
                time.sleep(20)
            finally:
                os._exit(0)
    end = time.monotonic() + 2.5
    os.set_blocking(out, False)
    held = 0
    while time.monotonic() < end and held < 12:
        try:
            held += len(os.read(out, 64))
        except BlockingIOError:
            time.sleep(0.05)
    time.sleep(0.3)
    return [f"{held} times 50 MiB"] if held > 6 else []
""",
        endings=(Ending.OK, Ending.RESOURCE, Ending.KILLED),
    ),
    Attack(
        "takes memory in sockets that nobody reads",
        """
def run(ctx, host):
    kept, held = [], 0
    for _ in range(28):
        pair = socket.socketpair()
        kept.append(pair)
        pair[0].setblocking(False)
        try:
            pair[0].setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 2**24)
        except OSError:
            pass
        try:
            while True:
                held += pair[0].send(bytes(65536))
        except OSError:
            pass
    return [f"{held >> 20} MiB"] if held > 30 * 2**20 else []
""",
        unsafe="machines let people have large buffers, or do not",
    ),
    Attack(
        "takes memory that belongs to no process",
        """
def by_memfd():
    kept = []
    for _ in range(60):
        kept.append(os.memfd_create("x"))
        for _ in range(7):
            os.write(kept[-1], bytes(2**20))
    return True

def by_sysv():
    libc.shmat.restype = ctypes.c_void_p
    for _ in range(4):
        number = libc.shmget(0, 64 * 2**20, 0o1600)
        if number < 0:
            return False
        where = libc.shmat(number, None, 0)
        libc.shmctl(number, 0, None)
        ctypes.memset(where, 1, 64 * 2**20)
        libc.shmdt(ctypes.c_void_p(where))
    return True

def by_pipes():
    import fcntl

    kept = 0
    for _ in range(40):
        pair = os.pipe()
        os.set_blocking(pair[1], False)
        fcntl.fcntl(pair[1], 1031, 2**20)
        kept += os.write(pair[1], bytes(2**20))
    return kept > 30 * 2**20

def run(ctx, host):
    attempt("420 MiB in files without a name", by_memfd)
    attempt("256 MiB in shared segments", by_sysv)
    attempt("40 MiB in pipes", by_pipes)
    return won
""",
        limits=replace(QUICK, memory_bytes=200 * MEBIBYTE),
        endings=(Ending.OK, Ending.RESOURCE, Ending.KILLED),
    ),
)
