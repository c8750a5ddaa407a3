"""Functions that programs for addresses carry along: letters, numbers and dates as they are written."""

DECODE = '''def text_of(answer):
    """Decode by its mark, as it says of itself, as UTF-8, else as Windows writes Western letters."""
    content = answer.content
    if content.startswith((b"\\xff\\xfe", b"\\xfe\\xff")):
        return content.decode("utf-16")
    marked = content.startswith(b"\\xef\\xbb\\xbf")
    for name in ("utf-8-sig" if marked else answer.charset_encoding or "utf-8", "utf-8"):
        try:
            return content.decode(name)
        except (LookupError, ValueError):
            continue
    return content.decode("cp1252", errors="replace")'''
NUMBER = '''def number(value):
    """Read {example} as a number; nothing where there is none."""
    if value is None or isinstance(value, (int, float)):
        return value
    digits = re.sub(r"[^\\d,.-]", "", str(value).replace("−", "-"))
    if "," in digits and "." in digits:
        is_comma = digits.rfind(",") > digits.rfind(".")
    else:
        is_comma = {comma}
    digits = digits.replace(".", "").replace(",", ".") if is_comma else digits.replace(",", "")
    try:
        return float(digits)
    except ValueError:
        return None'''
DAY = '''def moment(value):
    """Read a date in any common way of writing it; nothing where there is none."""
    if value is None or value == "":
        return None
    if isinstance(value, (int, float)):
        return datetime.fromtimestamp(value / 1000 if value > 1e11 else value, UTC)
    text = str(value).strip()
    is_iso = text[:4].isdigit()
    try:
        return parser.parse(text, dayfirst={day_first} and not is_iso)
    except (ValueError, OverflowError):
        return None'''
HAS = '''def has(record, path):
    """Whether a record has this value at all, be it empty."""
    parent, _, name = path.rpartition(".")
    found = jmespath.search(parent, record) if parent else record
    if not isinstance(found, dict) or name.strip('"') in found:
        return True
    return jmespath.search(path, record) is not None'''
