"""What every body of a request is held to, and one that several parts of the API take."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints


class Body(BaseModel):
    """Data that somebody sends; a field that nobody asked for is refused.

    Text that a database cannot keep is refused earlier, where requests are read (``web.strict_request``).
    """

    model_config = ConfigDict(extra="forbid")


class Decision(Body):
    """What somebody decides, and what they say to it."""

    approved: bool
    comment: Annotated[str, StringConstraints(strip_whitespace=True, max_length=2_000)] = ""
