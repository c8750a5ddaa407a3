"""The opponent: the salon's appointments as a good engineer writes them by hand.

FastAPI, SQLAlchemy 2 async ORM on asyncpg, response models, uvloop and httptools, a pool of the same size, on
the same tables in the same database under the same row-level security. One transaction a request carries the
scope, as the documentation of PostgreSQL and SQLAlchemy suggest.
"""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, ClassVar
from uuid import UUID

import asyncpg
import uvicorn
from fastapi import Depends, FastAPI, HTTPException, Query
from pydantic import BaseModel, ConfigDict
from sqlalchemy import DateTime, ForeignKey, MetaData, Text, func, select, text
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, joinedload, mapped_column, relationship, selectinload

PREFIX = os.environ.get("BENCH_PREFIX", "salon")
DSN = os.environ.get("BENCH_DSN", "")
SCOPE = {key: os.environ.get(f"BENCH_{key.upper()}", "") for key in ("site_id", "member_id", "role")}
_SET_SCOPE = text(
    "select set_config('sayso.site_id', :site_id, true), set_config('sayso.member_id', :member_id, true), "
    "set_config('sayso.role', :role, true)"
)


class Base(DeclarativeBase):
    metadata = MetaData(schema="apps")
    type_annotation_map: ClassVar = {datetime: DateTime(timezone=True)}


class Client(Base):
    __tablename__ = f"mod_{PREFIX}_clients"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str]


class Stylist(Base):
    __tablename__ = f"mod_{PREFIX}_stylists"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str]


class Service(Base):
    __tablename__ = f"mod_{PREFIX}_services"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str]
    price: Mapped[Decimal]
    duration: Mapped[int]


class Appointment(Base):
    __tablename__ = f"mod_{PREFIX}_appointments"
    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=text("gen_random_uuid()"))
    client_id: Mapped[UUID] = mapped_column(ForeignKey(Client.id))
    stylist_id: Mapped[UUID] = mapped_column(ForeignKey(Stylist.id))
    service_id: Mapped[UUID] = mapped_column(ForeignKey(Service.id))
    starts_at: Mapped[datetime]
    notes: Mapped[str | None] = mapped_column(Text)
    status: Mapped[str] = mapped_column(server_default=text("'booked'"))
    version: Mapped[int] = mapped_column(server_default=text("1"))
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now())
    client: Mapped[Client] = relationship(lazy="raise")
    stylist: Mapped[Stylist] = relationship(lazy="raise")
    service: Mapped[Service] = relationship(lazy="raise")


class NewAppointment(BaseModel):
    client_id: UUID
    stylist_id: UUID
    service_id: UUID
    starts_at: datetime
    notes: str | None = None


class AppointmentOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)
    id: UUID
    client_id: UUID
    client_title: str
    stylist_id: UUID
    stylist_title: str
    service_id: UUID
    service_title: str
    price: float
    starts_at: datetime
    notes: str | None
    status: str
    version: int
    created_at: datetime
    updated_at: datetime


class Page(BaseModel):
    page: int
    page_size: int
    total: int


class AppointmentList(BaseModel):
    items: list[AppointmentOut]
    page: Page


async def _connect() -> Any:
    return await asyncpg.connect(DSN, server_settings={"role": "sayso_app", "timezone": "UTC", "jit": "off"})


engine = create_async_engine(
    "postgresql+asyncpg://", async_creator=_connect, pool_size=10, max_overflow=0, pool_timeout=60
)
sessions = async_sessionmaker(engine, expire_on_commit=False)


@asynccontextmanager
async def lifespan(_: FastAPI) -> AsyncIterator[None]:
    yield
    await engine.dispose()


app = FastAPI(lifespan=lifespan)


async def scoped() -> AsyncIterator[AsyncSession]:
    async with sessions() as session, session.begin():
        await session.execute(_SET_SCOPE, SCOPE)
        yield session


Scoped = Annotated[AsyncSession, Depends(scoped)]
_ONE_WITH_TITLES = (
    joinedload(Appointment.client, innerjoin=True).load_only(Client.name),
    joinedload(Appointment.stylist, innerjoin=True).load_only(Stylist.name),
    joinedload(Appointment.service, innerjoin=True).load_only(Service.name, Service.price),
)
_PAGE_WITH_TITLES = (
    selectinload(Appointment.client).load_only(Client.name),
    selectinload(Appointment.stylist).load_only(Stylist.name),
    selectinload(Appointment.service).load_only(Service.name, Service.price),
)
"""Joins under row-level security make PostgreSQL read and sort the whole table (95 ms at 20,000 rows);
loading the parents of a page by their ids keeps the list on its index."""


def _out(row: Appointment) -> AppointmentOut:
    return AppointmentOut(
        id=row.id, client_id=row.client_id, client_title=row.client.name, stylist_id=row.stylist_id,
        stylist_title=row.stylist.name, service_id=row.service_id, service_title=row.service.name,
        price=float(row.service.price), starts_at=row.starts_at, notes=row.notes, status=row.status,
        version=row.version, created_at=row.created_at, updated_at=row.updated_at,
    )  # fmt: skip


@app.get("/api/appointments")
async def list_appointments(  # noqa: PLR0917 - each is a parameter of the address
    session: Scoped,
    page: int = 1,
    page_size: Annotated[int, Query(le=200)] = 20,
    status: str | None = None,
    q: str | None = None,
    sort: str = "-starts_at",
) -> AppointmentList:
    wanted = select(Appointment)
    if status:
        wanted = wanted.where(Appointment.status == status)
    if q:
        wanted = wanted.where(Appointment.notes.ilike(f"%{q}%"))
    total = (await session.execute(select(func.count()).select_from(wanted.subquery()))).scalar_one()
    order = getattr(Appointment, sort.lstrip("-"))
    rows = await session.execute(
        wanted.options(*_PAGE_WITH_TITLES)
        .order_by(order.desc() if sort.startswith("-") else order, Appointment.id)
        .limit(page_size)
        .offset((page - 1) * page_size)
    )
    return AppointmentList(
        items=[_out(row) for row in rows.scalars()], page=Page(page=page, page_size=page_size, total=total)
    )


async def _one(session: AsyncSession, wanted: UUID) -> Appointment:
    found = await session.execute(
        select(Appointment).options(*_ONE_WITH_TITLES).where(Appointment.id == wanted)
    )
    row = found.scalar_one_or_none()
    if row is None:
        raise HTTPException(404)
    return row


@app.get("/api/appointments/{wanted}")
async def get_appointment(session: Scoped, wanted: UUID) -> AppointmentOut:
    return _out(await _one(session, wanted))


@app.post("/api/appointments", status_code=201)
async def create_appointment(session: Scoped, body: NewAppointment) -> AppointmentOut:
    row = Appointment(**body.model_dump())
    session.add(row)
    await session.flush()
    return _out(await _one(session, row.id))


if __name__ == "__main__":
    uvicorn.run(
        app, host="127.0.0.1", port=int(os.environ["BENCH_PORT"]), loop="uvloop", http="httptools",
        log_level="warning", access_log=False,
    )  # fmt: skip
