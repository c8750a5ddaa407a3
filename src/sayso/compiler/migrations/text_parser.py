"""What people write, read as numbers, days and the like; null where it is something else. Never raises."""

_CURRENCY = r"^([$€£¥₹]|[A-Z]{3}\s)|([$€£¥₹]|\s[A-Z]{3})$"
_YES = "'true', 't', 'yes', 'y', '1', 'on', 'x', '✓', 'ja', 'oui', 'si', 'sí'"
_NO = "'false', 'f', 'no', 'n', '0', 'off', '-', 'nein', 'non'"
_CLOCK = r"([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,6})?)?"
_ZONE = r"\s*(Z|z|[+-](0\d|1[0-4])(:?[0-5]\d)?)"
_DAY = r"\d{4}-\d{2}-\d{2}"


def number(text: str) -> str:
    """``1,234.50``, ``1.234,50`` and ``£12`` as well as ``12.5``."""
    return rf"""(select case
    when n ~ '^[-+]?\d{{1,40}}(\.\d{{1,30}})?$' then n::numeric
    when n ~ '^[-+]?\d{{1,3}}(,\d{{3}})+(\.\d{{1,30}})?$' then replace(n, ',', '')::numeric
    when n ~ '^[-+]?\d{{1,3}}(\.\d{{3}})+,\d{{1,30}}$' then replace(replace(n, '.', ''), ',', '.')::numeric
    when n ~ '^[-+]?\d{{1,40}},\d{{1,30}}$' then replace(n, ',', '.')::numeric
  end from (select
    translate(regexp_replace(btrim({text}), '{_CURRENCY}', '', 'g'), U&' \00A0''', '') as n) as q)"""


def yes_or_no(text: str) -> str:
    """Yes or no, in several ways of writing it."""
    word = f"lower(btrim({text}))"
    return f"case when {word} in ({_YES}) then true when {word} in ({_NO}) then false end"


def date(text: str) -> str:
    """``2026-05-01``, or the day first: ``1.5.2026``, ``01/05/2026``. What follows the day is left out."""
    return rf"""(select case
    when m between 1 and 12 and y between 1 and 9999 and d >= 1 then case
      when d <= extract(day from make_date(y, m, 1) + interval '1 month -1 day') then make_date(y, m, d)
    end
  end from (select
    case when s ~ '^\d{{4}}' then substr(s, 1, 4) else substring(s from '(\d{{4}})$') end::int as y,
    case when s ~ '^\d{{4}}' then substr(s, 6, 2) else substring(s from '^\d+.(\d+)') end::int as m,
    case when s ~ '^\d{{4}}' then substr(s, 9, 2) else substring(s from '^(\d+)') end::int as d
    from (select substring(btrim({text}) from
      '^(?:\d{{4}}-\d{{2}}-\d{{2}}(?=$|[T ])|\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{4}}$)') as s) as r) as q)"""


def moment(text: str, zone: str) -> str:
    """A day, with the hour if there is one, in the given zone unless it says its own."""
    day = date("t")
    return rf"""(select case
    when t ~ '^{_DAY}[T ]{_CLOCK}{_ZONE}$' and {day} is not null then t::timestamptz
    when t ~ '^{_DAY}[T ]{_CLOCK}$' and {day} is not null then t::timestamp at time zone {zone}
    when {day} is not null and t !~ ':' then ({day})::timestamp at time zone {zone}
  end from (select btrim({text}) as t) as w)"""


def time(text: str) -> str:
    """An hour and minute."""
    return f"case when btrim({text}) ~ '^{_CLOCK}$' then btrim({text})::time end"


def uuid(text: str) -> str:
    """Eight, four, four, four and twelve digits."""
    digits = "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"
    return f"case when btrim({text}) ~* '{digits}' then btrim({text})::uuid end"
