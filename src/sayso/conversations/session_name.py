"""What a session is called: by its first words, until there is an application that has a name."""

UNNAMED = "New application"
_LONGEST_LABEL = 60


def label_of(words: str) -> str:
    """What a session is called by its first words."""
    line = " ".join("".join(one if one.isprintable() else " " for one in words).split())
    if len(line) <= _LONGEST_LABEL:
        return line or UNNAMED
    return line[:_LONGEST_LABEL].rpartition(" ")[0].rstrip(",.;:") + "…"


def named_after(name: str, words: str, application: str) -> str:
    """The name of a session whose first ``words`` became an application; one that somebody gave stays."""
    return application if name in {UNNAMED, label_of(words)} else name
