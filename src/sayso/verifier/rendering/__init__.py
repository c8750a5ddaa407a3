"""Every page of an application is drawn before it is published, with the real bundle and the real kit."""

from .mock_api import Situation
from .pages import Rendering, draw_pages, render_pages, screen_digests, script_of
from .worker import Renderer, Script, shared_renderer

__all__ = [
    "Renderer",
    "Rendering",
    "Script",
    "Situation",
    "draw_pages",
    "render_pages",
    "screen_digests",
    "script_of",
    "shared_renderer",
]
