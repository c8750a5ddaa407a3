"""Secrets that programs speak of by name: entered, replaced and removed here, and never shown again."""

from datetime import datetime
from typing import Annotated

from fastapi import Path
from pydantic import BaseModel, Field, SecretStr, field_validator

from sayso.secrets.service import MOST_HOSTS, KnownSecret
from sayso.web.guard import api_routes
from sayso.web.ports import KnownSecrets
from sayso.web.v1.access import Me
from sayso.web.v1.bodies import Body

router = api_routes("/secrets")

SecretName = Annotated[
    str,
    Path(
        pattern=r"^[A-Za-z][A-Za-z0-9_.-]{0,59}$",
        description="What programs call it: letters, digits, dots, hyphens.",
        examples=["WEATHER_KEY"],
    ),
]
Host = Annotated[str, Field(min_length=1, max_length=260, examples=["api.example.com"])]


class SecretBody(Body):
    """A value, and the only hosts it is sent to, such as `api.example.com`, `*.example.com`, `host:8443`."""

    value: SecretStr = Field(min_length=4, max_length=8192, json_schema_extra={"writeOnly": True})
    hosts: list[Host] = Field(min_length=1, max_length=MOST_HOSTS)

    @field_validator("value")
    @classmethod
    def _of_one_line(cls, value: SecretStr) -> SecretStr:
        if not value.get_secret_value().isprintable():
            raise ValueError("a secret is one line of printable characters")
        return value


class SecretView(BaseModel):
    """A secret without its value; `updated_at` is when it was entered."""

    name: str
    hosts: list[str]
    updated_at: datetime


class SecretsView(BaseModel):
    """All secrets of the agency, by name."""

    items: list[SecretView]


@router.get("")
async def list_secrets(secrets: KnownSecrets, me: Me) -> SecretsView:
    """The names of the secrets that programs of the agency may use, and for which hosts."""
    found = await secrets.list(me.home_agency.id)
    return SecretsView(items=[_view(one) for one in found])


@router.put("/{name}")
async def put_secret(secrets: KnownSecrets, me: Me, name: SecretName, body: SecretBody) -> SecretView:
    """Enter a secret, in place of the one of this name.

    Other hosts take the value anew, so that nobody can send a secret elsewhere whom nobody told it.
    """
    return _view(await secrets.put(me.home_agency.id, name, body.value, body.hosts))


@router.delete("/{name}", status_code=204)
async def remove_secret(secrets: KnownSecrets, me: Me, name: SecretName) -> None:
    """Forget a secret; programs that name it are refused from then on."""
    await secrets.drop(me.home_agency.id, name)


def _view(secret: KnownSecret) -> SecretView:
    return SecretView(name=secret.name, hosts=list(secret.hosts), updated_at=secret.updated_at)
