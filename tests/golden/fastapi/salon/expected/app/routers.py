"""The routers of all entities."""

from fastapi import APIRouter

from app.entities.appointment import routes as appointment_routes
from app.entities.client import routes as client_routes
from app.entities.service import routes as service_routes
from app.entities.stylist import routes as stylist_routes

ROUTERS: tuple[APIRouter, ...] = (
    client_routes.router,
    stylist_routes.router,
    service_routes.router,
    appointment_routes.router,
)
