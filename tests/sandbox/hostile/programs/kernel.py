"""Programs that are after the kernel: rights, namespaces, seldom used calls."""

from sayso.sandbox.types import Ending
from tests.sandbox.hostile.attack import Attack

_HARMS = "it would change the machine"

ATTACKS = (
    Attack(
        "follows other processes",
        """
PTRACE, ATTACH, SEIZE, TRACEME = 101, 16, 0x4206, 0

def run(ctx, host):
    for pid in {host["pid"], os.getppid(), 1}:
        if pid != 1 or host["inside"]:
            attempt(f"seized {pid}", lambda: call(PTRACE, SEIZE, pid, 0, 0) == 0)
    attempt("followed itself", in_child, lambda: call(PTRACE, TRACEME, 0, 0, 0) == 0)
    return won
""",
    ),
    Attack(
        "reads the memory of other processes",
        """
class Piece(ctypes.Structure):
    _fields_ = [("base", ctypes.c_void_p), ("length", ctypes.c_size_t)]

def taken(pid):
    mine = ctypes.create_string_buffer(16)
    here = Piece(ctypes.addressof(mine), 16)
    there = Piece(int(open(f"/proc/{pid}/maps").readline().split("-")[0], 16) if proc else 0x400000, 16)
    return call(310, pid, ctypes.byref(here), 1, ctypes.byref(there), 1, 0)

def written(pid):
    with open(f"/proc/{pid}/mem", "r+b"):
        return True

def run(ctx, host):
    global proc
    proc = os.path.exists("/proc/self/maps")
    for pid in {host["pid"], os.getppid(), 1}:
        if pid != 1 or host["inside"]:
            attempt(f"took from {pid}", taken, pid)
            attempt(f"may write to {pid}", written, pid)
            attempt(f"maps of {pid}", lambda: open(f"/proc/{pid}/maps").read())
    attempt("the call passes", passes, 310, host["pid"], 0, 0, 0, 0, 0)
    return won
""",
    ),
    Attack(
        "reads the environment of other processes",
        """
def run(ctx, host):
    for pid in ["1", str(host["pid"]), str(os.getppid()), *filter(str.isdigit, listed("/proc"))]:
        if pid != str(os.getpid()):
            attempt("environment of " + pid, holds, f"/proc/{pid}/environ", host)
            attempt("words of " + pid, holds, f"/proc/{pid}/cmdline", host)
    return won
""",
    ),
    Attack(
        "takes descriptors from other processes",
        """
def run(ctx, host):
    for pid in {host["pid"], os.getppid(), 1}:
        if pid == 1 and not host["inside"]:
            continue
        try:
            line = os.pidfd_open(pid)
        except OSError:
            continue
        for number in range(20):
            attempt(f"descriptor {number} of {pid}", lambda: call(438, line, number, 0) >= 0)
    attempt("the call passes", passes, 438, -1, 0, 0)
    return won
""",
    ),
    Attack(
        "mounts",
        """
def run(ctx, host):
    text = ctypes.c_char_p
    for kind in ("tmpfs", "proc", "sysfs", "overlay", "cgroup", "cgroup2", "devpts", "ext4"):
        attempt(
            "mount " + kind,
            in_child,
            lambda: call(165, text(b"none"), text(b"/tmp"), text(kind.encode()), 0, None) == 0,
        )
    attempt("remount", in_child, lambda: call(165, None, text(b"/"), None, 4096 | 32, None) == 0)
    attempt("umount", in_child, lambda: call(166, text(b"/proc"), 2) == 0)
    attempt("pivot_root", in_child, lambda: call(155, text(b"."), text(b".")) == 0)
    attempt("chroot", in_child, lambda: os.chroot(".") is None)
    for name, number in {
        "mount": 165,
        "umount2": 166,
        "pivot_root": 155,
        "open_tree": 428,
        "move_mount": 429,
        "fsopen": 430,
        "fsconfig": 431,
        "fsmount": 432,
        "fspick": 433,
        "mount_setattr": 442,
        "chroot": 161,
    }.items():
        attempt(name + " passes", passes, number, -1, -1, -1, -1, -1)
    return won
""",
        unsafe=_HARMS,
    ),
    Attack(
        "changes its root",
        """
def run(ctx, host):
    attempt("chroot", in_child, lambda: os.chroot("/") is None)
    return won
""",
    ),
    Attack(
        "makes namespaces of its own",
        """
def run(ctx, host):
    for name, flag in {
        "user": 0x10000000,
        "mount": 0x20000,
        "pid": 0x20000000,
        "net": 0x40000000,
        "ipc": 0x8000000,
        "uts": 0x4000000,
        "cgroup": 0x2000000,
        "time": 0x80,
        "user and mount": 0x10020000,
    }.items():
        attempt("unshare " + name, in_child, lambda: call(272, flag) == 0)

    def cloned(flag):
        child = call(56, flag | signal.SIGCHLD, 0, 0, 0, 0)
        if child == 0:
            os._exit(0)
        os.waitpid(child, 0)
        return True

    def cloned_anew():
        arguments = struct.pack("<11Q", 0x10000000, 0, 0, 0, signal.SIGCHLD, 0, 0, 0, 0, 0, 0)
        child = call(435, ctypes.c_char_p(arguments), len(arguments))
        if child == 0:
            os._exit(0)
        os.waitpid(child, 0)
        return True

    attempt("clone with a user namespace", cloned, 0x10000000)
    attempt("clone with a network", cloned, 0x50000000)
    attempt("clone3 with a user namespace", cloned_anew)
    return won
""",
    ),
    Attack(
        "enters namespaces of others",
        """
def run(ctx, host):
    for pid in {host["pid"], os.getppid(), 1}:
        for kind in ("user", "mnt", "net", "pid", "ipc"):
            if pid != 1 or host["inside"]:
                attempt(
                    f"{kind} of {pid}",
                    in_child,
                    lambda: call(308, os.open(f"/proc/{pid}/ns/{kind}", os.O_RDONLY), 0) == 0,
                )
    attempt("the call passes", passes, 308, -1, 0)
    return won
""",
    ),
    Attack(
        "becomes somebody else",
        """
def powers():
    header, data = (ctypes.c_uint * 2)(0x20080522, 0), (ctypes.c_uint * 6)()
    call(125, ctypes.byref(header), ctypes.byref(data))
    return any(data)

def run(ctx, host):
    attempt(
        "is root", lambda: os.getuid() == 0 or os.geteuid() == 0 or os.getgid() == 0 or 0 in os.getgroups()
    )
    for name in ("setuid", "setgid", "seteuid", "setegid"):
        attempt(name, in_child, lambda: getattr(os, name)(0) is None)
    attempt("setgroups", in_child, lambda: os.setgroups([0]) is None)
    attempt("setresuid", in_child, lambda: os.setresuid(0, 0, 0) is None)
    attempt("has capabilities", powers)
    attempt(
        "could get capabilities", lambda: any(libc.prctl(23, number, 0, 0, 0) == 1 for number in range(41))
    )
    attempt("keeps capabilities", lambda: libc.prctl(28, 1, 0, 0, 0) == 0)
    attempt("may gain by exec", lambda: libc.prctl(39, 0, 0, 0, 0) != 1)
    return won
""",
    ),
    Attack(
        "looks for programs that run as root",
        """
import stat

def run(ctx, host):
    for folder in ("/bin", "/usr/bin", "/sbin", "/usr/sbin", "/usr/lib", "/usr/local/bin"):
        for at, _, names in os.walk(folder):
            for name in names:
                try:
                    mode = os.stat(os.path.join(at, name)).st_mode
                except OSError:
                    continue
                if mode & (stat.S_ISUID | stat.S_ISGID):
                    return [os.path.join(at, name)]
    return won
""",
    ),
    Attack(
        "makes a program that runs as root",
        """
import shutil

def run(ctx, host):
    where = os.getcwd() if host["inside"] else host["code"][0]

    def raised():
        own = os.path.join(where, "own")
        shutil.copy(os.path.realpath(sys.executable), own)
        os.chmod(own, 0o4755)
        answer = subprocess.run(
            [own, "-I", "-S", "-c", "import os; print(os.geteuid())"],
            capture_output=True,
            timeout=3,
            env={"LD_LIBRARY_PATH": os.environ.get("LD_LIBRARY_PATH", "")},
        )
        return answer.stdout.strip() == b"0"

    attempt("runs as root", raised)
    return won
""",
    ),
    Attack(
        "tries calls that no program needs",
        """
CALLS = {
    "ptrace": (101, 9999, 0, 0, 0),
    "bpf": (321, 9999, 0, 0),
    "perf_event_open": (298, 1, 0, -1, -1, 0),
    "userfaultfd": (323, -1),
    "io_uring_setup": (425, 0, 0),
    "io_uring_enter": (426, -1, 0, 0, 0, 0),
    "io_uring_register": (427, -1, 0, 0, 0),
    "keyctl": (250, 9999),
    "add_key": (248, 1, 1, 1, 0, 0),
    "request_key": (249, 1, 1, 1, 0),
    "kcmp": (312, 0, 0, 99, 0, 0),
    "process_vm_writev": (311, 0, 1, 1, 1, 1, 0),
    "personality": (135, 0xFFFFFFFF),
    "syslog": (103, 10, 0, 0),
    "acct": (163, 1),
    "swapon": (167, 1, 0),
    "quotactl": (179, 1, 1, 1, 1),
    "init_module": (175, 1, 1, 1),
    "finit_module": (313, -1, 1, 0),
    "delete_module": (176, 1, 0),
    "kexec_load": (246, 1, 1, 1, 9999),
    "kexec_file_load": (320, -1, -1, 0, 0, 0),
    "reboot": (169, 1, 1, 1, 1),
    "sethostname": (170, 1, 5),
    "setdomainname": (171, 1, 5),
    "settimeofday": (164, 1, 1),
    "adjtimex": (159, 1),
    "clock_settime": (227, 99, 1),
    "iopl": (172, 99),
    "ioperm": (173, -1, 1, 1),
    "fanotify_init": (300, -1, 0),
    "lookup_dcookie": (212, 1, 1, 1),
    "move_pages": (279, 1, 1, 1, 1, 1, 99),
    "migrate_pages": (256, 1, 1, 1, 1),
    "mbind": (237, 1, 1, 99, 1, 1, 99),
    "set_mempolicy": (238, 99, 1, 1),
    "process_madvise": (440, -1, 1, 1, 1, 99),
    "pidfd_getfd": (438, -1, 0, 0),
    "name_to_handle_at": (303, -1, 1, 1, 1, 99),
    "memfd_secret": (447, 99),
    "vmsplice": (278, -1, 1, 1, 99),
    "quotactl_fd": (443, -1, 0, 0, 0),
    "unshare": (272, 1),
    "setns": (308, -1, 99),
    "open_tree": (428, -1, 1, 99),
    "fsopen": (430, 1, 99),
    "mount": (165, 1, 1, 1, 0, 1),
    "shmget": (29, 7, 4096, 0),
    "msgget": (68, 7, 0),
    "semget": (64, 7, 1, 0),
    "mq_open": (240, 1, 0, 0, 0),
    "uselib": (134, 1),
    "inotify_init1": (294, 99),
    "inotify_add_watch": (254, -1, 1, 1),
    "nfsservctl": (180, 1, 1, 1),
    "modify_ldt": (154, 1, 1, 1),
    "listmount": (458, 1, 1, 1, 99),
    "statmount": (457, 1, 1, 1, 99),
}

def run(ctx, host):
    for name, (number, *words) in CALLS.items():
        attempt(name, in_child, passes, number, *words)
    return won
""",
    ),
    Attack(
        "goes through the door of 32-bit programs",
        """
import mmap

def by_interrupt(number):
    # mov eax, number; mov ebx, 2; mov ecx, 1; xor edx, edx; int 0x80; ret
    code = b"\\xb8" + struct.pack("<I", number) + bytes.fromhex("bb02000000b90100000031d2cd80c3")
    page = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    page.write(b"\\x53" + code[:-1] + b"\\x5b\\xc3")
    where = ctypes.addressof(ctypes.c_char.from_buffer(page))
    return ctypes.CFUNCTYPE(ctypes.c_int)(where)() >= 0

def run(ctx, host):
    attempt("getpid", in_child, by_interrupt, 20)
    attempt("socket", in_child, by_interrupt, 359)
    attempt("socket of the third kind", in_child, passes, 0x40000000 | 41, 2, 1, 0)
    return won
""",
    ),
    Attack(
        "runs a program from memory",
        """
def program():
    code = bytes.fromhex("b83c000000bf000000000f05")  # exit(0)
    start = 0x400000 + 64 + 56
    head = (
        b"\\x7fELF\\x02\\x01\\x01"
        + bytes(9)
        + struct.pack("<HHIQQQIHHHHHH", 2, 62, 1, start, 64, 0, 0, 64, 56, 1, 0, 0, 0)
    )
    part = struct.pack(
        "<IIQQQQQQ", 1, 5, 0, 0x400000, 0x400000, 64 + 56 + len(code), 64 + 56 + len(code), 4096
    )
    return head + part + code

def executed():
    line = os.memfd_create("x")
    os.write(line, program())
    call(322, line, ctypes.c_char_p(b""), (ctypes.c_void_p * 1)(), (ctypes.c_void_p * 1)(), 0x1000)

def run(ctx, host):
    attempt("made a file without a name", lambda: os.memfd_create("x") > 0)
    attempt("ran it", in_child, executed)
    return won
""",
    ),
    Attack(
        "types into the terminal",
        """
import fcntl, pty, termios

def typed(line):
    fcntl.ioctl(line, termios.TIOCSTI, b"x")
    return True

def taken():
    master, slave = pty.openpty()
    os.setsid()
    fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
    fcntl.ioctl(slave, termios.TIOCSTI, b"x")
    return True

def run(ctx, host):
    for line in (0, 1, 2):
        attempt(f"into {line}", typed, line)
    attempt("into the controlling one", lambda: typed(os.open("/dev/tty", os.O_RDWR)))
    attempt("is of the host's session", lambda: os.getsid(0) == os.getsid(host["pid"]))
    attempt("the call passes", lambda: termios_passes())
    return won

def termios_passes():
    try:
        fcntl.ioctl(0, termios.TIOCSTI, b"x")
    except OSError as refused:
        return refused.errno not in (errno.EPERM, errno.EACCES)
    return True
""",
    ),
    Attack(
        "turns off what is switched on for it",
        """
def status(name):
    for line in open("/proc/self/status"):
        if line.startswith(name + ":"):
            return line.split()[1]
    return ""

def run(ctx, host):
    attempt("no filter of calls", lambda: status("Seccomp") != "2" and libc.prctl(21, 0, 0, 0, 0) != 2)
    attempt("no mark against gaining rights", lambda: libc.prctl(39, 0, 0, 0, 0) != 1)
    attempt("removes the filter", lambda: libc.prctl(22, 0, 0, 0, 0) == 0)
    attempt("lets itself be dumped and followed", lambda: status("CoreDumping") == "1")
    return won
""",
        endings=(Ending.OK,),
    ),
    Attack(
        "speaks over queues that others could hear",
        """
def run(ctx, host):
    key = host["key"]
    attempt("a segment of others", lambda: libc.shmget(key, 1, 0) >= 0)
    attempt(
        "a segment",
        lambda: (
            libc.shmget(key + 1, 64, 0o1666) >= 0 and libc.shmctl(libc.shmget(key + 1, 1, 0), 0, None) == 0
        ),
    )
    attempt(
        "a queue",
        lambda: libc.msgget(key + 1, 0o1666) >= 0 and libc.msgctl(libc.msgget(key + 1, 0), 0, None) == 0,
    )
    attempt(
        "a semaphore",
        lambda: libc.semget(key + 1, 1, 0o1666) >= 0 and libc.semctl(libc.semget(key + 1, 0, 0), 0, 0) == 0,
    )
    return won
""",
    ),
)
