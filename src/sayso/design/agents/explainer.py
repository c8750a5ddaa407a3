"""Answers questions about the application; what no model answers, the offline designer does."""

from collections.abc import Iterator
from dataclasses import replace

from sayso.design.name_lookup.mentions import Mentions
from sayso.design.replies import ANSWERS, NOTHING, unquoted
from sayso.design.types import Outcome, Replied, Tell, Verdict, Wish, unheard
from sayso.llm.types import Ask, Models, Role
from sayso.spec.index import SpecIndex
from sayso.spec.model import AppSpec, Element, Entity

from .orchestrator import index_of
from .prompt_fence import fenced, limited, one_line
from .prompts import prompt

_LONGEST_QUESTION = 4_000
_LONGEST_ANSWER = 4_000
_LONGEST_LINE = 300
_LINES = 6
_MOST_ENTITIES = 4


class Explainer:
    """Asks the explaining model, with no more of the application than the question touches."""

    def __init__(self, models: Models) -> None:
        self._models = models

    async def answer(
        self, wish: Wish, verdict: Verdict, known: Outcome | None = None, tell: Tell = unheard
    ) -> Outcome:
        """The answer, told piece by piece; nothing changes. ``known`` is what rules answer.

        Raises:
            ModelsUnavailableError: when no model answers.
        """

        reply = await self._models.ask(ask_about(wish, known), _Quoting(tell))
        text = unquoted(limited(reply.text, _LONGEST_ANSWER).text.strip())
        if not text and known is not None:
            return replace(known, verdict=verdict)
        return Outcome(verdict, f"{ANSWERS}\n\n“{text}”" if text else NOTHING, wish.spec)


class _Quoting:
    """Tells pieces of an answer inside quotation marks; the mark that closes comes with the whole of it."""

    def __init__(self, tell: Tell) -> None:
        self._tell = tell
        self._before = f"{ANSWERS}\n\n“"
        self._blank = ""

    def __call__(self, piece: str) -> None:
        """Hand on a piece; blanks wait for what follows them."""
        text = unquoted(self._blank + piece)
        if self._before:
            text = text.lstrip()
        said = text.rstrip()
        self._blank = text[len(said) :]
        if said:
            self._tell(Replied(self._before + said))
            self._before = ""


def ask_about(wish: Wish, known: Outcome | None = None) -> Ask:
    """The request: what the question touches of the application, and the question."""
    parts = [fenced("application", "\n".join(part_of(wish.spec, wish.text)) or "There is none yet.")]
    if known is not None and known.reply:
        parts.append(fenced("known", limited(known.reply, _LONGEST_QUESTION).text))
    lines = [f"{said.role}: {one_line(said.text, _LONGEST_LINE)}" for said in wish.said[-_LINES:]]
    if lines:
        parts.append(fenced("conversation", "\n".join(lines)))
    parts.append(fenced("question", limited(wish.text, _LONGEST_QUESTION).text))
    return Ask(Role.EXPLAIN, prompt("explainer"), "\n\n".join(parts))


def part_of(spec: AppSpec, question: str) -> Iterator[str]:
    """Lines of the index, then all that is known of the entities and roles that a question names."""
    if not spec.entities:
        return
    yield from index_of(spec).splitlines()
    mentions = Mentions(SpecIndex(spec))
    named = {found.entity.id: found.entity for found in mentions.entities_in(question)}
    if not named:
        named = {entity.id: entity for entity in spec.entities if mentions.members_in(question, entity)}
    for entity in list(named.values())[:_MOST_ENTITIES]:
        yield from _entity(spec, entity)
    for role, _, _ in mentions.roles_in(question)[:_MOST_ENTITIES]:
        yield f"role {role.name}{_why(role)}"
        yield from (
            f"  may {', '.join(rule.actions)} {rule.entity} ({rule.scope})"
            for rule in spec.permissions.rules
            if rule.role == role.name
        )


def _entity(spec: AppSpec, entity: Entity) -> Iterator[str]:
    yield f"record {entity.name}{_why(entity)}"
    for field in entity.fields:
        options = f" of {', '.join(one_line(option.label, 40) for option in field.options[:30])}"
        traits = f"{' required' if field.required else ''}{' unique' if field.unique else ''}"
        yield f"  {field.name}: {field.type}{options if field.options else ''}{traits}{_why(field)}"
    for value in entity.computed:
        yield f"  {value.name} = {one_line(value.expression)}{_why(value)}"
    for link in spec.relationships:
        if entity.name in {link.from_entity, link.to_entity}:
            yield f"  {link.from_entity} {link.kind} {link.to_entity} as {link.name}{_why(link)}"
    for flow in spec.flows:
        if flow.entity == entity.name:
            yield f"  states {', '.join(state.name for state in flow.states)}{_why(flow)}"
            yield f"  steps {', '.join(f'{t.from_state}>{t.to_state}' for t in flow.transitions)}"
    shown = [component.name for component in spec.components if component.entity == entity.name]
    pages = [page.title for page in spec.pages if set(shown) & set(page.components)]
    if pages:
        yield f"  on the pages {', '.join(one_line(page, 60) for page in pages)}"


def _why(element: Element) -> str:
    """Where an element comes from: the words it was made of, or why it was assumed."""
    if element.source:
        return f' (said: "{one_line(element.source)}")'
    return f" (assumed: {one_line(element.assumed)})" if element.assumed else ""
