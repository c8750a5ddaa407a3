"""The routers of all entities."""

from fastapi import APIRouter

from app.entities.class_ import routes as class_routes
from app.entities.literal import routes as literal_routes
from app.entities.report import routes as report_routes
from app.entities.row import routes as row_routes
from app.entities.staff import routes as staff_routes

ROUTERS: tuple[APIRouter, ...] = (
    class_routes.router,
    row_routes.router,
    staff_routes.router,
    report_routes.router,
    literal_routes.router,
)
