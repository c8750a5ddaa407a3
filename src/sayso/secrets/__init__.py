"""Secrets of agencies that programs speak of by name, and the log of requests that programs sent."""
