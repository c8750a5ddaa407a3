"""Requests to language models are made in few places, and what meets rows makes them in one."""

import ast
from collections.abc import Iterator

from tests.architecture.sources import files

BEHIND_THE_GATE = {
    "devloop/programs/writers/requests.py": "programs and wishes for them: takes a Disclosure",
}
"""The seam: files whose requests may be about rows."""

WITHOUT_ROWS = {
    "design/agents/explainer.py": "questions about a spec, from its words",
    "design/agents/first/pipeline.py": "a first description in words",
    "design/agents/layout.py": "pages of a spec",
    "design/agents/orchestrator.py": "what a message is about",
    "design/agents/schema.py": "entities of a spec",
    "design/steps/step_designer.py": "one step of a definition, in words",
    "devloop/component_prompt.py": "a custom component, from its spec, its file and its words",
    "llm/service.py": "one fixed question, to see whether a model answers",
}
"""Files that make a request of words and specs; nothing that they import knows rows."""

KNOW_ROWS = (
    "sayso.runtime", "sayso.db", "sayso.sheets", "sayso.sandbox", "sayso.conversations", "sayso.publishing",
    "sayso.evolution", "sayso.blocks", "sayso.bots", "sayso.preview", "sayso.web", "sayso.main",
    "sayso.identity",
)  # fmt: skip
ASKED_BY = {
    "bots/generation/requirements.py",
    "conversations/turns/token_usage.py",
    "design/agents/explainer.py",
    "design/agents/orchestrator.py",
    "design/agents/rounds.py",
    "design/steps/step_designer.py",
    "devloop/programs/writers/model.py",
    "devloop/component_writer.py",
    "llm/service.py",
}
"""Files that send a request which one of the files above made."""


def knows_models(tree: ast.Module) -> bool:
    """Whether anything of the language models is imported that asks, or is asked."""
    return any(
        isinstance(node, ast.ImportFrom)
        and (node.module or "").startswith("sayso.llm")
        and {one.name for one in node.names} & {"Ask", "Models", "ChainedModels", "Reply"}
        for node in ast.walk(tree)
    )


def called(tree: ast.Module) -> Iterator[ast.expr]:
    yield from (node.func for node in ast.walk(tree) if isinstance(node, ast.Call))


def test_what_meets_rows_makes_requests_in_one_place() -> None:
    making = {
        file
        for file, tree in files("Ask")
        if any(isinstance(one, ast.Name) and one.id == "Ask" for one in called(tree))
    }
    assert making == {*BEHIND_THE_GATE, *WITHOUT_ROWS}


def test_what_makes_requests_without_the_gate_can_know_no_rows() -> None:
    for file, tree in files("Ask"):
        if file not in WITHOUT_ROWS or file.startswith("llm/"):
            continue
        imported = {
            node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module
        } | {one.name for node in ast.walk(tree) if isinstance(node, ast.Import) for one in node.names}
        assert [one for one in imported if one.startswith(KNOW_ROWS)] == [], file


def test_no_other_file_asks_a_model() -> None:
    asking = {
        file
        for file, tree in files("sayso.llm")
        if knows_models(tree)
        and any(isinstance(one, ast.Attribute) and one.attr == "ask" for one in called(tree))
    }
    assert asking == ASKED_BY


def test_the_gate_is_never_left_out() -> None:
    """The seam takes a disclosure that has no default, and lays facts out through it alone."""
    (tree,) = (tree for file, tree in files("Ask") if file in BEHIND_THE_GATE)
    (request,) = (one for one in tree.body if isinstance(one, ast.FunctionDef))
    named = [one.arg for one in request.args.args]
    assert named == ["rules", "asked", "facts", "told"]
    assert request.args.defaults == []


def test_only_the_models_themselves_speak_to_providers() -> None:
    speaking = {
        file
        for file, tree in files("sayso.llm")
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        and (node.module or "") in {"sayso.llm.connections", "sayso.llm.wire", "sayso.llm.model_request"}
    }
    assert {one.split("/")[0] for one in speaking} <= {"llm"}
