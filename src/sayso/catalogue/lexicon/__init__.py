"""Well-known things: what is usually kept of each, what it belongs to, and how it lives."""

from .entries import Thing
from .lookup import Profile, practices, profile_of, thing_named, thing_of, things

__all__ = ["Profile", "Thing", "practices", "profile_of", "thing_named", "thing_of", "things"]
