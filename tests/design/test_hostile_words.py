"""Words are read in time that grows with their number, also those that nobody would say."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from sayso.design.drafts.answer import is_answer
from sayso.design.drafts.description_words import Said
from sayso.design.drafts.find import names_a_design
from sayso.design.drafts.page import draft_page
from sayso.design.language.phrases import noun_phrases
from sayso.design.language.tags import tag
from sayso.design.language.tokens import tokenize
from sayso.design.messages.custom import custom_from
from sayso.sandbox.bounded import SECONDS
from sayso.spec.model import AppSpec

LENGTH = 100_000
TEXTS = {
    name: (said * LENGTH)[:LENGTH]
    for name, said in {
        "questions": "?",
        "answers": "Do you sell gift vouchers? yes ",
        "half answers": "a? ",
        "one word": "a",
        "spaces": " ",
        "lines": "x\n",
    }.items()
}


@contextmanager
def within_the_budget() -> Iterator[None]:
    """Ends what takes more of the processor than Sayso gives to the reading of words."""

    def end(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGPROF, end)
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_hundred_thousand_characters_are_read_in_time(text: str) -> None:
    names_a_design(Said.of("What is known of words is loaded before somebody asks."))
    with within_the_budget():
        is_answer(text)
        assert not names_a_design(Said.of(text))


def test_signs_alone_are_near_no_design() -> None:
    assert draft_page(TEXTS["questions"]) == ""


def test_a_part_is_called_something_by_a_word_without_an_end(salon: AppSpec) -> None:
    assert custom_from(TEXTS["one word"], salon).name == "custom part"


def test_articles_without_a_noun_are_read_once() -> None:
    tokens = tag(tokenize("a " * (LENGTH // 2) + "client"))
    (phrase,) = noun_phrases(tokens)
    assert phrase.nouns == ["client"]
