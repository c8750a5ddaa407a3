"""The routers of all entities."""

from fastapi import APIRouter

from app.entities.book import routes as book_routes
from app.entities.class_ import routes as class_routes
from app.entities.staff import routes as staff_routes

ROUTERS: tuple[APIRouter, ...] = (book_routes.router, class_routes.router, staff_routes.router)
