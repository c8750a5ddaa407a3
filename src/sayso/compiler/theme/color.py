"""Colours of sRGB and OKLCH, and how much two of them stand apart.

OKLab and its matrices: Björn Ottosson, "A perceptual color space for image processing" (2020),
https://bottosson.github.io/posts/oklab/. Contrast: WCAG 2.2, "contrast ratio" and "relative luminance",
https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio.
"""

import math
from dataclasses import dataclass

Rgb = tuple[int, int, int]
WHITE: Rgb = (255, 255, 255)
BLACK: Rgb = (0, 0, 0)


@dataclass(frozen=True, slots=True)
class Oklch:
    """Lightness (0 to 1), chroma (0 to about 0.37) and hue (degrees)."""

    lightness: float
    chroma: float
    hue: float


def rgb_of(color: str) -> Rgb:
    """``#0a7ea4`` as three bytes."""
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def hex_of(color: Rgb) -> str:
    """Three bytes as ``#0a7ea4``."""
    return "#{:02x}{:02x}{:02x}".format(*color)


def oklch_of(color: Rgb) -> Oklch:
    """A colour of sRGB in OKLCH."""
    r, g, b = (_linear(channel / 255) for channel in color)
    long = math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
    medium = math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
    short = math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return Oklch(lightness, math.hypot(a, b), math.degrees(math.atan2(b, a)) % 360)


def shown(color: Oklch) -> Rgb:
    """The colour of sRGB of this lightness and hue; chroma gives way where a screen has too little."""
    lightness = min(max(color.lightness, 0.0), 1.0)
    whole = _channels(lightness, color.chroma, color.hue)
    if _fits(whole):
        return _bytes(whole)
    low, high = 0.0, color.chroma
    for _ in range(12):
        middle = (low + high) / 2
        low, high = (middle, high) if _fits(_channels(lightness, middle, color.hue)) else (low, middle)
    return _bytes(_channels(lightness, low, color.hue))


def contrast(one: Rgb, other: Rgb) -> float:
    """The contrast ratio of WCAG, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def luminance(color: Rgb) -> float:
    """The relative luminance of WCAG, 0 to 1."""
    r, g, b = (_linear(channel / 255) for channel in color)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def over(color: Rgb, share: float, ground: Rgb) -> Rgb:
    """What is seen of a colour that lets the ground through, such as a tenth of the accent."""
    mixed = [round(share * c + (1 - share) * g) for c, g in zip(color, ground, strict=True)]
    return mixed[0], mixed[1], mixed[2]


def _channels(lightness: float, chroma: float, hue: float) -> tuple[float, float, float]:
    """Linear light of the three channels, beyond 0 to 1 where sRGB has no such colour."""
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def _fits(channels: tuple[float, float, float]) -> bool:
    return all(-0.0001 <= channel <= 1.0001 for channel in channels)


def _bytes(channels: tuple[float, float, float]) -> Rgb:
    r, g, b = (round(255 * _gamma(min(max(channel, 0.0), 1.0))) for channel in channels)
    return r, g, b


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)


def _gamma(channel: float) -> float:
    return 12.92 * channel if channel <= 0.0031308 else float(1.055 * channel ** (1 / 2.4) - 0.055)
