from __future__ import annotations

from datetime import date

import pytest

from dateline.records import Interval, PageId, Precision, Status, Story, StoryId, StoryKind
from dateline.stages.event import dating
from sentences import analysis_of

DAY, MONTH, YEAR = Precision.DAY, Precision.MONTH, Precision.YEAR
PUBLISHED = date(2021, 6, 11)  # a Friday

# "Kenya expelled two envoys on Monday after Somalia cut ties in May ."
AFTER = """
Kenya Kenya PROPN 2 nsubj
expelled expel VERB 0 root
two two NUM 4 nummod
envoys envoy NOUN 2 obj
on on ADP 6 case
Monday Monday PROPN 2 obl
after after SCONJ 9 mark
Somalia Somalia PROPN 9 nsubj
cut cut VERB 2 advcl
ties tie NOUN 9 obj
in in ADP 12 case
May May PROPN 9 obl
. . PUNCT 2 punct
"""
SAID = """
Oslo Oslo PROPN 2 nsubj
said say VERB 0 root
on on ADP 4 case
Tuesday Tuesday PROPN 2 obl
it it PRON 7 nsubj
will will AUX 7 aux
send send VERB 2 ccomp
doctors doctor NOUN 7 obj
to to ADP 10 case
Haiti Haiti PROPN 7 obl
. . PUNCT 2 punct
"""
AMID = """
Chile Chile PROPN 3 nsubj
has have AUX 3 aux
denied deny VERB 0 root
reports report NOUN 3 obj
of of ADP 6 case
talks talk NOUN 4 nmod
amid amid ADP 8 case
drills drill NOUN 6 nmod
in in ADP 10 case
April April PROPN 8 nmod
. . PUNCT 3 punct
"""
ACCORD = """
Sudan Sudan PROPN 2 nsubj
violated violate VERB 0 root
the the DET 5 det
2015 2015 NUM 5 nummod
accord accord NOUN 2 obj
. . PUNCT 2 punct
"""
SIGNED = """
Nepal Nepal PROPN 2 nsubj
praised praise VERB 0 root
the the DET 4 det
pact pact NOUN 2 obj
signed sign VERB 4 acl
on on ADP 7 case
Wednesday Wednesday PROPN 5 obl
. . PUNCT 2 punct
"""
TO_WITHDRAW = """
The the DET 2 det
decision decision NOUN 8 nsubj
last last ADJ 4 amod
month month NOUN 6 obl:unmarked
to to PART 6 mark
withdraw withdraw VERB 2 acl
troops troops NOUN 6 obj
angered anger VERB 0 root
Mali Mali PROPN 8 obj
. . PUNCT 8 punct
"""
SINCE = """
Peru Peru PROPN 3 nsubj
has have AUX 3 aux
blocked block VERB 0 root
imports import NOUN 3 obj
since since ADP 6 case
2019 2019 NUM 3 obl
. . PUNCT 3 punct
"""
FIRST_SINCE = """
Laos Laos PROPN 2 nsubj
received receive VERB 0 root
its its PRON 5 nmod:poss
first first ADJ 5 amod
visit visit NOUN 2 obj
since since ADP 7 case
2019 2019 NUM 2 obl
. . PUNCT 2 punct
"""
AS = """
As as SCONJ 3 mark
ships ship NOUN 3 nsubj
sailed sail VERB 7 advcl
on on ADP 5 case
Sunday Sunday PROPN 3 obl
Yemen Yemen PROPN 7 nsubj
fired fire VERB 0 root
rockets rocket NOUN 7 obj
. . PUNCT 7 punct
"""
WHEN = """
Strikes strike NOUN 2 nsubj
grew grow VERB 0 root
two two NUM 4 nummod
months month NOUN 5 obl:unmarked
ago ago ADV 2 advmod
when when ADV 8 advmod
Chad Chad PROPN 8 nsubj
invaded invade VERB 2 advcl
. . PUNCT 2 punct
"""
GREETED = """
Ghana Ghana PROPN 2 nsubj
said say VERB 0 root
on on ADP 4 case
Sunday Sunday PROPN 2 obl
trade trade NOUN 6 nsubj
grew grow VERB 2 ccomp
in in ADP 8 case
2020 2020 NUM 6 obl
, , PUNCT 12 punct
as as SCONJ 12 mark
it it PRON 12 nsubj
met meet VERB 6 advcl
Togo Togo PROPN 12 obj
. . PUNCT 2 punct
"""
FOR_YEARS = """
Cuba Cuba PROPN 3 nsubj
has have AUX 3 aux
trained train VERB 0 root
pilots pilot NOUN 3 obj
over over ADP 9 case
the the DET 9 det
past past ADJ 9 amod
two two NUM 9 nummod
years year NOUN 3 obl
. . PUNCT 3 punct
"""
AGREED = """
Iran Iran PROPN 2 nsubj
agreed agree VERB 0 root
on on ADP 4 case
Monday Monday PROPN 2 obl
to to PART 6 mark
free free VERB 2 xcomp
sailors sailor NOUN 6 obj
next next ADJ 9 amod
week week NOUN 6 obl:unmarked
. . PUNCT 2 punct
"""
PRAISED = """
Spain Spain PROPN 2 nsubj
hailed hail VERB 0 root
the the DET 4 det
election election NOUN 2 obj
in in ADP 6 case
Niger Niger PROPN 4 nmod
last last ADJ 8 amod
month month NOUN 2 obl:unmarked
. . PUNCT 2 punct
"""


