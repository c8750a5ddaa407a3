"""What every body of a request is held to."""

from pydantic import BaseModel, ConfigDict


class Body(BaseModel):
    """Data that somebody sends; a field that nobody asked for is refused.

    Text that a database cannot keep is refused earlier, where requests are read (``web.reading``).
    """

    model_config = ConfigDict(extra="forbid")
