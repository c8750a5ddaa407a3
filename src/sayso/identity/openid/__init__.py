"""Signing in with a provider of OpenID Connect, and which user that leads to."""
