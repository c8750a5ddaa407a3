"""Designers that ask models: an orchestrator and the agents it hands messages to."""
