"""Programs that are after the files of the host."""

from sayso.sandbox.types import Ending
from tests.sandbox.hostile.attack import Attack, Outside

ATTACKS = (
    Attack(
        "reads files of the host",
        """
import hashlib

def digest(path):
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()

def run(ctx, host):
    for path in host["files"]:
        attempt("read " + path, holds, path, host)
    for path, known in host["digests"].items():
        attempt("read " + path, lambda path, known: digest(path) == known, path, known)
    return won
""",
    ),
    Attack(
        "lists folders of the host",
        """
def run(ctx, host):
    for folder, name in host["names"].items():
        attempt("listed " + folder, lambda folder, name: name in os.listdir(folder), folder, name)
        attempt("knows of " + folder + "/" + name, os.stat, folder + "/" + name)
    return won
""",
    ),
    Attack(
        "walks every folder there is for the canary",
        """
def run(ctx, host):
    start = "/" if host["inside"] else os.path.dirname(host["folder"])
    end = time.monotonic() + 3
    for folder, _, names in os.walk(start):
        if folder.startswith("/proc") or time.monotonic() > end:
            continue
        if host["canary"] in names:
            won.append("found it in " + folder)
            break
    return won
""",
    ),
    Attack(
        "follows links out of its folder",
        """
import tempfile

def linked(target, make, host):
    link = tempfile.mktemp(dir=".")
    try:
        make(target, link)
        return holds(link, host)
    finally:
        if os.path.lexists(link):
            os.unlink(link)

def run(ctx, host):
    os.chdir(tempfile.mkdtemp())
    for path in host["files"]:
        attempt("symbolic link to " + path, linked, path, os.symlink, host)
        attempt("hard link to " + path, linked, path, os.link, host)
        attempt("upwards to " + path, holds, "../" * 40 + path.lstrip("/"), host)
    return won
""",
    ),
    Attack(
        "goes through /proc to other roots",
        """
def run(ctx, host):
    for process in ["self", "1", str(host["pid"]), str(os.getppid()), *listed("/proc")]:
        if process in ("self", "1") or process.isdigit():
            for way in ("root", "cwd"):
                attempt(f"{way} of {process}", holds, f"/proc/{process}/{way}{host['files'][0]}", host)
    return won
""",
    ),
    Attack(
        "opens files by their handle",
        """
class Handle(ctypes.Structure):
    _fields_ = [("bytes", ctypes.c_uint), ("type", ctypes.c_int), ("handle", ctypes.c_ubyte * 128)]

def by_name(path, folder):
    handle, mount = Handle(bytes=128), ctypes.c_int()
    call(303, -100, ctypes.c_char_p(path.encode()), ctypes.byref(handle), ctypes.byref(mount), 0)
    return by_handle(handle, folder)

def by_handle(handle, folder):
    here = os.open(folder, os.O_RDONLY)
    return call(304, here, ctypes.byref(handle), os.O_RDONLY) > 0

def by_inode(number, folder):
    handle = Handle(bytes=8, type=1)
    struct.pack_into("<II", handle.handle, 0, number, 0)
    return by_handle(handle, folder)

def run(ctx, host):
    attempt("by name", by_name, host["files"][0], host["folder"])
    for folder in ("/", "/usr", "/lib", os.path.dirname(os.__file__), os.getcwd()):
        attempt("the root of what is under " + folder, by_inode, 2, folder)
    attempt("the call passes", passes, 304, -1, 0, 0)
    return won
""",
    ),
    Attack(
        "reads what the kernel tells of the machine",
        """
def addresses():
    return any(int(line.split()[0], 16) for line in open("/proc/kallsyms"))

def opened(path, flags):
    os.close(os.open(path, flags))
    return True

def run(ctx, host):
    attempt("addresses of the kernel", addresses)
    for path in (
        "/proc/kcore",
        "/proc/kmsg",
        "/dev/kmsg",
        "/dev/mem",
        "/dev/port",
        "/dev/kvm",
        "/dev/fuse",
        "/dev/vda",
        "/dev/sda",
        "/dev/nvme0n1",
        "/dev/net/tun",
        "/sys/kernel/notes",
        "/sys/fs/cgroup",
        "/sys/class/net",
        "/proc/timer_list",
        "/proc/slabinfo",
        "/proc/config.gz",
    ):
        attempt("opened " + path, opened, path, os.O_RDONLY)
    for path in (
        "/proc/sysrq-trigger",
        "/proc/sys/kernel/core_pattern",
        "/proc/sys/kernel/hostname",
        "/proc/sys/vm/overcommit_memory",
        "/proc/sys/kernel/modprobe",
        "/proc/sys/fs/file-max",
        "/proc/sys/net/ipv4/ip_forward",
    ):
        attempt("may write " + path, opened, path, os.O_WRONLY)
    return won
""",
    ),
    Attack(
        "writes into the packages and the interpreter",
        """
def left(folder, token):
    with open(os.path.join(folder, token + ".py"), "w") as file:
        file.write("import os")
    return True

def appended(path):
    with open(path, "a") as file:
        file.write("# " + path)
    return True

def run(ctx, host):
    folders = host["code"]
    if host["inside"]:
        folders = {
            os.path.dirname(os.__file__),
            os.path.dirname(sys.executable),
            sys.prefix,
            sys.base_prefix,
        }
        folders |= {folder for folder in sys.path if os.path.isdir(folder)}
        folders |= {"/", "/usr", "/usr/bin", "/bin", "/lib", "/etc", "/proc", "/sys", "/dev"}
        folders -= {os.getcwd(), "/tmp"}
    for folder in folders:
        attempt("left a file in " + folder, left, folder, host["token"])
        attempt("changed the rights of " + folder, lambda: os.chmod(folder, 0o777) is None)
        for name in listed(folder)[:50]:
            if name.endswith(".py"):
                attempt("appended to " + name, appended, os.path.join(folder, name))
                attempt(
                    "renamed " + name, lambda: os.rename(f"{folder}/{name}", f"{folder}/_{name}") is None
                )
                break
    return won
""",
    ),
    Attack(
        "writes where the host keeps things",
        """
def left(folder, token):
    path = os.path.join(folder, token)
    with open(path, "w") as file:
        file.write("here")
    return folder in host_folders

def run(ctx, host):
    global host_folders
    host_folders = host["code"]
    for folder in (
        [
            *host["code"],
            host["folder"],
            "/tmp",
            "/var/tmp",
            "/dev/shm",
            "/run",
            "/home",
            "/root",
            "/etc",
            "/var",
            "/mnt",
            "/opt",
            "/srv",
            host["home"],
        ]
        if host["inside"]
        else host["code"]
    ):
        attempt("left a file in " + folder, left, folder, host["token"])
    return won
""",
    ),
    Attack(
        "makes device files",
        """
import stat, tempfile

def made(kind, major, minor):
    path = tempfile.mktemp()
    try:
        os.mknod(path, kind | 0o600, os.makedev(major, minor))
        os.close(os.open(path, os.O_RDONLY))
        return True
    finally:
        if os.path.lexists(path):
            os.unlink(path)

def run(ctx, host):
    attempt("memory", made, stat.S_IFCHR, 1, 1)
    attempt("zero", made, stat.S_IFCHR, 1, 5)
    attempt("disk", made, stat.S_IFBLK, 254, 0)
    return won
""",
    ),
    Attack(
        "swaps a folder for a link while it is cleaned up",
        """
def run(ctx, host):
    where = os.getcwd() if host["inside"] else host["code"][0]
    os.chdir(where)
    os.makedirs("deep/" * 30, exist_ok=True)
    os.makedirs("locked/inner")
    open("locked/inner/file", "w").close()
    os.chmod("locked/inner", 0)
    os.chmod("locked", 0)
    for number in range(20):
        os.symlink(host["folder"], f"link{number}")
    os.symlink("loop", "loop")

    def race():
        while True:
            try:
                os.rename("swap", "aside")
                os.symlink(host["folder"], "swap")
                os.unlink("swap")
                os.rename("aside", "swap")
            except OSError:
                os.makedirs("swap/inner", exist_ok=True)

    threading.Thread(target=race, daemon=True).start()
    time.sleep(0.2)
    return [] if host["inside"] else [name for name in os.listdir("link0") if name == host["canary"]]
""",
    ),
    Attack(
        "fills the disk with one file",
        """
def run(ctx, host):
    with open("big", "wb") as file:
        for _ in range(200):
            file.write(bytes(2**20))
            file.flush()
    return ["200 MiB in one file"]
""",
        endings=(Ending.RESOURCE,),
    ),
    Attack(
        "fills the disk with many files",
        """
def run(ctx, host):
    for number in range(100):
        with open(f"big{number}", "wb") as file:
            file.write(bytes(4 * 2**20))
    return ["400 MiB in many files"]
""",
        endings=(Ending.RESOURCE,),
    ),
    Attack(
        "fills every folder that takes something",
        """
def run(ctx, host):
    total = count = 0
    for folder in (
        ["/tmp", "/dev/shm", "/var/tmp", "/run", "/dev/mqueue", "/dev", "/", "/home", os.getcwd()]
        if host["inside"]
        else host["code"]
    ):
        for number in range(30):
            try:
                count += 1
                with open(f"{folder}/{host['token']}{count}", "wb", buffering=0) as file:
                    for _ in range(4):
                        total += file.write(bytes(2**20))
            except OSError:
                break
    if total > 20 * 2**20:
        won.append(f"{total >> 20} MiB in all")
    return won
""",
    ),
    Attack(
        "uses up the inodes",
        """
def run(ctx, host):
    made = 0
    try:
        for made in range(25_000):
            os.close(os.open(f"n{made}", os.O_CREAT | os.O_WRONLY))
    except OSError:
        pass
    if made > 20_000:
        won.append(f"{made} files")
    return won
""",
    ),
    Attack(
        "makes a file larger than the disk",
        """
def truncated():
    with open("sparse", "wb") as file:
        file.truncate(2**40)
    return True

def allocated():
    with open("allocated", "wb") as file:
        os.posix_fallocate(file.fileno(), 0, 64 * 2**20)
    return True

def run(ctx, host):
    attempt("sparse", truncated)
    attempt("allocated", allocated)
    return won
""",
    ),
    Attack(
        "asks for a core dump with all of its memory",
        """
import resource

def run(ctx, host):
    try:
        resource.setrlimit(resource.RLIMIT_CORE, (resource.RLIM_INFINITY,) * 2)
    except (OSError, ValueError):
        pass
    os.abort()
""",
        endings=(Ending.KILLED,),
        outside=Outside.DIES,
    ),
)
