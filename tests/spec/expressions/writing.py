"""Well-typed expressions on orders of the shop, as hypothesis writes them."""

from hypothesis import strategies as st

Written = st.SearchStrategy[str]


def _two(template: str, left: Written, right: Written) -> Written:
    return st.builds(template.format, left, right)


def _one(template: str, value: Written) -> Written:
    return st.builds(template.format, value)


def _choice(condition: Written, values: Written) -> Written:
    return st.builds(lambda c, a, b: f"({a} if {c} else {b})", condition, values, values)


_ITEM = st.sampled_from(
    ["lines.ok", "lines.qty > 1", "lines.amount < price", "lines.qty is None", "paid and lines.ok"]
)
_DIVISORS = st.sampled_from(["0", "2", "4", "5", "quantity", "-2"])


def integers(depth: int, *, rows: bool) -> Written:
    """Whole numbers; with ``rows`` also aggregates over lines."""
    base = st.sampled_from(["quantity", "customer.points", "length(name)", "3", "0", "12", "-7"])
    if rows:
        base |= st.sampled_from(["count(lines)", "sum(lines.qty)", "max(lines.qty)", "count(lines.amount)"])
        base |= _one("count(lines, when={})", _ITEM)
    if depth == 0:
        return base
    smaller = integers(depth - 1, rows=rows)
    return st.one_of(
        base,
        *(_two(f"({{}} {op} {{}})", smaller, smaller) for op in "+-*"),
        *(_two(f"({{}} {op} {{}})", smaller, _DIVISORS) for op in ("//", "%")),
        _one("-{}", smaller),
        _one("abs({})", smaller),
        *(_two(f"{name}({{}}, {{}})", smaller, smaller) for name in ("coalesce", "least", "greatest")),
        _choice(conditions(depth - 1, rows=rows), smaller),
    )


def numbers(depth: int, *, rows: bool) -> Written:
    """Numbers with and without fractions."""
    base = st.sampled_from(["price", "rate", "1.5", "0.1"]) | integers(0, rows=rows)
    if rows:
        base |= st.sampled_from(["sum(lines.amount)", "avg(lines.amount)", "min(lines.qty * lines.amount)"])
    if depth == 0:
        return base
    smaller = numbers(depth - 1, rows=rows)
    return st.one_of(
        base,
        *(_two(f"({{}} {op} {{}})", smaller, smaller) for op in "+-*"),
        _two("({} / {})", smaller, _DIVISORS),
        _one("-{}", smaller),
        _one("round({}, 1)", smaller),
        _one("round({})", smaller),
        *(_two(f"{name}({{}}, {{}})", smaller, smaller) for name in ("coalesce", "least", "greatest")),
        _choice(conditions(depth - 1, rows=rows), smaller),
    )


def texts(depth: int, *, rows: bool) -> Written:
    """Texts."""
    base = st.sampled_from(["name", "size", "status", '"it\'s"', "' B'", '"\\\\"'])
    if depth == 0:
        return base
    smaller = texts(depth - 1, rows=rows)
    return st.one_of(
        base,
        _two("({} + {})", smaller, smaller),
        *(_one(f"{name}({{}})", smaller) for name in ("lower", "upper", "trim")),
        _two("concat({}, {})", smaller, integers(0, rows=rows)),
        _two("coalesce({}, {})", smaller, smaller),
        _choice(conditions(depth - 1, rows=rows), smaller),
    )


def conditions(depth: int, *, rows: bool) -> Written:
    """Conditions."""
    base = st.sampled_from(
        ["paid", "customer.vip", "True", "(size == 'small')", "(status in ['open', 'closed'])",
         "(size not in ['large'])", "('new' in tags)", "('gift' not in tags)", "(customer is None)",
         "(rate is not None)", "('a' in name)"]
    )  # fmt: skip
    if depth == 0:
        return base
    number, text, smaller = (make(depth - 1, rows=rows) for make in (numbers, texts, conditions))
    return st.one_of(
        base,
        *(_two(f"({{}} {op} {{}})", number, number) for op in ("==", "!=", "<", "<=", ">", ">=")),
        st.builds("({} < {} <= {})".format, number, number, number),
        _two("({} + '' == {} + '')", text, text),
        _two("({} in ('x' + {}))", text, text),
        _two("({} in [{}, 2])", number, number),
        _one("({} is None)", number),
        *(_two(f"({{}} {op} {{}})", smaller, smaller) for op in ("and", "or", "==")),
        st.builds("({} and {} or {})".format, smaller, smaller, smaller),
        _one("(not {})", smaller),
        _choice(smaller, smaller),
    )


def anything(*, rows: bool) -> Written:
    """Any of them."""
    return st.one_of(*(make(2, rows=rows) for make in (integers, numbers, texts, conditions)))
