"""What is written in TypeScript passes the strictest compiler."""

import subprocess
from pathlib import Path

from sayso.spec.expressions import RowScope, parse, to_typescript

from .conftest import ROOT
from .shop import INDEX
from .test_calendar import MEANINGS

ROW = """import * as expr from "./expr";
type Missing = null | undefined;
interface Row {
  quantity: number; price: number | Missing; rate?: number | null; paid: boolean | null; name: string;
  size: "small" | "large" | null; tags: string[] | null; status: "open" | "closed"; due: string | null;
  at: string; start: string; from?: string; customer_id: string | null;
  customer?: { vip: boolean | null; points: number | null; born: string | null } | null;
}
declare const row: Row;
export const values: (string | number | boolean | expr.Duration | Date | null | undefined)[] = [
"""
TEXTS = [
    "size == 'small' and status in ['open', 'closed'] or not paid",
    "'new' in tags and 'x' in name and customer is not None",
    "coalesce(price, 0) * quantity - (price / quantity if quantity > 0 else None)",
    "least(price, rate, 3) if paid else (greatest(quantity, 1) if customer.vip else 0)",
    "round(price % 3 // 2, 1) + abs(-rate) + length(trim(upper(lower(name))))",
    "name + ' ' + size if size is not None else None",
    "paid == customer.vip",
    "days(1) + hours(2) - minutes(3) > -weeks(1) * 2",
]


def test_generated_code_is_strictly_typed(tmp_path: Path) -> None:
    (tmp_path / "expr.ts").write_text((ROOT / "app-kit" / "src" / "expr.ts").read_text())
    written = [
        to_typescript(parse(text), RowScope(INDEX, "order")) for text in [*TEXTS, *(t for t, _ in MEANINGS)]
    ]
    (tmp_path / "values.ts").write_text(ROW + "".join(f"  {code},\n" for code in written) + "];\n")
    options = "--noEmit --strict --noUncheckedIndexedAccess --target es2022 --moduleResolution bundler"
    found = subprocess.run(
        [ROOT / "node_modules" / ".bin" / "tsc", *options.split(), "values.ts"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.returncode == 0, found.stdout
