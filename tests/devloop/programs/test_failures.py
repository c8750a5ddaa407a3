"""Programs that really fail, in the real sandbox, are understood: what went wrong, and what to do."""

from dataclasses import dataclass, field
from typing import Any

import pytest

from sayso.devloop.programs.analysis import analyse
from sayso.devloop.programs.types import Analysis, Fault
from sayso.sandbox.service import OsSandbox
from sayso.sandbox.types import Entry, Limits, Network, Program, Reach
from tests.devloop.programs.source import Source

GET = "import httpx\ndata = httpx.get('{url}', timeout=5)\n"
JSON = GET + "data.raise_for_status()\ndata = data.json()\n"
TABLE = "import io, httpx, pandas as pd\ntext = httpx.get('{url}').text\n"


@dataclass(frozen=True)
class Failing:
    """A program, and what is to be said of its failure; ``{url}`` is the path at the source."""

    name: str
    code: str
    fault: Fault
    message: str
    advice: str = ""
    fallback: str = ""
    line: int | None = None
    is_passing: bool = False
    path: str = "/orders"
    entry: Entry = Entry.SCRIPT
    facts: dict[str, Any] = field(default_factory=dict)
    network: Network | None = None
    limits: Limits | None = None


def at(name: str, path: str, fault: Fault, message: str, **parts: Any) -> Failing:
    return Failing(name, JSON, fault, message, path=path, **parts)


def on_orders(name: str, line: str, fault: Fault, message: str, **parts: Any) -> Failing:
    return Failing(name, JSON + line, fault, message, line=5, **parts)


