"""Names inside expressions: found by position in the text, so that the author's spacing stays."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .names import Changes, Name, member_name, value_name


@dataclass(frozen=True, slots=True)
class Mention:
    """A name at ``start:end`` of the text; ``quoted`` when it is a string."""

    name: Name
    start: int
    end: int
    quoted: bool = False


def rewrite_expression(
    text: str, entity: str, targets: Mapping[tuple[str, str], str], changes: Changes
) -> str | None:
    """The expression under the new names, or none when it mentions something that is gone."""
    if not changes:
        return text
    for mention in sorted(mentions(text, entity, targets), key=lambda m: -m.start):
        if mention.name in changes:
            new = changes[mention.name]
            if new is None:
                return None
            text = text[: mention.start] + (f'"{new}"' if mention.quoted else new) + text[mention.end :]
    return text


def mentions(text: str, entity: str, targets: Mapping[tuple[str, str], str]) -> tuple[Mention, ...]:
    """What an expression over rows of ``entity`` mentions; nothing when it cannot be read."""
    try:
        tree = ast.parse(text, mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ()
    return tuple(_Reader(text, entity, targets).read(tree.body))


class _Reader:
    def __init__(self, text: str, entity: str, targets: Mapping[tuple[str, str], str]) -> None:
        self.entity = entity
        self.targets = targets
        self.lines = [0]
        for line in text.encode().splitlines(keepends=True):
            self.lines.append(self.lines[-1] + len(line))
        self.bytes = text.encode()

    def read(self, node: ast.AST) -> Iterator[Mention]:
        member = self._member(node)
        if member is not None:
            end = self._at(node.end_lineno, node.end_col_offset)  # type: ignore[attr-defined]
            yield Mention(member, end - len(member[2]), end)
        if isinstance(node, ast.Compare):
            yield from self._values(node)
        children = node.args + node.keywords if isinstance(node, ast.Call) else ast.iter_child_nodes(node)
        for child in children:
            yield from self.read(child)

    def _member(self, node: ast.AST) -> Name | None:
        """The member that a name or the last step of a path stands for."""
        if isinstance(node, ast.Name):
            return member_name(self.entity, node.id)
        if isinstance(node, ast.Attribute):
            around = self._member(node.value)
            owner = self.targets.get((around[1], around[2])) if around else None
            return member_name(owner, node.attr) if owner else None
        return None

    def _values(self, node: ast.Compare) -> Iterator[Mention]:
        """Strings that a field is compared with are its options or states."""
        sides = [node.left, *node.comparators]
        members = [member for side in sides if (member := self._member(side)) is not None]
        for side in sides:
            for part in side.elts if isinstance(side, ast.List | ast.Tuple | ast.Set) else [side]:
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    start = self._at(part.lineno, part.col_offset)
                    end = self._at(part.end_lineno, part.end_col_offset)
                    for member in members[:1]:
                        yield Mention(value_name(member[1], member[2], part.value), start, end, quoted=True)

    def _at(self, line: int | None, column: int | None) -> int:
        """Offset in characters of a position that ``ast`` gives as a line and bytes."""
        return len(self.bytes[: self.lines[(line or 1) - 1] + (column or 0)].decode())
