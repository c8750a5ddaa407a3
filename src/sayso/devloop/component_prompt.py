"""What a model is told to write a component: the file it takes the place of, and what that file may use."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from sayso.compiler.draft import FileDraft
from sayso.compiler.targets.typescript.names import entity_names
from sayso.design.agents.prompt_fence import fenced, limited, one_line
from sayso.design.agents.prompts import prompt
from sayso.llm.types import Ask, Role
from sayso.spec.diagnostics import Diagnostic
from sayso.spec.index import SpecIndex
from sayso.spec.model import Component, Entity

from .component_placement import pages_with, place_of

MOST_ASKED = 4_000
MOST_FINDINGS = 20
_MOST_REPLY = 24_000
"""Characters of an earlier reply that go back to the model; what is longer was wrong for its length."""
_MOST_NEAR = 6
"""Related entities that are told of in full."""
_ROW = re.compile(r"^export interface \w+ extends RowBase \{\n.*?^\}\n", re.MULTILINE | re.DOTALL)


def ask_for(
    index: SpecIndex,
    component: Component,
    asked: str,
    drafts: Sequence[FileDraft],
    *,
    base: str,
    present: str | None = None,
    findings: Sequence[Diagnostic] = (),
) -> Ask:
    """The first request: the words of the person, and of the application what concerns this component.

    ``present`` is what the file holds now where that is not the base, ``findings`` what is wrong with it.
    """
    texts = {draft.path: draft.text for draft in drafts}
    content = "\n\n".join(
        [
            _task(index, component),
            fenced("asked", limited(asked, MOST_ASKED).text),
            f"The file as generated, {place_of(component)}:\n{fenced('file', base)}",
            *_present(present, findings),
            *_entities(index, component, texts),
        ]
    )
    return Ask(Role.CODE, prompt("code"), content)


def mending(reply: str, findings: Iterable[Diagnostic], before: int) -> tuple[str, str]:
    """A reply with everything that was wrong with it, for the next request.

    ``before`` is how often the same file was given before; a request that says so is not one that was
    answered already.
    """
    again = f"\n\nThis is the same file as before ({before + 1} times now)." if before else ""
    wanted = f"{listed(findings)}{again}\n\nMend all of it and give the whole file again."
    return limited(reply, _MOST_REPLY).text, wanted


def listed(findings: Iterable[Diagnostic]) -> str:
    """Findings one under the other, each with its place and the way out."""
    lines = [f"- {one.path}: {one_line(one.message, 500)}{_way_out(one)}" for one in findings]
    more = len(lines) - MOST_FINDINGS
    rest = [f"- and {more} more like these"] if more > 0 else []
    return "\n".join(["This is wrong with the file:", *lines[:MOST_FINDINGS], *rest])


def _way_out(finding: Diagnostic) -> str:
    """The hint, where it speaks to whoever writes the code; others speak to people."""
    is_for_writers = finding.hint and finding.code.startswith("component-")
    return f" {one_line(finding.hint, 200)}" if is_for_writers else ""


def _task(index: SpecIndex, component: Component) -> str:
    pages = ", ".join(f"“{one_line(page.title, 60)}”" for page in pages_with(index, component))
    of = f" It is about the entity `{component.entity}`." if component.entity else ""
    where = f" It stands on the page {pages}." if pages else ""
    return f"Write the component `{component.name}`, exported from {place_of(component)}.{of}{where}"


def _present(present: str | None, findings: Sequence[Diagnostic]) -> Iterator[str]:
    if present is None:
        return
    yield (
        "The file as it is now; change it as far as the words ask for, and keep the rest:\n"
        f"{fenced('file', present)}"
    )
    if findings:
        yield fenced("findings", listed(findings))


def _entities(index: SpecIndex, component: Component, texts: Mapping[str, str]) -> Iterator[str]:
    """The entity in full, those related to it by type and hooks, of the rest the names."""
    own = index.entities.get(component.entity or "")
    near = _near(index, own) if own else list(index.entities.values())[:_MOST_NEAR]
    if own is not None:
        yield _described(index, own, texts)
    for entity in near:
        yield _described(index, entity, texts)
    known = {entity.name for entity in (*near, *([own] if own else []))}
    rest = [name for name in index.entities if name not in known]
    if rest:
        yield f"Other entities, in files of the same pattern: {', '.join(rest[:60])}."


def _near(index: SpecIndex, entity: Entity) -> list[Entity]:
    ends = [{relation.from_entity, relation.to_entity} for relation in index.spec.relationships]
    names = {name for pair in ends if entity.name in pair for name in pair if name != entity.name}
    return [index.entities[name] for name in sorted(names) if name in index.entities][:_MOST_NEAR]


def _described(index: SpecIndex, entity: Entity, texts: Mapping[str, str]) -> str:
    names = entity_names(entity)
    row = _ROW.search(texts.get(f"src/schemas/{entity.name}.ts", ""))
    exported = f"type {names.type}, type {names.input}, {names.variable}"
    parts = [
        f"Entity `{entity.name}`, called “{one_line(entity.display_name, 60)}”:",
        f'import {{ {exported} }} from "../entities/{entity.name}";',
        f'import {{ {", ".join(names.hooks)} }} from "../hooks/{entity.name}";',
        fenced("type", row[0] if row else ""),
    ]
    options = [*_options(index, entity)]
    if options:
        parts.append(fenced("words", "\n".join(options)))
    return "\n".join(parts)


def _options(index: SpecIndex, entity: Entity) -> Iterator[str]:
    """What choices and states are called, which types do not say, and the names of fields people know."""
    for field in entity.fields:
        said = ", ".join(f"{option.name} = {one_line(option.label, 40)}" for option in field.options[:30])
        kind = field.type.value if field.required else f"{field.type.value}, may be empty"
        yield f"{field.name}: {one_line(field.label, 60)} ({kind}) {said}".rstrip()
    flow = index.flows.get(entity.name)
    if flow is not None:
        said = ", ".join(f"{state.name} = {one_line(state.label or state.name, 40)}" for state in flow.states)
        yield f"{flow.field} (state of a flow): {said}"
