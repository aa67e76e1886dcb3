"""Commands that ask the record: timeline, statements, why, actor."""

from __future__ import annotations

from typing import Annotated

import typer

from dateline import console
from dateline.cli.app import app
from dateline.cli.options import DEFAULT_DB, About, By, Csv, Db, Json, MinConfidence, OutletCountry, Since, To, Until, sides_of
from dateline.errors import UsageError

_MOST_ACTORS = 5


@app.command()
def timeline(  # noqa: PLR0913  # a command's options
    sides: Annotated[list[str] | None, typer.Argument(help="Two states, or one, by code or name.", metavar="[A [B]]")] = None,
    *,
    everything: Annotated[bool, typer.Option("--all", help="Every episode of the record.")] = False,
    since: Since = None,
    until: Until = None,
    min_confidence: MinConfidence = 0.0,
    db: Db = DEFAULT_DB,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Print what happened between two states, in either direction, every line with its words."""
    from dateline import store, tabular, terminal, wire

    named = sides_of(sides, everything=everything)
    reader = store.Reader(db, at_least=min_confidence)
    codes = [console.known_side(name, reader) for name in named]
    first, second = (*codes, None, None)[:2]
    episodes = reader.timeline(store.Timeline(first, second, since=console.since_day(since), until=console.day(until, "--until")))
    actors = reader.actors()
    pages = reader.page_names(report.page for episode in episodes for report in episode.reports)
    if as_json:
        console.put_rows(wire.episode_json(episode, actors=actors, pages=pages) for episode in episodes)
    elif as_csv:
        console.put(tabular.csv_text((tabular.episode_row(episode, actors, pages) for episode in episodes), tabular.TIMELINE))
    elif episodes:
        heads = reader.heads(report.story for episode in episodes for report in episode.reports)
        console.screen().print(terminal.timeline_list(episodes, actors, pages, heads))
    else:
        between = f" between {' and '.join(named)}" if len(named) > 1 else f" about {named[0]}" if named else ""
        console.note(f"nothing{between} in {db}")


@app.command()
def statements(  # noqa: PLR0913  # a command's options
    *,
    by: By = None,
    about: About = None,
    to: To = None,
    since: Since = None,
    until: Until = None,
    contains: Annotated[
        str | None, typer.Option("--contains", help="Words in what was said, as in `dateline search`.", metavar="WORDS")
    ] = None,
    outlet_country: OutletCountry = None,
    limit: Annotated[int | None, typer.Option("--limit", min=1, help="At most so many.", metavar="N")] = None,
    db: Db = DEFAULT_DB,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Print who said what, with where it stands."""
    from dateline import record, store, tabular, terminal

    reader = store.Reader(db)
    asked = store.Statements(
        by=record.side(by),
        about=record.side(about),
        to=record.side(to),
        since=console.since_day(since),
        until=console.day(until, "--until"),
        contains=contains,
        outlet_country=outlet_country,
        limit=limit,
    )
    found = reader.statements(asked)
    actors, heads = reader.actors(), reader.heads(statement.story for statement in found)
    if as_json:
        console.put_rows(tabular.statement_line(statement, actors, heads) for statement in found)
    elif as_csv:
        console.put(
            tabular.csv_text((tabular.statement_row(statement, actors, heads) for statement in found), tabular.STATEMENTS)
        )
    elif found:
        console.screen().print(terminal.statements_list(found, actors, heads))
    else:
        console.note(f"no such statement in {db}")


@app.command()
def why(
    event_id: Annotated[str, typer.Argument(help="An event's or episode's id, or how it begins.", metavar="ID")],
    *,
    db: Db = DEFAULT_DB,
    as_json: Json = False,
) -> None:
    """Print what an event rests on: its sentence with every part marked, and the codebook's entries."""
    from dateline import store
    from dateline import why as reasons

    reader = store.Reader(db)
    events = reader.events_of(event_id)
    if not events:
        message = f"no event or episode {event_id!r} in {db}. `dateline timeline --all` shows their ids"
        raise UsageError(message)
    for event in events:
        story, head = reader.story(event.story), reader.heads([event.story]).get(event.story)
        if story is None:
            continue
        if as_json:
            console.put_rows([reasons.why_json(event, story, head)])
            continue
        statement = reader.statement(event.statement) if event.statement else None
        grounds = reasons.Grounds(story, head, statement, reader.episode_of_event(event.id))
        console.screen().print(reasons.why_view(event, grounds, reader.actors()))


@app.command()
def actor(
    name: Annotated[str, typer.Argument(help="A name, or a code like CHN/GOV.", metavar="NAME")],
    *,
    db: Db = DEFAULT_DB,
    as_json: Json = False,
) -> None:
    """Print what the record holds of a person, state or organisation: offices, statements, events, whom they meet."""
    from dateline import store, tabular, terminal
    from dateline.store.meeting import met_by

    reader = store.Reader(db)
    found = reader.actors_named(name)
    if not found:
        message = f"no actor called {name!r} in {db}"
        raise UsageError(message)
    known = reader.actors()
    for one in found[:_MOST_ACTORS]:
        held, met = reader.held_by(one.id), met_by(reader, one.id)
        if as_json:
            console.put_rows([tabular.actor_line(one, held, met)])
        else:
            heads = reader.heads(statement.story for statement in held.statements)
            console.screen().print(terminal.actor_view(one, held, known, heads))
            if met:
                console.screen().print(terminal.met_view(met))
    if len(found) > _MOST_ACTORS:
        console.note(f"{len(found) - _MOST_ACTORS} more are called so; give more of the name")
