"""Read a page: decode it, tell what it is, hand it to the reader for its kind."""

from __future__ import annotations

from dataclasses import replace

from dateline.records import Page, Reason, Rejected, Story, StoryKind, story_id
from dateline.stages.story.decoding import MediaType, decode
from dateline.stages.story.language_guess import guess_language
from dateline.stages.story.reading import StoryReading

CODED = "en"  # the language that the analysis reads


def read(page: Page) -> StoryReading:
    """
    Return the stories of a page, the words removed, and what was rejected.

    A page that can't be read, or has no story, gives a Rejected that says why; no page raises.
    A story in another language is kept, and rejected for coding.
    """
    decoded = decode(page)
    if isinstance(decoded, Rejected):
        return StoryReading(rejected=(decoded,))
    if page.masthead is not None:
        from dateline.stages.story.given import read_given

        return _with_languages(read_given(decoded.text, page, page.masthead), page)
    if page.clean:
        return _with_languages(_clean(decoded.text, page), page)
    if decoded.media_type is MediaType.HTML:
        from dateline.stages.story.markup import read_markup

        return _with_languages(read_markup(decoded.text, page), page)
    from dateline.stages.story.plain import read_plain

    return _with_languages(read_plain(decoded.text, page), page)


def _clean(text: str, page: Page) -> StoryReading:
    """Return the one story that a clean page is: its text as it came."""
    return StoryReading(
        stories=(
            Story(
                id=story_id(headline=None, agency=None, place=None, published=page.published, text=text),
                page=page.id,
                kind=StoryKind.MAIN,
                text=text,
                published=page.published,
                url=page.url,
            ),
        )
    )


def _with_languages(reading: StoryReading, page: Page) -> StoryReading:
    """Give each report its language; one that is not coded is rejected for that, and kept."""
    stories = tuple(
        replace(story, language=guess_language(story.text))
        if story.language is None and story.kind is not StoryKind.TEASER
        else story
        for story in reading.stories
    )
    foreign = tuple(
        Rejected(
            page.id, "story", Reason.LANGUAGE, f"story {story.id} is in '{story.language}'; only '{CODED}' is coded", page.path
        )
        for story in stories
        if story.kind is not StoryKind.TEASER and story.language not in (None, CODED)
    )
    return replace(reading, stories=stories, rejected=(*reading.rejected, *foreign))
