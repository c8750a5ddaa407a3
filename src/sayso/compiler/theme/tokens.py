"""The tokens of the app kit for a theme, light and dark, with contrast that holds by construction.

Grounds are kept in a range where black (or white) text is far beyond what WCAG asks for. Every other colour
starts where it is wanted and moves away from its grounds in lightness until its ratio is reached.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sayso.spec.model import Density, NeutralTone, Roundness, Theme

from .color import BLACK, WHITE, Oklch, Rgb, contrast, hex_of, oklch_of, over, rgb_of, shown

TEXT, CONTROL = 4.5, 3.0
"""WCAG 2.2 AA: success criteria 1.4.3 for text, 1.4.11 for the boundaries of controls and focus."""

GROUNDS = ("canvas", "surface", "raised", "sunken", "hover", "chosen")
"""What text stands on; ``chosen`` is a tenth of the accent over the sidebar, which the kit mixes itself."""

_TONES = ("info", "success", "warning", "danger")
PAIRS: tuple[tuple[str, tuple[str, ...], float], ...] = (
    ("ink", (*GROUNDS, "accent-soft", "neutral-soft"), 7.0),
    ("muted", GROUNDS, TEXT),
    ("faint", GROUNDS, TEXT),
    ("neutral-ink", (*GROUNDS, "neutral-soft"), TEXT),
    ("accent-ink", (*GROUNDS, "accent-soft"), TEXT),
    ("line-strong", ("canvas", "surface", "raised", "sunken"), CONTROL),
    ("accent", ("canvas", "surface", "raised", "sunken"), CONTROL),
    ("on-accent", ("accent", "accent-strong"), TEXT),
    ("on-danger", ("danger", "danger-strong"), TEXT),
    *((f"{tone}-ink", (*GROUNDS, f"{tone}-soft"), TEXT) for tone in _TONES),
    *((tone, ("canvas", "surface", "raised"), CONTROL) for tone in _TONES),
)
"""Which colour the kit sets on which grounds, and the least ratio of the two."""

_NEUTRALS = {
    NeutralTone.COOL: (250.0, 1.0),
    NeutralTone.NEUTRAL: (0.0, 0.0),
    NeutralTone.WARM: (70.0, 1.2),
}
"""Hue of what is nearly grey, and how much of it."""

_CORNERS = {Roundness.SQUARE: "0", Roundness.SLIGHT: "0.5", Roundness.ROUND: "2"}
_DENSITIES = {Density.COMPACT: "0.85", Density.AIRY: "1.2"}
_DARKEST_LIGHT, _LIGHTEST_DARK, _IS_DARK = 0.88, 0.29, 0.5
_MOST_GROUND = 0.06
_USUAL_ACCENT = (0.53, 0.16)


@dataclass(frozen=True, slots=True)
class _Mode:
    """Lightness of each token where nobody chose it; ``away`` is the way from the grounds to text."""

    grounds: Mapping[str, float]
    inks: Mapping[str, float]
    tones: Mapping[str, tuple[float, float, float]]
    away: int


_LIGHT = _Mode(
    {"canvas": 0.982, "surface": 1.0, "raised": 1.0, "sunken": 0.968, "hover": 0.958, "line": 0.922,
     "neutral-soft": 0.945, "accent-soft": 0.955},
    {"ink": 0.22, "muted": 0.46, "faint": 0.535, "neutral-ink": 0.42, "line-strong": 0.7, "accent-ink": 0.47},
    {"info": (240, 0.55, 0.13), "success": (155, 0.56, 0.13),
     "warning": (70, 0.68, 0.15), "danger": (25, 0.55, 0.19)},
    -1,
)  # fmt: skip
_DARK = _Mode(
    {"canvas": 0.165, "surface": 0.198, "raised": 0.232, "sunken": 0.182, "hover": 0.252, "line": 0.28,
     "neutral-soft": 0.29, "accent-soft": 0.29},
    {"ink": 0.955, "muted": 0.755, "faint": 0.66, "neutral-ink": 0.83, "line-strong": 0.48,
     "accent-ink": 0.8},
    {"info": (240, 0.66, 0.13), "success": (155, 0.66, 0.14),
     "warning": (75, 0.75, 0.14), "danger": (25, 0.56, 0.18)},
    1,
)  # fmt: skip


def tokens(theme: Theme, hue: float) -> dict[str, str]:
    """The CSS variables that differ from the kit's own; ``hue`` is the accent's where none was chosen."""
    found: dict[str, str] = {}
    if theme.accent or theme.ground or theme.neutral:
        light, dark = palette(theme, hue, is_dark=False), palette(theme, hue, is_dark=True)
        if is_always_dark(theme):
            found["color-scheme"] = "dark"
        for name in sorted(light.keys() - {"chosen"}):
            found[f"--{name}"] = f"light-dark({hex_of(light[name])}, {hex_of(dark[name])})"
    if theme.roundness:
        found["--corner"] = _CORNERS[theme.roundness]
    if theme.density:
        found["--density"] = _DENSITIES[theme.density]
    return found


def is_always_dark(theme: Theme) -> bool:
    """Whether the ground was chosen so dark that a light application would not have it."""
    return theme.ground is not None and oklch_of(rgb_of(theme.ground)).lightness < _IS_DARK


def palette(theme: Theme, hue: float, *, is_dark: bool) -> dict[str, Rgb]:
    """Every colour of the kit by its token, for one of the two modes."""
    mode = _DARK if is_dark else _LIGHT
    accent = oklch_of(rgb_of(theme.accent)) if theme.accent else Oklch(*_USUAL_ACCENT, hue)
    found = _grounds(theme, accent, mode)
    wanted = accent if not is_dark or accent.lightness > mode.grounds["hover"] else _lighter(accent)
    found["accent"] = _apart(wanted, _of(found, "accent"), CONTROL, mode.away)
    found["chosen"] = over(found["accent"], 0.1, found["sunken"])
    found["on-accent"], found["accent-strong"] = _text_on(found["accent"])
    grey = _grey(theme, accent)
    for name, lightness in mode.inks.items():
        chroma = min(accent.chroma, 0.16) if name == "accent-ink" else grey.chroma * 2
        at = accent.hue if name == "accent-ink" else grey.hue
        found[name] = _held(found, name, Oklch(lightness, chroma, at), mode)
    for name, (tone_hue, lightness, chroma) in mode.tones.items():
        soft = mode.grounds["accent-soft"]
        found[f"{name}-soft"] = shown(Oklch(soft, 0.03 if mode.away < 0 else 0.055, tone_hue))
        found[name] = _held(found, name, Oklch(lightness, chroma, tone_hue), mode)
        ink = Oklch(mode.inks["accent-ink"], 0.11, tone_hue)
        found[f"{name}-ink"] = _held(found, f"{name}-ink", ink, mode)
    found["on-danger"], found["danger-strong"] = _text_on(found["danger"])
    return found


def _grounds(theme: Theme, accent: Oklch, mode: _Mode) -> dict[str, Rgb]:
    """What lies behind text: the chosen ground and steps around it, or the usual greys."""
    grey = _grey(theme, accent)
    shift, chroma, hue = 0.0, grey.chroma, grey.hue
    chosen = oklch_of(rgb_of(theme.ground)) if theme.ground else None
    if chosen is not None:
        light = mode.away < 0
        chroma, hue = min(chosen.chroma, _MOST_GROUND if light else 0.045), chosen.hue
        if light:
            shift = max(chosen.lightness, _DARKEST_LIGHT) - mode.grounds["canvas"]
        elif chosen.lightness < _IS_DARK:
            shift = min(max(chosen.lightness, 0.12), 0.25) - mode.grounds["canvas"]
    found: dict[str, Rgb] = {}
    for name, lightness in mode.grounds.items():
        if name == "accent-soft":
            soft = min(accent.chroma, 0.025 if mode.away < 0 else 0.06)
            found[name] = shown(Oklch(lightness, soft, accent.hue))
            continue
        is_sheet = mode.away < 0 and name in {"surface", "raised"}
        at = 0.992 if is_sheet and chosen is not None else lightness + (0.0 if is_sheet else shift)
        own = 0.3 if is_sheet else 1.0
        found[name] = shown(Oklch(at, chroma * own if chosen or not is_sheet else 0.0, hue))
    return found


def _grey(theme: Theme, accent: Oklch) -> Oklch:
    if theme.neutral:
        hue, share = _NEUTRALS[theme.neutral]
        return Oklch(0.5, 0.007 * share, hue)
    if theme.ground:
        ground = oklch_of(rgb_of(theme.ground))
        return Oklch(0.5, min(ground.chroma, 0.008), ground.hue)
    return Oklch(0.5, min(accent.chroma, 0.006), accent.hue)


def _lighter(accent: Oklch) -> Oklch:
    return Oklch(0.4, accent.chroma, accent.hue)


def _text_on(color: Rgb) -> tuple[Rgb, Rgb]:
    """White, or black where white cannot be read on it, and the colour under the pointer, away from that."""
    text = WHITE if contrast(WHITE, color) >= TEXT else BLACK
    found = oklch_of(color)
    lightness = min(max(found.lightness + (-0.06 if text == WHITE else 0.06), 0.0), 1.0)
    return text, shown(Oklch(lightness, found.chroma, found.hue))


def _of(found: Mapping[str, Rgb], name: str) -> list[Rgb]:
    grounds = next(grounds for pair, grounds, _ in PAIRS if pair == name)
    return [found[ground] for ground in grounds]


def _held(found: Mapping[str, Rgb], name: str, wanted: Oklch, mode: _Mode) -> Rgb:
    ratio = next(ratio for pair, _, ratio in PAIRS if pair == name)
    return _apart(wanted, _of(found, name), ratio, mode.away)


def _apart(wanted: Oklch, grounds: Sequence[Rgb], ratio: float, away: int) -> Rgb:
    """The wanted colour, darker or lighter by as little as gives the ratio on all grounds."""
    lightness = wanted.lightness
    while 0 < lightness < 1:
        color = shown(Oklch(lightness, wanted.chroma, wanted.hue))
        if all(contrast(color, ground) >= ratio for ground in grounds):
            return color
        lightness += 0.005 * away
    return WHITE if away > 0 else BLACK
