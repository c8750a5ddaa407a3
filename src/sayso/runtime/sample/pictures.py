"""Small drawn pictures, so that cards and avatars are not empty."""

from html import escape
from random import Random

_COLOURS = (
    ("#dbeafe", "#1d4ed8"),
    ("#dcfce7", "#15803d"),
    ("#fef3c7", "#b45309"),
    ("#fce7f3", "#be185d"),
    ("#ede9fe", "#6d28d9"),
    ("#ffe4e6", "#be123c"),
    ("#ccfbf1", "#0f766e"),
)


def portrait(name: str, random: Random) -> bytes:
    """The initials of a name on a coloured ground."""
    initials = "".join(part[0] for part in name.split()[:2]).upper() or "?"
    ground, ink = random.choice(_COLOURS)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 160" width="320" height="320">'
        f'<rect width="160" height="160" fill="{ground}"/>'
        f'<text x="80" y="80" dy=".35em" text-anchor="middle" font-family="system-ui, sans-serif" '
        f'font-size="60" '
        f'font-weight="600" fill="{ink}">{escape(initials)}</text></svg>'
    ).encode()


def scene(random: Random) -> bytes:
    """Quiet shapes in two colours."""
    ground, ink = random.choice(_COLOURS)
    shapes = "".join(
        f'<circle cx="{random.randint(0, 320)}" cy="{random.randint(0, 200)}" r="{random.randint(24, 90)}" '
        f'fill="{ink}" fill-opacity="{random.choice((0.08, 0.14, 0.22))}"/>'
        for _ in range(5)
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 200" width="640" height="400">'
        f'<rect width="320" height="200" fill="{ground}"/>{shapes}</svg>'
    ).encode()
