"""Import statements in the order and shape in which formatters keep them."""

from collections.abc import Iterable
from dataclasses import dataclass

from sayso.compiler.targets.typescript.typescript_printer import LINE_WIDTH


@dataclass(frozen=True, slots=True)
class Import:
    """Named imports of one module: exported name and local name."""

    module: str
    names: tuple[tuple[str, str], ...]


def import_lines(imports: Iterable[Import]) -> list[str]:
    """One formatted statement per module, in the order given; names in each are sorted."""
    return [_statement(one) for one in imports if one.names]


def _statement(one: Import) -> str:
    ordered = sorted(one.names, key=lambda pair: (pair[0].lower(), pair[0]))
    names = [exported if exported == local else f"{exported} as {local}" for exported, local in ordered]
    line = f'import {{ {", ".join(names)} }} from "{one.module}";'
    if len(line) <= LINE_WIDTH:
        return line
    return "import {\n" + "".join(f"  {name},\n" for name in names) + f'}} from "{one.module}";'
