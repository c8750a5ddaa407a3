"""Bücher & 'more' </title><script>alert(1)</script>: what it is called, who uses it and how it is set up."""

from app.description import Report, Setting

NAME = 'Bücher & "more" </title><script>alert(1)</script>'
SLUG = "library"
VERSION = "1.0.0"
DESCRIPTION = 'It\'s "quoted" </script> `tick` ${secret} \\ {{ jinja }} */ // 😀'

ROLES: dict[str, str] = {
    "librarian": 'It\'s "quoted" </script> `tick` ${secret} \\ {{ jinja }} */ // 😀',
    "helper": "Helper",
}
WIDEST_ROLE = "librarian"

HISTORY = "apps.mod_library_history_v"
RESTORE = "apps.mod_library_restore"

SETTINGS: tuple[Setting, ...] = (
    Setting(
        "greeting",
        "Greeting",
        "string",
        'It\'s "quoted" </script> `tick` ${secret} \\ {{ jinja }} */ // 😀',
    ),
    Setting("currency", "Currency", "string", "USD"),
    Setting("time_zone", "Time zone", "string", "UTC"),
    Setting("locale", "Language and region", "string", "en"),
)

REPORTS: tuple[Report, ...] = ()

ENDPOINTS: tuple[dict[str, str], ...] = ()
