"""What is over does not pile up."""

from pathlib import Path

from sqlalchemy import text

from sayso.identity.authentication.links import Purpose, make_link
from sayso.identity.authentication.sessions import SessionKind
from sayso.identity.retention import tidy
from tests.support.postgres import TestDatabase
from tests.support.running import running_sayso

_AGE = {
    "sessions": "update sessions set ended_at = now() - interval '91 days' where kind = 'browser'",
    "links": "update links set expires_at = now() - interval '31 days' where purpose = 'signin'",
}


async def test_what_is_long_over_goes_and_what_works_or_ended_lately_stays(
    database: TestDatabase, tmp_path: Path
) -> None:
    async with running_sayso(database.dsn, tmp_path, as_server=True) as sayso:
        home = await sayso.home()
        sessions, opened = sayso.services.sessions, sayso.services.database
        await sessions.start(home.user_id, SessionKind.BROWSER)
        program = await sessions.grant(home.user_id)
        async with opened.system() as session:
            await make_link(session, Purpose.SIGNIN, home.user_id)
            await make_link(session, Purpose.RESET, home.user_id)
            for statement in _AGE.values():
                await session.execute(text(statement))
        assert await tidy(opened) == 2
        assert await tidy(opened) == 0
        assert await sessions.of_access_token(program.access_token) is not None
        async with opened.system() as session:
            left = (await session.execute(text("select purpose from links"))).scalars().all()
        assert left == ["reset"]