PRAISED_ON = PRAISED.replace("last last ADJ 8 amod", "on on ADP 8 case").replace("month month NOUN", "Monday Monday PROPN")


def story_of(analysis):
    return Story(StoryId("s"), PageId("p"), StoryKind.MAIN, analysis.text, published=PUBLISHED)


def words_of(interval):
    return None if interval is None else interval.citation.quote


def told_of(analysis, word, status=Status.OCCURRED):
    place = analysis.words.index(word)
    return dating.Told((place, place + 1), analysis.sentence_span(0), status, PUBLISHED)


def when(sentence, word, *, status=Status.OCCURRED, acts=()):
    analysis = analysis_of(sentence)
    heads = frozenset(analysis.words.index(act) for act in acts)
    return dating.date_of(analysis, told_of(analysis, word, status), dating.dates(story_of(analysis)), heads)


@pytest.mark.parametrize(
    ("sentence", "word", "expected"),
    [
        pytest.param(AFTER, "expelled", "Monday", id="each clause has its own day"),
        pytest.param(AFTER, "cut", "May", id="what came before keeps its month"),
        pytest.param(SAID, "said", "Tuesday", id="the day of saying is that of the saying"),
        pytest.param(AMID, "talks", None, id="a month behind amid belongs to what stands there"),
        pytest.param(ACCORD, "violated", None, id="a year that names a thing dates no act"),
        pytest.param(SIGNED, "pact", "Wednesday", id="a participle dates its noun"),
        pytest.param(SIGNED, "praised", None, id="what is praised was done on its own day"),
        pytest.param(FIRST_SINCE, "received", None, id="the first since a year is not of that year"),
        pytest.param(AS, "fired", "Sunday", id="what happens meanwhile shares the day"),
        pytest.param(WHEN, "invaded", "two months ago", id="when goes on with the day before it"),
        pytest.param(GREETED, "met", "Sunday", id="as behind a comma goes with the saying"),
    ],
)
def test_an_act_takes_the_day_that_is_its_own(sentence, word, expected):
    assert words_of(when(sentence, word)) == expected


def test_a_day_after_what_is_praised_belongs_to_it_unless_it_is_exact():
    assert words_of(when(PRAISED, "election", acts=("hailed", "election"))) == "last month"
    assert when(PRAISED, "hailed", acts=("hailed", "election")) is None
    assert words_of(when(PRAISED_ON, "hailed", acts=("hailed", "election"))) == "Monday"


def test_what_lasts_since_a_year_goes_on_until_the_report():
    assert when(SINCE, "blocked") == Interval(date(2019, 1, 1), PUBLISHED, YEAR, when(SINCE, "blocked").citation)


