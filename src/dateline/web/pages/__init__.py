"""The pages, one module per group; each has a `router`."""

from dateline.web.pages import actor, dyad, episode, front, network, places, records, search, sources, story, views

ROUTERS = tuple(
    module.router for module in (front, dyad, episode, story, records, actor, search, places, network, sources, views)
)
