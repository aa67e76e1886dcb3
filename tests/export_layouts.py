"""Exports of archives in the layouts that they have, with invented text: what tests read."""

from __future__ import annotations

import io

import docx

FIRST = "SOMNWS0020230317ej3h0005p"
SECOND = "PADHER0020230401ej410001x"

FACTIVA = f"""\
Search results for norland

2 articles

Norland summons ambassador
Sudland keeps the boat


World News
Norland summons ambassador
By Jane Doe and John Roe
532 words
17 March 2023
10:15
Some News Agency
SOMNWS
English
(c) 2023 Some News Agency. All rights reserved.

PORT ADA, March 17 (Some News) -- Norland on Friday summoned the ambassador of Sudland.
The ministry demanded that the boat be released.

Document {FIRST}

Page 1 of 2 © 2023 Factiva, Inc. All rights reserved.
Sudland keeps the boat
1,204 words
1 April 2023
Port Ada Herald
PADHER
12
English
Copyright 2023 Port Ada Herald

Sudland said on Saturday that it would keep the boat.

Document {SECOND}

Search Summary
Text\tnorland and sudland
Date\tIn the last year
"""

FACTIVA_CODES = [
    ("SE", "World News"),
    ("HD", "Norland summons ambassador"),
    ("BY", "By Jane Doe"),
    ("WC", "532 words"),
    ("PD", "17 March 2023"),
    ("SN", "Some News Agency"),
    ("SC", "SOMNWS"),
    ("LA", "English"),
    ("CY", "(c) 2023 Some News Agency"),
    ("LP", "Norland on Friday summoned the ambassador of Sudland."),
    ("TD", "The ministry demanded that the boat be released.\nSudland did not answer."),
    ("NS", "gdip : International Relations"),
    ("RE", "norl : Norland"),
    ("AN", f"Document {FIRST}"),
]

NEXIS = """\
User Name: a reader
Date and Time: Friday, March 24, 2023 9:01:00 AM GMT
Job Number: 190000001
Documents (2)
1. Norland summons ambassador
2. Sudland keeps the boat
Search Terms: norland

Norland summons ambassador
Some News Agency
March 17, 2023 Friday 10:15 AM GMT

Copyright 2023 Some News Agency All Rights Reserved

Section: INTERNATIONAL NEWS
Length: 532 words
Byline: By JANE DOE, Some News Agency
Dateline: PORT ADA, Norland
Body

PORT ADA, Norland (AP) — Norland on Friday summoned the ambassador of Sudland.

The ministry demanded that the boat be released.

Graphic

A picture of the boat.

Classification

Language: ENGLISH
Publication-Type: Newswire
Load-Date: March 18, 2023

End of Document

Sudland keeps the boat
Port Ada Herald
April 1, 2023 Saturday
Late Edition - Final

Copyright 2023 Port Ada Herald

Length: 1204 words
Body

Sudland said on Saturday that it would keep the boat.

Load-Date: April 1, 2023

End of Document
"""

NEXIS_ACADEMIC = """\
                               1 of 2 DOCUMENTS


                                Some News Agency

                     March 17, 2023 Friday 10:15 AM GMT

Norland summons ambassador

SECTION: INTERNATIONAL NEWS; Pg. 4

LENGTH: 532 words

HEADLINE: Norland summons ambassador over the seizure of a fishing
boat in the strait

BYLINE: JANE DOE

DATELINE: PORT ADA

BODY:
   Norland on Friday summoned the ambassador of Sudland over a boat that
was seized in the strait between the two countries on the day before and
has been held since then in the harbour.

   The ministry demanded that the boat be released, and said that it would
take further steps if that was not done by the end of the week or so.

LOAD-DATE: March 18, 2023

LANGUAGE: ENGLISH

PUBLICATION-TYPE: Newswire

                      Copyright 2023 Some News Agency
                            All Rights Reserved

                               2 of 2 DOCUMENTS

                                Port Ada Herald

                             April 1, 2023 Saturday

HEADLINE: Sudland keeps the boat

BODY:
   Sudland said on Saturday that it would keep the boat.

LOAD-DATE: April 1, 2023
"""

