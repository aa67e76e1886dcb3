"""The pages, one module per group; each has a `router`."""

from dateline.web.pages import front

ROUTERS = (front.router,)
