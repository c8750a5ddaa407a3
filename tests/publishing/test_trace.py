"""The trace from words to elements to files."""

from sayso.compiler.build import compile_app
from sayso.publishing.trace import trace_of
from sayso.spec.edits.tree import walk
from sayso.spec.model import AppSpec


def test_every_element_says_why_it_is_there_and_what_it_became(salon: AppSpec) -> None:
    traces = trace_of(salon, compile_app(salon))
    assert [one.element for one in traces] == [spot.element.id for spot in walk(salon)]
    client = next(one for one in traces if one.name == "Client")
    assert "migrations/0001_create.sql" in client.files
    assert all(not path.startswith("/") for one in traces for path in one.files)


def test_a_part_has_the_reason_of_what_it_is_part_of(salon: AppSpec) -> None:
    entity = salon.entities[0]
    told = entity.model_copy(update={"source": "Clients have a name."})
    spec = salon.model_copy(update={"entities": (told, *salon.entities[1:])})
    sources = {one.element: one.source for one in trace_of(spec, ())}
    silent = next(field for field in entity.fields if field.source is None and field.assumed is None)
    assert sources[silent.id] == "Clients have a name."
