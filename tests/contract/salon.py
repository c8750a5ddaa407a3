"""Rows of a salon that several tests start from."""

from typing import Any

from tests.contract.server import Application

NOBODY = "00000000-0000-4000-8000-000000000000"
CLIENTS = ("Ada", "Ben", "Cleo", "Dan", "Eve", "Finn", "Gus 100%")


async def cast(shop: Application) -> dict[str, str]:
    """A client, a stylist and a service of half an hour, as the ids an appointment needs."""
    client = await shop.create("clients", name="Ada Lovelace", email="ada@lovelace.org")
    stylist = await shop.create("stylists", name="Sue")
    service = await shop.create("services", name="Cut", price=30, duration=30)
    return {"client_id": client["id"], "stylist_id": stylist["id"], "service_id": service["id"]}


async def appointment(shop: Application, **values: Any) -> dict[str, Any]:
    """An appointment of a new client, far in the future unless said otherwise."""
    return await shop.create(
        "appointments", **({"starts_at": "2096-11-23T10:00:00Z"} | await cast(shop) | values)
    )


async def book(shop: Application) -> None:
    """Seven clients, and an appointment of each for one of two stylists."""
    stylists = [(await shop.create("stylists", name=name))["id"] for name in ("Sue", "Bo")]
    services = [
        (await shop.create("services", name=name, price=price))["id"]
        for name, price in (("Cut", 30), ("Colour", 80))
    ]
    for n, name in enumerate(CLIENTS):
        client = await shop.create("clients", name=name, hair_type=("wavy" if n % 2 else None))
        await shop.create(
            "appointments",
            client_id=client["id"],
            stylist_id=stylists[n % 2],
            service_id=services[n % 2],
            starts_at=f"2026-0{n + 1}-10T23:30:00+00:00",
        )
