"""What things are called in TypeScript: identifiers, file names and the words people read."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from sayso.kit.words import camel, kebab, pascal, plural
from sayso.spec.model import Entity

_RESERVED = frozenset(
    {
        "abstract", "any", "arguments", "as", "async", "await", "bigint", "boolean", "break", "case",
        "catch", "class", "const", "continue", "debugger", "declare", "default", "delete", "do", "else",
        "enum", "eval", "export", "extends", "false", "finally", "for", "from", "function", "get", "if",
        "implements", "import", "in", "instanceof", "interface", "is", "keyof", "let", "module",
        "namespace", "never", "new", "null", "number", "object", "of", "package", "private", "protected",
        "public", "readonly", "record", "require", "return", "set", "static", "string", "super", "switch",
        "symbol", "this", "throw", "true", "try", "type", "typeof", "undefined", "unknown", "var", "void",
        "while", "with", "yield", "app", "expr", "globalThis", "window", "document", "process", "global",
        "z",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class EntityNames:
    """The TypeScript names of one entity."""

    entity: str
    type: str
    input: str
    variable: str
    schema: str
    service: str
    use_list: str
    use_one: str
    collection: str
    label: str
    label_plural: str

    @property
    def hooks(self) -> dict[str, str]:
        """Exported hook by the method of the kit's hooks it is."""
        return {
            self.use_list: "useList",
            self.use_one: "useOne",
            f"useCreate{self.type}": "useCreate",
            f"useUpdate{self.type}": "useUpdate",
            f"useDelete{self.type}": "useDelete",
        }


def entity_names(entity: Entity) -> EntityNames:
    """The names of an entity; words that TypeScript keeps for itself get a suffix."""
    return _names(entity.name, entity.display_name)


@lru_cache(maxsize=4096)
def _names(name: str, label: str) -> EntityNames:
    many = plural(name)
    typed = pascal(name)
    variable = camel(name)
    listed = f"use{pascal(many)}"
    return EntityNames(
        entity=name,
        type=typed,
        input=f"{typed}Input",
        variable=f"{variable}Entity" if variable in _RESERVED else variable,
        schema=f"{variable}Schema",
        service=f"{variable}Service",
        use_list=listed if listed != f"use{typed}" else f"use{typed}List",
        use_one=f"use{typed}",
        collection=kebab(many),
        label=label,
        label_plural=plural_label(label),
    )


def plural_label(label: str) -> str:
    """The plural of words that people read; what is no English word is left as it is."""
    head, space, last = label.rpartition(" ")
    if not (last.isascii() and last.isalpha()):
        return label
    many = plural(last.lower())
    if last.isupper() and len(last) > 1:
        return f"{head}{space}{last}s"
    return head + space + (many.capitalize() if last[0].isupper() else many)


def within_sentence(label: str) -> str:
    """A label as it stands inside a sentence: ``Purchase order`` gives ``purchase order``; ``VAT`` stays."""
    return label[:1].lower() + label[1:] if label[1:] == label[1:].lower() else label


def unlike(name: str, taken: Iterable[str], prefix: str = "Kit") -> str:
    """``name``, or the name with a prefix when it is taken."""
    return f"{prefix}{name}" if name in taken else name
