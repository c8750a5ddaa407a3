"""A design of the catalogue as the application that it becomes, nothing having been said."""

from dataclasses import dataclass

from sayso.catalogue.index import catalogue
from sayso.catalogue.types import Blueprint
from sayso.design.types import Question
from sayso.kit.ids import IdSource, RandomIds
from sayso.spec.model import AppSpec

from .answer import questions_of
from .description_words import Said
from .draft import draft, whole
from .words import reply, with_assumptions


@dataclass(frozen=True, slots=True)
class Template:
    """An application that somebody begins from, and what is said of it."""

    blueprint: Blueprint
    spec: AppSpec
    reply: str

    @property
    def questions(self) -> tuple[Question, ...]:
        """What is worth asking, with answers that change the application."""
        return questions_of(self.blueprint, self.spec)


def template(slug: str, ids: IdSource | None = None) -> Template:
    """The application of a design.

    Raises:
        KeyError: when there is no such design.
    """
    ids = ids or RandomIds()
    blueprint = catalogue().blueprint(slug)
    spec = with_assumptions(whole(draft(blueprint, ids), ids), blueprint, (), ids)
    return Template(blueprint, spec, reply(spec, (blueprint,), Said.of(""), ()))
