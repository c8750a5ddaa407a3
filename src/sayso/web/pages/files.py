"""Files that pages load: kept by browsers for good, compressed for those that take it."""

from fastapi import Request, Response

from sayso.errors import NotFoundError
from sayso.web.compression import Packed


def file_answer(request: Request, known: Packed, *, for_any_origin: bool = False) -> Response:
    """A file; ``for_any_origin`` where a page without an origin of its own loads it, as a preview does."""
    accepted = request.headers.get("accept-encoding", "")
    headers = known.headers(accepted)
    if for_any_origin:
        headers["access-control-allow-origin"] = "*"
    return Response(known.body(accepted), 200, headers, known.kind)


def no_such_file(what: str = "file") -> NotFoundError:
    """What is said of a name that nothing has; a page that is open for long may ask for one that is gone."""
    return NotFoundError(f"There is no such {what}.", hint="Reload the page.")
