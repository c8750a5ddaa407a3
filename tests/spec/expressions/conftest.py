"""Ways to have expressions worked out by real databases and a real JavaScript engine."""

import asyncio
import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from tests.conftest import OLDEST
from tests.support.servers import TestServer

from .shop import CUSTOMERS, LINES, ORDERS, SETUP, ZONE

ROOT = Path(__file__).parents[3]
Ask = Callable[[str], list[Any]]


class Database:
    """A connection with the shop's rows; answers what an SQL expression is for each order."""

    def __init__(self, dsn: str) -> None:
        self._runner = asyncio.Runner()
        self._connection = self._run(asyncpg.connect(dsn, server_settings={"timezone": "America/New_York"}))
        self._run(self._fill())

    def _run(self, work: Any) -> Any:
        return self._runner.run(work)

    async def _fill(self) -> None:
        await self._connection.execute(SETUP)
        for key, customer in CUSTOMERS.items():
            await self._connection.execute(
                "INSERT INTO customers VALUES ($1, $2, $3)", key, customer["vip"], customer["points"]
            )
        for order in ORDERS:
            await self._connection.execute(
                "INSERT INTO orders VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
                *(order[key] for key in
                  ("id", "customer", "quantity", "price", "rate", "paid", "name", "size", "tags", "status")),
            )  # fmt: skip
        for order_id, lines in LINES.items():
            for line in lines:
                await self._connection.execute(
                    "INSERT INTO lines VALUES ($1, $2, $3, $4)", order_id, *line.values()
                )

    def of_orders(self, expression: str) -> list[Any]:
        """The value for each order."""
        rows = self._run(self._connection.fetch(f"SELECT {expression} FROM orders o ORDER BY o.id"))
        return [row[0] for row in rows]

    def fill_first(self, **columns: Any) -> None:
        """Other values for the first order, and a birthday for its customer."""
        for name, value in columns.items():
            self._run(self._connection.execute(f'UPDATE orders SET "{name}" = $1 WHERE id = 1', value))
        self._run(self._connection.execute("UPDATE customers SET born = '2000-02-29' WHERE id = 1"))

    def close(self) -> None:
        """End the connection."""
        self._run(self._connection.close())
        self._runner.close()


@pytest.fixture(scope="session", params=["18", OLDEST])
def answers(request: pytest.FixtureRequest) -> Iterator[Database]:
    """The embedded PostgreSQL, then the oldest that is supported."""
    server: TestServer = request.getfixturevalue("postgres" if request.param == "18" else "postgres_15")
    database = Database(server.dsn_of("postgres"))
    try:
        yield database
    finally:
        database.close()


class Node:
    """A JavaScript engine with the app kit's ``expr`` at hand."""

    def __init__(self, bundle: Path) -> None:
        program = f"""
            const expr = require({json.dumps(str(bundle))});
            expr.setTimeZone({json.dumps(ZONE)});
            require("readline").createInterface({{ input: process.stdin }}).on("line", (line) => {{
              const {{ code, rows }} = JSON.parse(line);
              const run = new Function("expr", "row", "return " + code);
              console.log(JSON.stringify(rows.map((row) => run(expr, row) ?? null)));
            }});"""
        self._process = subprocess.Popen(
            ["node", "-e", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def of_rows(self, code: str, rows: list[dict[str, Any]]) -> list[Any]:
        """The value for each row."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"code": code, "rows": rows}) + "\n")
        self._process.stdin.flush()
        return list(json.loads(self._process.stdout.readline()))

    def close(self) -> None:
        """End the process."""
        self._process.communicate()


@pytest.fixture(scope="session")
def node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Node]:
    """One engine for the session."""
    bundle = tmp_path_factory.mktemp("expr") / "expr.cjs"
    source = ROOT / "app-kit" / "src" / "expr.ts"
    esbuild = ROOT / "node_modules" / ".bin" / "esbuild"
    subprocess.run(
        [esbuild, source, "--format=cjs", "--bundle", f"--outfile={bundle}", "--log-level=error"], check=True
    )
    engine = Node(bundle)
    try:
        yield engine
    finally:
        engine.close()
