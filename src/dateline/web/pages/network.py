"""The network: who deals with whom over a period."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from fastapi import APIRouter, Request

from dateline import charts
from dateline.charts import Knot, Theme, Thread
from dateline.records import ActorId
from dateline.store import walls
from dateline.web import asked, drawn, forms, sides
from dateline.web.forms import Form, Rows
from dateline.web.room import Room

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fastapi.responses import Response

    from dateline.charts import Spec
    from dateline.web.forms import Row

router = APIRouter(include_in_schema=False)
SIZES = ("20", "40", "60")
OF = ("states", "actors")


class Net:
    """The network that an address asks for."""

    def __init__(self, request: Request) -> None:
        """Ask for the ties between the busiest actors or states."""
        reader = Room.of(request).reader
        self.of = asked.one_of(request, "of", OF, OF[0])
        self.most = asked.one_of(request, "most", SIZES, SIZES[0])
        days = walls.Span(asked.day(request, "since"), asked.day(request, "until"))
        self.ties = walls.ties(reader, days, states=self.of == OF[0], most=int(self.most))
        self.names = self._names(request)
        given = {name: asked.word(request, name) for name in ("since", "until", "of", "most")}
        self.query = {name: value for name, value in given.items() if value}

    def _names(self, request: Request) -> Mapping[str, str]:
        ids = {name for tie in self.ties for name in (tie.first, tie.second)}
        if self.of == OF[0]:
            return {name: sides.name(name) for name in sorted(ids)}
        known = Room.of(request).reader.actors(map(ActorId, ids))
        return {name: known[ActorId(name)].name for name in sorted(ids) if ActorId(name) in known}

    def href(self, name: str) -> str:
        """Return the page of an actor; a state's own page stands under its code."""
        return f"/actor/{quote(name, safe='/:')}"

    def tie_href(self, tie: walls.Tie) -> str:
        """Return the page of two states; of two other actors, that of the first."""
        return sides.path(tie.first, tie.second) if self.of == OF[0] else self.href(tie.first)

    def knots(self) -> list[Knot]:
        """Return the actors, each with how often it shares something."""
        times = dict.fromkeys(self.names, 0)
        for tie in self.ties:
            for name in (tie.first, tie.second):
                if name in times:
                    times[name] += tie.cooperation + tie.conflict
        return [Knot(name, shown, times[name], self.href(name)) for name, shown in self.names.items()]

    def spec(self, theme: Theme) -> Spec:
        """Return the chart."""
        threads = [Thread(one.first, one.second, one.cooperation, one.conflict, self.tie_href(one)) for one in self.ties]
        return charts.network_chart(self.knots(), threads, theme=theme)

    def rows(self) -> list[Row]:
        """Return a row per tie."""
        return [
            {
                "first": one.first,
                "first_name": self.names.get(one.first, one.first),
                "second": one.second,
                "second_name": self.names.get(one.second, one.second),
                "cooperation": one.cooperation,
                "conflict": one.conflict,
            }
            for one in self.ties
        ]


@router.get("/network")
@router.get("/network.json")
@router.get("/network.csv")
def network(request: Request) -> Response:
    """Show the network as a picture and as a table."""
    net = Net(request)
    form = forms.split(request.url.path)[1]
    if form is not Form.PAGE:
        return forms.machine(Rows(many=net.rows()), form)
    return Room.of(request).page(request, "network.html", net=net, sizes=SIZES, every=OF)


@router.get("/network/chart.{ending}")
def chart(request: Request, ending: str) -> Response:
    """Draw the network."""
    net = Net(request)
    return drawn.chart(request, ending, spec=net.spec, rows=net.rows)
