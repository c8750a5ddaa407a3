"""Programs that are after the network without asking the proxy."""

from tests.sandbox.hostile.attack import Attack

ATTACKS = (
    Attack(
        "opens sockets of every family",
        """
def made(family, kind):
    with socket.socket(family, kind, 0):
        return True

def run(ctx, host):
    for family in range(2, 46):
        for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_RAW, socket.SOCK_SEQPACKET):
            attempt(f"family {family}, kind {int(kind)}", made, family, kind)
    return won
""",
    ),
    Attack(
        "connects to servers of the host",
        """
def connected(address):
    with socket.create_connection((address, host_port), timeout=1):
        return True

def run(ctx, host):
    global host_port
    host_port = host["tcp"]
    for address in ("127.0.0.1", "localhost", "0.0.0.0", "::1", host["address"]):
        attempt("reached " + address, connected, address)
    return won
""",
    ),
    Attack(
        "sends datagrams to the host",
        """
def run(ctx, host):
    def sent(family, address):
        with socket.socket(family, socket.SOCK_DGRAM) as line:
            return line.sendto(b"hello", (address, host["udp"]))

    attempt("over IPv4", sent, socket.AF_INET, "127.0.0.1")
    attempt("over IPv6", sent, socket.AF_INET6, "::1")
    return won
""",
    ),
    Attack(
        "listens for others",
        """
def run(ctx, host):
    def listened(family, address):
        with socket.socket(family) as line:
            line.bind(address)
            line.listen()
            return True

    attempt("on every address", listened, socket.AF_INET, ("0.0.0.0", 0))
    attempt("on every address of IPv6", listened, socket.AF_INET6, ("::", 0))
    return won
""",
    ),
    Attack(
        "asks for names",
        """
def asked(server):
    query = bytes.fromhex("123401000001000000000000076578616d706c6503636f6d0000010001")  # example.com
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line:
        return line.sendto(query, server)

def run(ctx, host):
    attempt("localhost", socket.getaddrinfo, "localhost", 80)
    attempt("by hand", asked, ("127.0.0.1", host["udp"]))
    attempt("by the name of the machine", lambda: socket.gethostname() == host["name"])
    return won
""",
    ),
    Attack(
        "reaches sockets of the host by name",
        """
def reached(address):
    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(1)
        line.connect(address)
        return True

def run(ctx, host):
    attempt("without a file", reached, "\\0" + host["abstract"])
    attempt("through a file", reached, host["unix"])
    for path in (
        "/run/docker.sock",
        "/var/run/docker.sock",
        "/run/systemd/private",
        "/run/dbus/system_bus_socket",
        "/run/systemd/journal/socket",
        "/tmp/.s.PGSQL.5432",
        "/var/run/postgresql/.s.PGSQL.5432",
    ):
        attempt(path, reached, path)
    try:
        for line in open("/proc/net/unix"):
            name = line.split()[-1]
            if name == "@" + host["abstract"] or (host["inside"] and name.startswith("@")):
                attempt("heard of " + name, reached, "\\0" + name[1:])
    except OSError:
        pass
    return won
""",
    ),
    Attack(
        "looks at the network of the machine",
        """
def run(ctx, host):
    attempt("interfaces", lambda: [name for _, name in socket.if_nameindex() if name != "lo"])
    attempt("connections", lambda: len(open("/proc/net/tcp").readlines()) > 1)
    attempt("routes", lambda: len(open("/proc/net/route").readlines()) > 1)
    attempt("addresses nearby", lambda: len(open("/proc/net/arp").readlines()) > 1)
    attempt("over netlink", lambda: socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0))
    return won
""",
    ),
)
