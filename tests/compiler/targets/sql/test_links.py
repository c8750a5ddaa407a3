"""Field lists hold for links too, from whichever side they are looked at."""

from dataclasses import replace
from uuid import uuid4

import asyncpg
import pytest

from tests.support.postgres import Person, TestDatabase

from .modules import workshop

DENIED = asyncpg.InsufficientPrivilegeError


async def test_a_field_list_that_leaves_links_out_keeps_them_from_being_read_and_made(
    each_database: TestDatabase,
) -> None:
    await each_database.install(workshop(), "w")
    owner = Person(role="owner")
    ann = replace(owner, member=uuid4(), role="mechanic")
    async with each_database.acting(owner) as c:
        mechanic, other = [
            await c.fetchval(
                "insert into apps.mod_w_mechanics (name, member_id) values ('M', $1) returning id", member
            )
            for member in (ann.member, None)
        ]
        job = await c.fetchval(
            "insert into apps.mod_w_jobs (title, mechanic_id) values ('J', $1) returning id", mechanic
        )
        link = "insert into apps.mod_w_job_crew (job_id, mechanic_id) values ($1, $2)"
        await c.execute(link, job, mechanic)
        assert await c.fetchval("select count(*) from apps.mod_w_job_crew") == 1
    async with each_database.acting(ann) as c:
        assert await c.fetchval("select count(*) from apps.mod_w_jobs_v") == 1
        assert await c.fetchval("select count(*) from apps.mod_w_job_crew") == 0
        assert await c.execute("delete from apps.mod_w_job_crew") == "DELETE 0"
    for person in (mechanic, other):
        with pytest.raises(DENIED):
            async with each_database.acting(ann) as c:
                await c.execute(link, job, person)


async def test_a_field_list_that_names_links_lets_them_be_read_and_made(each_database: TestDatabase) -> None:
    module = workshop()
    rules = [
        rule.model_copy(update={"fields": (*rule.fields, "crew")})
        if rule.role == "mechanic" and rule.entity == "job" and rule.fields
        else rule
        for rule in module.permissions.rules
    ]
    permissions = module.permissions.model_copy(update={"rules": tuple(rules)})
    await each_database.install(module.model_copy(update={"permissions": permissions}), "w")
    owner = Person(role="owner")
    ann, bob = (replace(owner, member=uuid4(), role="mechanic") for _ in range(2))
    async with each_database.acting(owner) as c:
        mechanic = await c.fetchval(
            "insert into apps.mod_w_mechanics (name, member_id) values ('M', $1) returning id", ann.member
        )
        job = await c.fetchval(
            "insert into apps.mod_w_jobs (title, mechanic_id) values ('J', $1) returning id", mechanic
        )
    link = "insert into apps.mod_w_job_crew (job_id, mechanic_id) values ($1, $2)"
    with pytest.raises(DENIED):
        async with each_database.acting(bob) as c:
            await c.execute(link, job, mechanic)
    async with each_database.acting(ann) as c:
        await c.execute(link, job, mechanic)
        assert await c.fetchval("select count(*) from apps.mod_w_job_crew") == 1
    async with each_database.acting(bob) as c:
        assert await c.fetchval("select count(*) from apps.mod_w_job_crew") == 0
