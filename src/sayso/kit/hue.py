"""The colour of an application that nobody chose: a hue by its name."""


def hue_of(name: str) -> int:
    """The hue that the app kit gives an application of this name, in degrees (``definition/app.ts``)."""
    number = 7
    for character in name:
        number = (number * 31 + ord(character)) % 3600
    return (number + 5) // 10
