"""Words 'that' Python/keeps: what it is called, who uses it and how it is set up."""

from app.description import Condition, Measure, Report, Setting

NAME = 'Words "that" Python\\keeps'
SLUG = "words"
VERSION = "1.0.0"
DESCRIPTION = (
    'Names that Python, pydantic and FastAPI keep for themselves, and texts like """ and {{ x }}.'
)

ROLES: dict[str, str] = {"admin": "Admin", "teacher": "Teacher"}
WIDEST_ROLE = "admin"

HISTORY = "apps.mod_words_history_v"
RESTORE = "apps.mod_words_restore"

SETTINGS: tuple[Setting, ...] = (
    Setting("class", "Class", "enum", "a", options=("a", "b")),
    Setting("async", "Async", "number", 1.5),
    Setting("currency", "Currency", "string", "USD"),
    Setting("time_zone", "Time zone", "string", "UTC"),
    Setting("locale", "Language and region", "string", "en"),
)

REPORTS: tuple[Report, ...] = (
    Report(
        name="lambda",
        title="Lambda",
        entity="row",
        measures=(Measure("count"), Measure("sum", "price")),
        group_by=("class", "month"),
        filters=(Condition("state", "eq", "def"),),
        chart="bar",
        period="year",
        date_column="created_at",
    ),
)

ENDPOINTS: tuple[dict[str, str], ...] = ()
