"""Programs that turn against what runs them, and against whoever runs next."""

from dataclasses import replace

from sayso.sandbox.types import Ending
from tests.sandbox.hostile.attack import QUICK, Attack, Outside

SHORT = replace(QUICK, wall_seconds=1.5)
ANY_END = (Ending.OK, Ending.ERROR, Ending.KILLED, Ending.TIMED_OUT, Ending.RESOURCE)

ATTACKS = (
    Attack(
        "reads secrets from its environment",
        """
WORDS = (
    "KEY",
    "TOKEN",
    "SECRET",
    "PASSW",
    "DATABASE",
    "SAYSO",
    "HOSTILE",
    "SSH",
    "AWS",
    "PROXY_AUTH",
    "HOME_OF",
)

def run(ctx, host):
    for name, value in os.environ.items():
        if host["half"] in value or any(word in name.upper() for word in WORDS):
            won.append(name)
    return won
""",
    ),
    Attack(
        "looks for the harness among all objects",
        """
import gc

def run(ctx, host):
    if not host["inside"]:
        kept = {"password": host["half"] + "-rest", "hosts": []}
    frame = sys._getframe()
    while frame:
        if frame.f_code.co_name != "run":
            for name, value in {**frame.f_locals, **frame.f_globals}.items():
                if isinstance(value, (str, bytes)) and "secret" in name.lower() and value:
                    won.append("secret in a frame: " + name)
        frame = frame.f_back
    for thing in gc.get_objects():
        if type(thing) is dict:
            for name, value in list(thing.items()):
                if (
                    type(name) is str
                    and name.lower() in ("password", "dsn", "database_url", "secrets")
                    and value
                ):
                    if type(value) in (str, bytes, dict):
                        won.append("object with " + name)
    return won
""",
    ),
    Attack(
        "changes every module that is loaded",
        """
def run(ctx, host):
    import builtins, io, json

    for name, module in list(sys.modules.items()):
        if name.split(".")[0] in (
            "json",
            "pandas",
            "numpy",
            "httpx",
            "socket",
            "os",
            "io",
            "struct",
            "select",
        ):
            for word in list(vars(module)):
                if not word.startswith("__"):
                    try:
                        setattr(module, word, None)
                    except Exception:
                        pass
    sys.modules["json"] = sys.modules["pandas"] = None
    builtins.len = builtins.print = lambda *_: 42
    builtins.poisoned = True
    sys.poisoned = True
    return []
""",
        endings=ANY_END,
        limits=SHORT,
        outside=Outside.DIES,
    ),
    Attack(
        "overwrites the memory of the interpreter",
        """
def run(ctx, host):
    ctypes.memset(id(None) + 16, 0xFF, 256)
    ctypes.memset(id(int), 0, 4096)
    return [1, None]
""",
        endings=ANY_END,
        limits=SHORT,
        outside=Outside.DIES,
    ),
    Attack(
        "makes its own code writable and runs what it wrote",
        """
import mmap

def run(ctx, host):
    page = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    # kill(getppid(), SIGKILL); then the same for the first process, then for everybody; then return
    page.write(
        bytes.fromhex(
            "b86e0000000f0589c7be090000006a3e580f05bf010000006a3e580f0548c7c7ffffffff6a3e580f05c3"
        )
    )
    attempt("sees the host", lambda: os.kill(host["pid"], 0) is None)
    if not won:
        ctypes.CFUNCTYPE(None)(ctypes.addressof(ctypes.c_char.from_buffer(page)))()
    return won
""",
        endings=(Ending.OK, Ending.KILLED),
    ),
    Attack(
        "leaves handlers for whoever comes after",
        """
import atexit, gc

def run(ctx, host):
    sys.settrace(lambda *_: None)
    sys.setprofile(lambda *_: None)
    threading.settrace(lambda *_: None)
    sys.meta_path.insert(0, None)
    sys.path.insert(0, ".")
    sys.excepthook = sys.unraisablehook = sys.displayhook = None
    os.register_at_fork(before=lambda: os._exit(9), after_in_child=lambda: os._exit(9))
    signal.setitimer(signal.ITIMER_REAL, 0.01, 0.01)
    signal.signal(signal.SIGALRM, lambda *_: os._exit(9))
    gc.disable()
    os.umask(0o777)
    os.environ["PYTHONSTARTUP"] = "/work/x.py"
    with open("sitecustomize.py", "w") as file:
        file.write("raise SystemExit(9)")
    atexit.register(os._exit, 9)
    time.sleep(0.1)
    return []
""",
        endings=ANY_END,
        limits=SHORT,
        outside=Outside.DIES,
    ),
    Attack(
        "puts modules of its own in the way of the packages",
        """
def run(ctx, host):
    for name in ("json", "httpx", "pandas", "encodings", "sitecustomize", "usercustomize", "_socket"):
        with open(name + ".py", "w") as file:
            file.write("import sys; sys.poisoned = True")
    sys.path.insert(0, os.getcwd())
    os.makedirs(os.path.expanduser("~/.local/lib/python3.11/site-packages"), exist_ok=True)
    with open(os.path.expanduser("~/.local/lib/python3.11/site-packages/evil.pth"), "w") as file:
        file.write("import sys; sys.poisoned = True")
    return []
""",
        endings=(Ending.OK, Ending.ERROR),
        unsafe="it would leave files in the home folder",
    ),
    Attack(
        "speaks to the zygote as if it were the host",
        """
import glob

def run(ctx, host):
    lines = [
        number
        for number in range(3, 64)
        if os.path.exists(f"/proc/self/fd/{number}")
        and os.readlink(f"/proc/self/fd/{number}").startswith("socket:")
    ]
    said = b'{"kind": "run", "code": "import os; os._exit(1)", "stop": true}\\n'
    for number in lines:
        try:
            line = socket.socket(fileno=os.dup(number))
            line.settimeout(0.1)
            line.sendmsg([struct.pack(">I", len(said)), said])
            line.sendmsg([said], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, struct.pack("i", 0))])
            line.detach()
        except OSError:
            pass
    for path in glob.glob("/run/**", recursive=True) + glob.glob("/tmp/**") + glob.glob("/*"):
        try:
            with socket.socket(socket.AF_UNIX) as line:
                line.settimeout(0.2)
                line.connect(path)
                line.sendall(said)
                line.recv(100)
        except OSError:
            pass
    return []
""",
        endings=ANY_END,
        limits=replace(QUICK, wall_seconds=3),
        unsafe="nothing to win; the next run must be right",
    ),
)
