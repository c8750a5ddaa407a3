"""Bots of the older registry, taken over from a folder."""

import asyncio
from typing import Annotated

from fastapi import Query, Request

from sayso.bots.registry_import.source import source_of_zip
from sayso.bots.registry_import.types import ImportReport
from sayso.runtime.errors import WrongMediaTypeError
from sayso.web.body_limits import FILE, takes
from sayso.web.exchange import Exchange
from sayso.web.guard import api_routes
from sayso.web.origin.multipart import uploaded
from sayso.web.v1.access import Known
from sayso.web.v1.bots.access import Onlooking

router = api_routes("/bots/import")

_FORM = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {
                        "file": {"type": "string", "format": "binary", "description": "The folder as ZIP."}
                    },
                }
            }
        },
    }
}
DryRun = Annotated[bool, Query(description="Say what would be taken, and take nothing.")]


@router.post("", openapi_extra=_FORM)
@takes(FILE)
async def import_bots(
    services: Known, onlooker: Onlooking, request: Request, dry_run: DryRun = True
) -> ImportReport:
    """Take over the bots of an older registry: all that can be taken, or nothing.

    They act for the sender, and run once they are activated. Doing it again changes only what is different.
    """
    exchange = Exchange(request.scope, request.receive, services.settings)
    if exchange.media_type != "multipart/form-data":
        raise WrongMediaTypeError(
            "Folders are sent as multipart/form-data.", hint="Put a ZIP of the folder into a part “file”."
        )
    async with uploaded(exchange) as (part, _):
        data = await part.read()
    source = await asyncio.to_thread(source_of_zip, data)
    if dry_run:
        return await services.bots.importer.dry_run(onlooker.agency_id, source)
    return await services.bots.importer.take(onlooker.agency_id, onlooker.user_id, source)
