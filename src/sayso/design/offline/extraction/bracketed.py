"""Values in brackets after a thing that the walk along the sentence did not reach."""

from sayso.design.language.lists import closing
from sayso.design.language.phrases import noun_phrases
from sayso.design.language.tokens import Token, quote
from sayso.design.offline.field_notes import tells_values

from .events import event_of
from .evidence import Evidence, Segment, ThingClue
from .forms import note
from .list_phrases import chain_head, field_share, is_choice
from .thing_names import is_attribute, may_be_thing, thing_name
from .walk import Walk


def brackets(evidence: Evidence, segment: Segment, tokens: list[Token], walk: Walk) -> None:
    """Brackets after a thing in a sentence that the walk did not reach."""
    seen = {clue.owner for clue in evidence.fields if clue.segment == segment.number}
    for place, token in enumerate(tokens):
        if token.word != "(":
            continue
        phrases = noun_phrases(tokens[:place])
        inside = tokens[place + 1 : closing(tokens, place)]
        if not inside or tokens[0].word == "who" or tells_values(inside) or is_choice(inside):
            continue
        if not phrases or phrases[-1].last != place - 1:
            event = next((event_of(t) for t in tokens[:place] if event_of(t)), "")
            if event and field_share(inside) >= 0.5 and event not in seen:
                evidence.things.append(
                    ThingClue(
                        event,
                        2.5,
                        quote(evidence.text, tokens[:place]),
                        "is done, with values",
                        segment.number,
                    )
                )
                Walk(evidence, segment, owner=event, sure=True).read(inside)
                walk.owner = walk.owner or event
            continue
        nearest = thing_name(phrases[-1])
        if any(owner.endswith(f"_{nearest}") for owner in seen):
            continue
        phrase = chain_head(phrases, tokens) or phrases[-1]
        if (
            may_be_thing(phrase)
            and not is_attribute(thing_name(phrase))
            and thing_name(phrase) not in seen
            and field_share(inside) >= 0.5
        ):
            note(evidence, segment, phrase, 2.5, "has values in brackets")
            reader = Walk(evidence, segment, owner=thing_name(phrase), sure=True)
            reader.read(inside)
            walk.owner = walk.owner or reader.owner
