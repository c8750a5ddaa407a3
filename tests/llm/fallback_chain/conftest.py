"""Every way a model is asked: each wire format, in one piece and piece by piece."""

import pytest

from tests.llm.fallback_chain.requests import Listener


@pytest.fixture(params=["openai", "anthropic", "compatible"])
def kind(request: pytest.FixtureRequest) -> str:
    """The kind of provider."""
    return str(request.param)


@pytest.fixture(params=["whole", "streamed"])
def shown(request: pytest.FixtureRequest) -> Listener | None:
    """Whoever is shown the reply as it comes, or nobody."""
    return Listener() if request.param == "streamed" else None