BLOCK = """
import httpx

def fetch_data(ctx):
    return httpx.get('{url}').json()

def process_data(data):
    return {{"value": sum(one["price"] for one in data)}}
"""
CASES = [
    # the network
    Failing("nobody listens", "import httpx\nhttpx.get('http://127.0.0.1:1/orders')", Fault.NETWORK,
            "127.0.0.1:1 did not answer", is_passing=True, line=2),
    Failing("no such name", "import requests\nrequests.get('http://orders.invalid/')", Fault.NETWORK,
            "The name orders.invalid is not known on the internet.", fallback="another address",
            network=Network(Reach.PUBLIC), is_passing=True),
    Failing("not listed", "import urllib.request\nurllib.request.urlopen('http://other.example.com/')",
            Fault.REFUSED, "It may not ask other.example.com", fallback="List the host"),
    Failing("no network", "import pandas as pd\npd.read_csv('http://other.example.com/a.csv')",
            Fault.REFUSED, "It may not ask another host", network=Network()),
    Failing("own network", "import httpx\nhttpx.get('http://10.1.2.3/')", Fault.REFUSED,
            "It may not ask 10.1.2.3", network=Network(Reach.PUBLIC)),
    Failing("no such secret",
            "import httpx\nhttpx.get('{url}', headers={{'Authorization': ctx.secret('shop-key')}})",
            Fault.REFUSED, "There is no secret shop-key", advice="ctx.secret"),
    Failing("hangs up", JSON, Fault.NETWORK, "did not answer", path="/hangs-up", is_passing=True),
    Failing("slow", "import httpx\nhttpx.get('{url}', timeout=0.3)", Fault.TIME_OUT,
            "took too long to answer", path="/slow", is_passing=True),
    Failing("too many requests", "import httpx\nfor _ in range(9): httpx.get('{url}').raise_for_status()",
            Fault.RESOURCE, "It asked for too much", fallback="fewer requests"),
    Failing("a socket of its own",
            "import socket\nsocket.create_connection(('127.0.0.1', 80), timeout=2)", Fault.REFUSED,
            "It opened a connection of its own", advice="httpx"),
    Failing("no address", "import httpx\nhttpx.get('orders.json')", Fault.NETWORK,
            "The address it asks is not written correctly."),
    Failing("no address for requests", "import requests\nrequests.get('orders.json')", Fault.NETWORK,
            "The address it asks is not written correctly."),
    # answers that are errors
    at("unauthorized", "/unauthorized", Fault.AUTHENTICATION, "wants to know who asks (status 401)",
       advice="ctx.secret"),
    at("forbidden", "/forbidden", Fault.AUTHENTICATION, "does not allow this request", fallback="User-Agent"),
    at("gone", "/gone", Fault.NETWORK, "has nothing at /gone (status 404)", advice="do not make up paths"),
    at("invalid", "/invalid", Fault.NETWORK, "did not understand the request", fallback="optional"),
    at("busy", "/busy", Fault.NETWORK, "is busy (status 429)", is_passing=True, fallback="fewer requests"),
    at("down", "/down", Fault.NETWORK, "cannot answer right now (status 503)", is_passing=True),
    at("broken", "/broken", Fault.NETWORK, "broke while answering (status 500)", is_passing=True),
    Failing("status not looked at", GET + "result = data.json()['orders']", Fault.AUTHENTICATION,
            "status 401", path="/unauthorized"),
    Failing("urllib", "import urllib.request\nurllib.request.urlopen('{url}')", Fault.NETWORK,
            "is busy (status 429)", path="/busy", is_passing=True),
    Failing("requests", "import requests\nrequests.get('{url}').raise_for_status()", Fault.NETWORK,
            "has nothing at /gone", path="/gone"),
    Failing("pandas", "import pandas as pd\npd.read_json('{url}')", Fault.AUTHENTICATION, "status 403",
            path="/forbidden"),
    # data that is not as expected
    Failing("missing field", BLOCK, Fault.SHAPE, "The field “price” is missing.", line=8,
            fallback="Use “unit_price”, which is there.", entry=Entry.BLOCK),
    on_orders("missing field of the sample", "result = [one['total'] for one in data]", Fault.SHAPE,
              "The field “total” is missing.", fallback="These are there: “id”, “order_total”",
              facts={"sample": '[{"id": 1, "order_total": 3}]'}),
    on_orders("a sentence of the program", "raise KeyError('There is no list at items.')", Fault.SHAPE,
              "another form", advice="There is no list at items"),
    on_orders("missing column", "import pandas as pd; pd.DataFrame(data)['price']", Fault.SHAPE,
              "The field “price” is missing."),
    on_orders("missing columns", "import pandas as pd; pd.DataFrame(data)[['id', 'price']]", Fault.SHAPE,
              "The field “price” is missing."),
    on_orders("missing attribute", "import pandas as pd; pd.DataFrame(data).price", Fault.SHAPE,
              "The field “price” is missing."),
    on_orders("missing to drop", "import pandas as pd; pd.DataFrame(data).drop(columns=['price'])",
              Fault.SHAPE, "The field “price” is missing."),
    on_orders("list instead of object", "result = data['orders']", Fault.SHAPE, "another form"),
    on_orders("list without get", "result = data.get('orders')", Fault.SHAPE, "another form"),
    Failing("object instead of list", JSON + "result = data[0]", Fault.SHAPE, "another form",
            path="/wrapped"),
    Failing("text of keys", JSON + "result = [one['id'] for one in data]", Fault.SHAPE, "another form",
            path="/wrapped"),
    on_orders("nothing in it", "result = data[0]['note'].upper()", Fault.SHAPE, "expected is empty"),
    Failing("no items", JSON + "result = data[0]", Fault.SHAPE, "fewer values", path="/empty"),
    # texts that cannot be read
    Failing("a page instead of JSON", JSON, Fault.PARSING, "gave something other than JSON", path="/page",
            fallback="bs4 and html.parser", facts={"content_type": "text/html"}, advice="text/html"),
    Failing("broken JSON", JSON, Fault.PARSING, "gave something other than JSON", path="/garbage"),
    Failing("broken JSON for the library", "import json, urllib.request as r\njson.load(r.urlopen('{url}'))",
            Fault.PARSING, "other than JSON", path="/garbage"),
    Failing("ragged table", TABLE + "pd.read_csv(io.StringIO(text))", Fault.PARSING, "The table that came",
            path="/ragged", fallback="sep=None"),
    Failing("empty table", TABLE + "pd.read_csv(io.StringIO(text))", Fault.PARSING, "The table that came",
            path="/nothing"),
    Failing("other separator", TABLE + "pd.read_csv(io.StringIO(text))['total']", Fault.SHAPE,
            "The field “total” is missing.", path="/csv"),
    Failing("no such charset", "import httpx\nhttpx.get('{url}').content.decode()", Fault.PARSING,
            "The text that came", path="/latin", fallback="cp1252"),
    Failing("no table", TABLE + "pd.read_html(io.StringIO(text))", Fault.IMPORT,
            "It needs “lxml”", path="/page", fallback="bs4 with html.parser"),
    Failing("no XML", "import httpx, xml.etree.ElementTree as e\ne.fromstring(httpx.get('{url}').text)",
            Fault.PARSING, "The document that came", path="/xml", fallback="bs4"),
    Failing("dates", JSON + "from datetime import datetime as d\nd.fromisoformat(data[0]['placed'])",
            Fault.PARSING, "A date or a time is written", path="/dates", fallback="errors='coerce'"),
    Failing("dates by format", JSON + "from datetime import datetime as d\nd.strptime('2026-1', '%Y')",
            Fault.PARSING, "A date or a time is written", path="/dates"),
    Failing("dates of pandas", JSON + "import pandas as pd\npd.to_datetime(pd.DataFrame(data)['placed'])",
            Fault.PARSING, "A date or a time is written", path="/dates"),
    Failing("dates of dateutil", "from dateutil import parser\nparser.parse('soon')", Fault.PARSING,
            "A date or a time is written"),
    Failing("numbers", JSON + "float(data[0]['price'])", Fault.PARSING, "A number is written in another way",
            path="/text-prices", fallback="to_numeric"),
    Failing("numbers of pandas", JSON + "import pandas as pd\npd.DataFrame(data)['price'].astype(float)",
            Fault.PARSING, "A number is written in another way", path="/text-prices"),
    Failing("pandas on a page", "import pandas as pd\npd.read_json('{url}')", Fault.PARSING,
            "other than JSON", path="/page"),
    at("moved", "/moved", Fault.NETWORK, "leads to another address", advice="follow_redirects=True"),
    at("packed", "/packed", Fault.PARSING, "cannot be unpacked", advice="identity"),
    on_orders("apart", "one, two, three = data", Fault.SHAPE, "more or fewer values"),
    Failing("zones", "import datetime as d\nd.datetime.now() - d.datetime.now(d.UTC)", Fault.PARSING,
            "A date or a time is written", fallback="utc=True"),
    Failing("a zone", "from zoneinfo import ZoneInfo\nZoneInfo('Europe/Nowhere')", Fault.PARSING,
            "A date or a time is written"),
    Failing("empty dictionary", "{{}}.popitem()", Fault.EMPTY, "nothing to calculate with"),
    # the program itself
    Failing("a path", "import jmespath\njmespath.search('a[', {{}})", Fault.SYNTAX, "A path into the data"),
    Failing("a pattern", "import re\nre.compile('(')", Fault.SYNTAX, "A search pattern"),
    Failing("a parser", "import bs4\nbs4.BeautifulSoup('<p>', 'lxml')", Fault.IMPORT, "a reader of pages",
            advice="html.parser"),
    Failing("exit", "import sys\nsys.exit(1)", Fault.OTHER, "ended itself before it was done"),
    Failing("a command", "import subprocess\nsubprocess.run(['ls'])", Fault.REFUSED, "start another program"),
    Failing("types", "result = 'total: ' + 3", Fault.TYPE, "another kind than expected (line 1)", line=1),
    Failing("arguments", "len(1, 2)", Fault.TYPE, "another kind than expected (line 1)"),
    Failing("no such package", "import matplotlib", Fault.IMPORT, "It needs “matplotlib”", advice="pandas"),
    Failing("no such name in a package", "from pandas import read_everything", Fault.IMPORT,
            "It needs “read_everything”"),
    Failing("not Python", "result = (", Fault.SYNTAX, "not written correctly (line 1)", line=1),
    Failing("not defined", "result = datas", Fault.SYNTAX, "something that it does not have", advice="datas"),
    Failing("no entry", "result = 1", Fault.SYNTAX, "something that it does not have", entry=Entry.BLOCK),
    Failing("a file", "open('/home/ada/orders.csv')", Fault.REFUSED, "It looked for a file"),
    Failing("nothing to divide", "result = 1 / 0", Fault.EMPTY, "nothing to calculate with"),
    Failing("largest of nothing", "result = max([])", Fault.EMPTY, "nothing to calculate with"),
    Failing("its own error", "raise RuntimeError('I give up')", Fault.OTHER, "Something in the program broke",
            advice="I give up"),
    # the machine
    Failing("too long", "while True: import time; time.sleep(1)", Fault.TIME_OUT,
            "did not finish in 1 second.", limits=Limits(wall_seconds=1)),
    Failing("too much computing", "while True: pass", Fault.RESOURCE, "more computing time",
            limits=Limits(cpu_seconds=1)),
    Failing("too much memory", "result = ['x' * 10**6 for _ in range(10**6)]", Fault.RESOURCE, "more memory",
            limits=Limits(memory_bytes=64 * 1024**2)),
    Failing("too large a result", "result = 'x' * 10**6", Fault.RESOURCE, "gave back more than it may",
            limits=Limits(result_bytes=1000)),
    Failing("too deep", "def f(): return f()\nf()", Fault.RESOURCE, "went too deep"),
    Failing("no JSON", "result = object()", Fault.RESULT, "What it gave back cannot be shown",
            advice="take from objects"),
    Failing("ends itself", "import os\nos._exit(3)", Fault.RESOURCE, "ended in the middle"),
    # rows of modules
    Failing("rows without a module", "ctx.rows('shop').list('order')", Fault.REFUSED,
            "It may not read these rows", network=Network()),
    Failing("rows that are not listed", "ctx.rows('shop').list('order')", Fault.REFUSED, "none is listed"),
]  # fmt: skip


async def analysed(failing: Failing, sandbox: OsSandbox, source: Source) -> Analysis | None:
    listed = Network(Reach.LISTED, (source.host, "127.0.0.1:1"), most_requests=5)
    code = failing.code.format(url=source.url(failing.path))
    program = Program(code, failing.entry)
    outcome = await sandbox.run(program, failing.network or listed, failing.limits)
    found = analyse(outcome, code, failing.facts)
    assert found is not None, outcome
    return found


@pytest.mark.rotating(20)
@pytest.mark.parametrize("failing", CASES, ids=lambda one: one.name.replace(" ", "-"))
async def test_a_failure_is_understood(failing: Failing, sandbox: OsSandbox, source: Source) -> None:
    found = await analysed(failing, sandbox, source)

    assert found is not None
    assert (found.fault, found.is_passing) == (failing.fault, failing.is_passing), found
    assert failing.message in found.message
    assert failing.advice in found.advice
    assert failing.fallback in "\n".join(found.fallbacks)
    if failing.line is not None:
        assert found.line == failing.line
