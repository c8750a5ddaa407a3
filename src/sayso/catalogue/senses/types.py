"""The broad senses: what sort of thing a noun means."""

from enum import StrEnum

_CODES = "paofurvtdwkcgesnmqlibjhyx?"


class Sense(StrEnum):
    """A sort of thing; WordNet's lexicographer files, with a few of them told apart further."""

    PERSON = "person"
    ANIMAL = "animal"
    PLANT = "plant"
    FOOD = "food"
    SUBSTANCE = "substance"
    ARTIFACT = "artifact"
    VEHICLE = "vehicle"
    PLACE = "place"
    DOCUMENT = "document"
    WORK = "work"
    ACT = "act"
    COMMUNICATION = "communication"
    GROUP = "group"
    EVENT = "event"
    STATE = "state"
    ILLNESS = "illness"
    TIME = "time"
    QUANTITY = "quantity"
    POSSESSION = "possession"
    COGNITION = "cognition"
    BODY = "body"
    OBJECT = "object"
    PHENOMENON = "phenomenon"
    FEELING = "feeling"
    ATTRIBUTE = "attribute"
    THING = "thing"

    @property
    def code(self) -> str:
        """The letter that stands for this sense in the file of nouns."""
        return _CODES[list(Sense).index(self)]

    @classmethod
    def of_code(cls, code: str) -> "Sense":
        """The sense that a letter of the file stands for."""
        return list(cls)[_CODES.index(code)]
