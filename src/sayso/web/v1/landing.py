"""The page at the platform's own address: which modules there are."""

from html import escape

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from sayso.identity.signin import demo_home
from sayso.runtime import repository
from sayso.web.v1.access import Known

router = APIRouter(include_in_schema=False)


@router.get("/")
async def landing(services: Known) -> HTMLResponse:
    """Links to the modules; each asks for its own sign-in."""
    async with services.database.unit() as session:
        home = await demo_home(session)
        modules = await repository.modules_of(session, home.site.agency_id)
    items = "".join(
        f'<li><a href="{escape(services.settings.module_origin(module.slug))}">{escape(module.name)}</a></li>'
        for module in modules
        if module.status == "published"
    )
    listed = f"<ul>{items}</ul>" if items else "<p>Nothing yet: <code>sayso build “…”</code></p>"
    headers = {
        "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
    }
    return HTMLResponse(_PAGE.replace("LISTED", listed), headers=headers)


_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Sayso</title>
<style>
  :root { color-scheme: light dark; font: 16px/1.6 system-ui, sans-serif }
  main { max-width: 40rem; margin: 4rem auto; padding: 0 1rem }
  h1 { font-size: 1.75rem; margin: 0 0 .25rem }
  li { margin: .25rem 0 }
</style></head>
<body><main><h1>Sayso</h1><p>Say what you need; get software that runs.</p>LISTED</main></body></html>
"""
