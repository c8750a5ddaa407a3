"""The only way out of the sandbox: a proxy that judges, limits, completes and notes every request."""

from sayso.sandbox.egress.run_socket import Door, Egress

__all__ = ["Door", "Egress"]
