"""Programs that harm by what they say: output, results, errors."""

from dataclasses import replace

from sayso.sandbox.types import Ending
from tests.sandbox.hostile.attack import QUICK, Attack, Outside

SHORT = replace(QUICK, wall_seconds=1.5)
BROKEN = (Ending.ERROR, Ending.RESOURCE)

ATTACKS = (
    Attack(
        "prints far more than it may",
        """
def run(ctx, host):
    for _ in range(1000):
        print("x" * 100_000)
    return ["said it all"]
""",
        endings=(Ending.RESOURCE,),
    ),
    Attack(
        "prints without end",
        """
def run(ctx, host):
    while True:
        print("again")
""",
        endings=(Ending.RESOURCE,),
        outside=Outside.GOES_ON,
    ),
    Attack(
        "prints without end and without a line's end",
        """
def run(ctx, host):
    while True:
        os.write(1, b"x" * 4096)
""",
        endings=(Ending.RESOURCE,),
        outside=Outside.GOES_ON,
    ),
    Attack(
        "prints what is no text",
        """
def run(ctx, host):
    os.write(1, bytes(range(256)) * 10)
    os.write(2, b"\\xed\\xa0\\x80\\xf0\\x28")
    print("\\ud800 \\x00 \\x1b]0;title\\x07 \\u202e", flush=True)
    return ["said it"] if not host["inside"] else []
""",
        endings=(Ending.OK, Ending.ERROR),
        outside=Outside.DIES,
    ),
    Attack(
        "prints one character at a time",
        """
def run(ctx, host):
    end = time.monotonic() + (1 if host["inside"] else 60)
    while time.monotonic() < end:
        os.write(1, b"x")
    return []
""",
        endings=(Ending.OK, Ending.RESOURCE),
        outside=Outside.GOES_ON,
    ),
    Attack(
        "gives a result larger than it may",
        """
def run(ctx, host):
    return ["x" * 1_000_000]
""",
        endings=BROKEN,
    ),
    Attack(
        "gives a result that is nested deeply",
        """
def run(ctx, host):
    nested = []
    for _ in range(90_000):
        nested = [nested]
    return nested
""",
        endings=BROKEN,
        outside=Outside.DIES,
    ),
    Attack(
        "forges a result that is nested deeply",
        """
def run(ctx, host):
    os.write(3, b'{"ending": "ok", "result": ' + b"[" * 1000 + b"]" * 1000 + b"}")
    os._exit(0)
""",
        endings=(Ending.KILLED, Ending.ERROR),
        outside=Outside.DIES,
    ),
    Attack(
        "forges a result with numbers that no reader takes",
        """
def run(ctx, host):
    os.write(3, b'{"ending": "ok", "result": [1e999, ' + b"9" * 5000 + b"]}")
    os._exit(0)
""",
        endings=(Ending.KILLED, Ending.ERROR),
        outside=Outside.DIES,
    ),
    Attack(
        "gives a result that holds itself",
        """
def run(ctx, host):
    circle = {}
    circle["self"] = [circle]
    return circle
""",
        endings=BROKEN,
        outside=Outside.DIES,
    ),
    Attack(
        "gives numbers that no reader takes",
        """
def run(ctx, host):
    return [float("nan"), float("inf"), -float("inf")]
""",
        endings=(Ending.OK, Ending.ERROR),
        gives=[None, None, None],
        unsafe="plain Python gives them as they are",
    ),
    Attack(
        "gives a number of a hundred thousand digits",
        """
def run(ctx, host):
    sys.set_int_max_str_digits(0)
    return [10**100_000]
""",
        endings=BROKEN,
    ),
    Attack(
        "gives texts that are no texts",
        """
def run(ctx, host):
    return {"half": "\\ud800", "nul": "a\\x00b", "key\\udfff": 1}
""",
        endings=(Ending.OK, Ending.ERROR),
        gives={"half": "?", "nul": "a\ufffdb", "key?": 1},
        unsafe="plain Python gives them as they are",
    ),
    Attack(
        "gives things that act when they are looked at",
        """
class Trap(dict):
    def items(self):
        os._exit(3)

    keys = values = __iter__ = __len__ = __getitem__ = items

    def __reduce__(self):
        return os.system, ("touch " + marker,)

def run(ctx, host):
    global marker
    marker = host["code"][0] + "/" + host["token"]
    return Trap(a=1)
""",
        endings=(Ending.OK, Ending.KILLED, Ending.ERROR),
        outside=Outside.DIES,
    ),
    Attack(
        "gives a text that says it is something else",
        """
class Text(str):
    def __str__(self):
        while True:
            pass

    __repr__ = encode = __len__ = __str__

class Number(int):
    def __repr__(self):
        return "1, " * 10_000_000

class Odd(Exception):
    pass

def run(ctx, host):
    return [Text("a"), Number(1), {Number(2): Odd}]
""",
        endings=(Ending.OK, Ending.ERROR, Ending.RESOURCE, Ending.TIMED_OUT),
        limits=SHORT,
        outside=Outside.DIES,
    ),
    Attack(
        "raises an error that cannot be told",
        """
class Bad(Exception):
    def __str__(self):
        raise Bad()

    __repr__ = __str__

def run(ctx, host):
    raise Bad()
""",
        endings=(Ending.ERROR,),
        outside=Outside.DIES,
    ),
    Attack(
        "raises an error with an endless message",
        """
def run(ctx, host):
    raise type("E" * 1_000_000, (Exception,), {})("\\ud800" + "x" * 20_000_000)
""",
        endings=BROKEN,
        outside=Outside.DIES,
    ),
    Attack(
        "raises an error that never ends telling",
        """
class Slow(Exception):
    def __str__(self):
        time.sleep(3600)

def run(ctx, host):
    raise Slow()
""",
        endings=(Ending.TIMED_OUT, Ending.ERROR),
        limits=SHORT,
        outside=Outside.GOES_ON,
    ),
    Attack(
        "raises errors that come from each other in a circle",
        """
def run(ctx, host):
    first, second = ValueError("a"), ValueError("b")
    first.__cause__, second.__cause__ = second, first
    group = ExceptionGroup("many", [ValueError("x" * 100) for _ in range(50_000)])
    group.__context__ = first
    raise group
""",
        endings=(Ending.ERROR, Ending.RESOURCE),
        outside=Outside.DIES,
    ),
    Attack(
        "lies about where its error is",
        """
def run(ctx, host):
    exec(compile("\\n" * 100 + "raise ValueError(1)", "/etc/passwd", "exec"))
""",
        endings=(Ending.ERROR,),
        says="ValueError",
        outside=Outside.DIES,
    ),
    Attack(
        "breaks while it is compiled",
        "\nx = " + "(" * 5_000 + ")" * 5_000 + "\n\ndef run(ctx, host):\n    return []\n",
        endings=BROKEN,
        outside=Outside.DIES,
    ),
    Attack(
        "takes all memory while it is compiled",
        "\nx = (1,) * 2**33\n\ndef run(ctx, host):\n    return ['compiled']\n",
        endings=BROKEN,
        unsafe="64 GiB",
    ),
    Attack(
        "is no text",
        "\nx = '\\x00\x00'\n\ndef run(ctx, host):\n    return []\n",
        endings=(Ending.ERROR,),
        outside=Outside.DIES,
    ),
)