def test_a_span_of_years_up_to_the_report_is_the_time_of_what_is_told_to_last():
    found = when(FOR_YEARS, "trained", status=Status.ONGOING)

    assert (found.start, found.end, words_of(found)) == (date(2019, 6, 11), PUBLISHED, "the past two years")


def test_a_plan_takes_the_days_to_come_and_its_telling_the_day_gone_by():
    analysis = analysis_of(AGREED)
    told, dated = told_of(analysis, "free", Status.PLANNED), dating.dates(story_of(analysis))

    assert words_of(dating.date_of(analysis, told, dated)) == "next week"
    assert words_of(dating.announced(analysis, told, dated)) == "Monday"


def test_a_plan_told_without_its_time_has_none():
    analysis = analysis_of(SAID)
    told, dated = told_of(analysis, "send", Status.PLANNED), dating.dates(story_of(analysis))

    assert dating.date_of(analysis, told, dated) is None
    assert words_of(dating.announced(analysis, told, dated)) == "Tuesday"


def test_a_day_before_an_infinitive_belongs_to_the_decision():
    analysis = analysis_of(TO_WITHDRAW)
    told, dated = told_of(analysis, "withdraw", Status.PLANNED), dating.dates(story_of(analysis))

    assert dating.date_of(analysis, told, dated) is None
    assert words_of(dating.announced(analysis, told, dated)) == "last month"


def test_what_happened_was_announced_at_no_time():
    analysis = analysis_of(AFTER)

    assert dating.announced(analysis, told_of(analysis, "expelled"), dating.dates(story_of(analysis))) is None


@pytest.mark.parametrize(
    ("status", "first", "last", "expected"),
    [
        pytest.param(Status.OCCURRED, date(2021, 6, 14), date(2021, 6, 14), False, id="no past act lies ahead"),
        pytest.param(Status.OCCURRED, date(2021, 6, 1), date(2021, 6, 30), True, id="a month begun may hold it"),
        pytest.param(Status.PLANNED, date(2021, 6, 10), date(2021, 6, 10), False, id="no plan lies behind"),
        pytest.param(Status.PLANNED, date(2021, 6, 11), date(2021, 6, 11), True, id="a plan may be for today"),
        pytest.param(Status.NEGATED, date(2021, 6, 14), date(2021, 6, 14), True, id="what did not happen may have any day"),
    ],
)
def test_days_must_fit_what_is_told(status, first, last, expected):
    told = dating.Told((0, 1), None, status, PUBLISHED)

    assert dating.fits(told, Interval(first, last, DAY)) is expected


def test_without_a_publication_day_every_day_fits():
    assert dating.fits(dating.Told((0, 1), None, Status.PLANNED, None), Interval(date(1999, 1, 1), date(1999, 1, 1), DAY))


ENTRY = """
May May PROPN 3 compound
{day}: {day} NUM 1 nummod
Troops troops NOUN 4 nsubj
cross cross VERB 0 root
rivers river NOUN 4 obj
. . PUNCT 4 punct
"""
SUBJECT = """
Talks talk NOUN 6 nsubj
on on ADP 3 case
Tuesday Tuesday PROPN 1 nmod
in in ADP 5 case
Lima Lima PROPN 1 nmod
led lead VERB 0 root
to to ADP 8 case
agreement agreement NOUN 6 obl
. . PUNCT 6 punct
"""


def test_what_talks_led_to_came_on_their_day():
    assert words_of(when(SUBJECT, "agreement", acts=("Talks", "agreement"))) == "Tuesday"


def test_what_may_come_of_an_act_has_not_its_day():
    assert when(SUBJECT, "agreement", acts=("Talks", "agreement"), status=Status.PLANNED) is None


def test_the_day_at_the_head_of_an_entry_dates_the_entry():
    analysis = analysis_of(*(ENTRY.format(day=day) for day in (3, 4, 5)))
    place = next(token for token in range(len(analysis)) if analysis.word(token) == "cross")
    told = dating.Told((place, place + 1), analysis.sentence_span(0), Status.OCCURRED, PUBLISHED)

    found = dating.date_of(analysis, told, dating.dates(story_of(analysis)))
    assert (found.start, found.end, words_of(found)) == (date(2021, 5, 3), date(2021, 5, 3), "May 3")