PROQUEST = """\
Table of contents
1. Norland summons ambassador
2. Sudland keeps the boat

____________________________________________________________

Document 1 of 2

Norland summons ambassador

Author: Doe, Jane; Roe, John

Publication info: Some News ; Port Ada [Port Ada]. 17 Mar 2023: A.4.

http://archive.invalid/docview/2787000001

Abstract: The ministry wants a boat back.

Links: Check for the text

Full text: Norland on Friday summoned the ambassador of Sudland.

The ministry demanded that the boat be released.

Location: a street in the capital, the ambassador's house, was closed.

Subject: Ambassadors; Boats

Title: Norland summons ambassador

Publication title: Some News, Late Edition (East Coast); Port Ada

Publication date: Mar 17, 2023

Section: A

Publisher: Some News Company

Language of publication: English

Document type: News

ProQuest document ID: 2787000001

Document URL: http://archive.invalid/docview/2787000001

Copyright: Copyright Some News Company Mar 17, 2023

Last updated: 2023-03-18

Database: ProQuest Central

____________________________________________________________

Document 2 of 2

Sudland keeps the boat

Publication info: Port Ada Herald (Online) ; Port Ada [Port Ada]. 01 Apr 2023.

FULL TEXT

Sudland said on Saturday that it would keep the boat.

DETAILS

Publication title: Port Ada Herald (Online)

Publication date: Apr 1, 2023

ProQuest document ID: 2787000002

____________________________________________________________

Contact ProQuest
Copyright 2023 ProQuest LLC. All rights reserved. - Terms and Conditions
"""


def rtf(text: str) -> bytes:
    """Return a text as a word processor writes it in RTF."""
    escaped = text.replace("\\", "\\\\").replace("{", "\\{").replace("}", "\\}")
    letters = "".join(letter if ord(letter) < 128 else f"\\u{ord(letter)}?" for letter in escaped)
    body = letters.replace("\t", "\\tab ").replace("\n", "\\par\n")
    return f"{{\\rtf1\\ansi\\ansicpg1252\\deff0{{\\fonttbl{{\\f0 Arial;}}}}\\f0\\fs20 {body}\\par}}".encode("ascii")


def rtf_table(rows: list[tuple[str, str]]) -> bytes:
    """Return rows of two cells as RTF."""
    written = "".join(
        "\\trowd\\cellx900\\cellx9000\\intbl {\\b " + code + "}\\cell " + value.replace("\n", "\\par ") + "\\cell\\row\n"
        for code, value in rows
    )
    return f"{{\\rtf1\\ansi\\deff0{{\\fonttbl{{\\f0 Arial;}}}}\n{written}}}".encode("ascii")


def word(text: str) -> bytes:
    """Return a text as a Word document, a paragraph per line."""
    document = docx.Document()
    for line in text.split("\n"):
        document.add_paragraph(line)
    return _saved(document)


def word_table(rows: list[tuple[str, str]]) -> bytes:
    """Return rows of two cells as a Word document."""
    document = docx.Document()
    table = document.add_table(rows=0, cols=2)
    for code, value in rows:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = code, value
    return _saved(document)


def _saved(document: docx.document.Document) -> bytes:
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def html_table(rows: list[tuple[str, str]]) -> bytes:
    """Return rows as the HTML with field codes."""
    lines = "".join(
        f'<tr><td class="index"><b>{code}</b>&nbsp;</td><td>'
        + "".join(f"<p>{part}</p>" for part in value.split("\n"))
        + "</td></tr>"
        for code, value in rows
    )
    return (
        f"<html><head><title>Factiva</title></head><body><div class='article'><table>{lines}</table></div></body></html>".encode()
    )


FACTIVA_HTML = f"""<html><head><title>Factiva</title><style>p {{}}</style></head><body>
<div class="article enArticle"><div class="sectionHeading">World News</div>
<div id="hd"><span class="enHeadline">Norland summons ambassador</span></div>
<div class="author">By Jane Doe</div><div>532 words</div><div>17 March 2023</div><div>Some News Agency</div><div>SOMNWS</div>
<div>English</div><div>(c) 2023 Some News Agency</div>
<p class="articleParagraph enarticleParagraph">Norland on Friday summoned the <b>ambassador</b> of Sudland.</p>
<p class="articleParagraph enarticleParagraph">The ministry demanded that the boat be released.</p>
<p>Document {FIRST}</p></div></body></html>""".encode()


def html(text: str) -> bytes:
    """Return a text as HTML, a paragraph per line."""
    return ("<html><body>" + "".join(f"<p>{line or '&nbsp;'}</p>" for line in text.split("\n")) + "</body></html>").encode()
