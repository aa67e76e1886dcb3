"""The pages, one module per group; each has a `router`."""

from dateline.web.pages import dyad, episode, front, records, story

ROUTERS = (front.router, dyad.router, episode.router, records.router, story.router)
