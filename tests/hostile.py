"""
A set of hostile inputs, built by code: addresses, files of every kind that is read, and answers of servers.

Each is to be refused with a reason, or to be harmless: read within two seconds, in bounded memory, without a word of the secret
file beside it, a file written elsewhere, or an address asked that nobody named.
"""

from __future__ import annotations

import gzip
import io
import json
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping

import docx
import pyarrow as pa
import pyarrow.parquet as pq

import export_layouts as layouts
from servers import Asked, Said

SECRET = "CANARY-7c1e"  # noqa: S105  # stands in a file beside the inputs, named in some of them as SECRET_FILE
WORDS = "The foreign ministry of Norland said on Tuesday that it had summoned the ambassador of Sudland. "
REPORT = "".join(f"<p>{WORDS * 3}</p>" for _ in range(4))
PUBLIC = {
    "news.invalid": ("93.184.216.34",),
    "metadata.google.internal": ("169.254.169.254",),
    "inside.invalid": ("10.1.2.3",),
    "loop.invalid": ("127.0.0.1",),
    "six.invalid": ("::1",),
    "both.invalid": ("93.184.216.34", "192.168.0.1"),
    "mapped.invalid": ("::ffff:10.0.0.1",),
    "nowhere.invalid": (),
}

# ------------------------------------------------------------------ addresses: all are refused before anything is asked
_NUMBERS = """
    http://127.0.0.1/ http://127.1/ http://2130706433/ http://0x7f000001/ http://0177.0.0.1/ http://0/ http://0.0.0.0:8000/
    http://[::1]/ http://[::]/ http://[::ffff:127.0.0.1]/ http://[::ffff:7f00:1]/ http://[64:ff9b::7f00:1]/ http://[2002:7f00:1::]/
    http://[fe80::1]/ http://[fd00:ec2::254]/ http://10.0.0.1/ http://172.16.0.1/ http://192.168.1.1/admin http://100.64.0.1/
    http://169.254.169.254/latest/meta-data/iam/security-credentials/ http://169.254.170.2/v2/credentials http://168.63.129.16/
    http://%31%32%37.0.0.1/ http://①②⑦.⓪.⓪.①/ http://127。0。0。1/ http://[::1 http://[v1.x]/
"""
_NAMES = """
    http://metadata.google.internal/computeMetadata/v1/ http://inside.invalid/ http://loop.invalid/ http://six.invalid/
    http://both.invalid/ http://mapped.invalid/ http://nowhere.invalid/ http://LOOP.INVALID./ http://user:pass@news.invalid/
    http://news.invalid@127.0.0.1/ http://news.invalid:22/ http://news.invalid:25/ https://news.invalid:99999/ http://news.invalid:-1/
    http:///etc/passwd http://\\\\10.0.0.1/ http://news.invalid\\@127.0.0.1/ http://localhost/ http://localhost.:80/
    http://ip6-localhost/
"""
_KINDS = """
    file:///etc/passwd file://localhost/etc/passwd ftp://news.invalid/ gopher://127.0.0.1:6379/_FLUSHALL dict://127.0.0.1:11211/
    ldap://127.0.0.1/ jar://http://news.invalid!/ smb://10.0.0.1/share javascript://news.invalid/%0aalert(1) ws://127.0.0.1/
"""
ADDRESSES = (
    *_NUMBERS.split(),
    *_NAMES.split(),
    *_KINDS.split(),
    "http://news.invalid/\r\nHost:x",
    "http://news.invalid/" + "a" * 100_000,
    "http://" + "a" * 300 + ".invalid/",
)


# ------------------------------------------------------------------ files
def zipped(*members: tuple[str, bytes], change: Callable[[zipfile.ZipInfo], None] | None = None) -> bytes:
    """Return a ZIP file; `change` forges what its members say of themselves."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            member = zipfile.ZipInfo(name)
            member.compress_type = zipfile.ZIP_DEFLATED
            if change:
                change(member)
            archive.writestr(member, content)
    return written.getvalue()


def link(member: zipfile.ZipInfo) -> None:
    """Make a member a symbolic link."""
    member.external_attr = 0o120777 << 16


def word(changed: Mapping[str, bytes]) -> bytes:
    """Return a Word document with some of its parts replaced."""
    written = io.BytesIO()
    document = docx.Document()
    document.add_paragraph(WORDS * 5)
    document.save(written)
    with zipfile.ZipFile(written) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return zipped(*{**parts, **changed}.items())


HTML_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"


def warc(body: bytes, *, length: int | str | None = None, head: bytes = HTML_HEAD, extra: str = "") -> bytes:
    """Return a WARC record that may lie about its length."""
    size = len(head) + len(body) if length is None else length
    lines = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.invalid/\r\nContent-Type: application/http\r\n{extra}"
    return f"{lines}Content-Length: {size}\r\n\r\n".encode() + head + body + b"\r\n\r\n"


def parquet(texts: pa.Array) -> bytes:
    """Return a Parquet file of texts."""
    written = io.BytesIO()
    pq.write_table(pa.table({"text": texts}), written)
    return written.getvalue()


def liar_zip() -> bytes:
    """Return a ZIP file whose member says that it is small, and unpacks to much."""
    packed = bytearray(zipped(("a.txt", b"a" * 5_000_000)))
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = packed.index(mark) + offset
        packed[at : at + 4] = struct.pack("<I", 10)
    return bytes(packed)


def feed(items: str, head: str = "") -> bytes:
    """Return an RSS feed."""
    return f"<?xml version='1.0'?>{head}<rss version='2.0'><channel><title>t</title>{items}</channel></rss>".encode()


def item(link: str) -> str:
    """Return an item of a feed."""
    return f"<item><title>t</title><link>{link}</link></item>"


LAUGHS = "<!DOCTYPE x [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {name} '{f'&{before};' * 10}'>" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
) + "]>"  # fmt: skip
THIEF = "<!DOCTYPE x [<!ENTITY x SYSTEM 'file://SECRET_FILE'>]>"
BLOWUP = f"<!DOCTYPE x [<!ENTITY a '{'a' * 50_000}'>]>"
PARAMETER = "<!DOCTYPE x [<!ENTITY % p SYSTEM 'file://SECRET_FILE'> %p;]>"
DTD = "<!DOCTYPE x SYSTEM 'file://SECRET_FILE'>"
ZEROS = bytes(30_000_000)
PAGE = "<html><head><title>Norland summons ambassador</title>{head}</head><body><article>{body}</article></body></html>"


def html(body: str = REPORT, head: str = "") -> bytes:
    """Return a page."""
    return PAGE.format(head=head, body=body).encode("utf-8", "surrogatepass")


def lines(*records: object) -> bytes:
    """Return lines of JSON."""
    return b"\n".join(one if isinstance(one, bytes) else json.dumps(one).encode() for one in records)


ZIPS: dict[str, Callable[[], bytes]] = {
    "up.zip": lambda: zipped(("../../SECRET.txt", b"x"), ("a/../../b.txt", b"x")),
    "absolute.zip": lambda: zipped(("/etc/cron.d/x", b"x")),
    "windows.zip": lambda: zipped(("..\\..\\x.txt", b"x"), ("C:\\x.txt", b"x")),
    "link.zip": lambda: zipped(("a.txt", b"SECRET_FILE"), change=link),
    "bomb.zip": lambda: zipped(("a.txt", ZEROS)),
    "bombs.zip": lambda: zipped(*((f"{n}.txt", ZEROS[:9_000_000]) for n in range(9))),
    "nested.zip": lambda: zipped(("a.zip", zipped(("b.zip", zipped(("c.txt", ZEROS)))))),
    "liar.zip": liar_zip,
    "cut.zip": lambda: zipped(("a.txt", b"x" * 9000))[:-30],
    "noise.zip": lambda: b"PK\x03\x04" + bytes(range(256)) * 40,
    "many.zip": lambda: zipped(*((f"{n}.css", b"") for n in range(3000))),
    "twice.zip": lambda: zipped(("a.txt", b"one"), ("A.txt", b"two")),
    "packed.zip": lambda: zipped(("a.txt.gz", gzip.compress(ZEROS))),
    "bomb.docx": lambda: word({"word/document.xml": b"<w>" + ZEROS + b"</w>"}),
    "laughs.docx": lambda: word({"word/document.xml": f"{LAUGHS}<w>&i;</w>".encode()}),
    "thief.docx": lambda: word({"word/document.xml": f"{THIEF}<w>&x;</w>".encode()}),
    "rels.docx": lambda: word({"word/_rels/document.xml.rels": f"{THIEF}<r>&x;</r>".encode()}),
    "empty.docx": lambda: zipped(("[Content_Types].xml", b"")),
    "noise.docx": lambda: word({"word/document.xml": b"\xff" * 5000}),
    "deep.docx": lambda: word({"word/document.xml": b"<w>" * 100_000}),
    "member.docx": lambda: word({"../../evil.txt": b"x"}),
}
PACKED: dict[str, Callable[[], bytes]] = {
    "bomb.txt.gz": lambda: gzip.compress(ZEROS),
    "bomb.html.gz": lambda: gzip.compress(b"<html>" + b"<p>" * 20_000_000),
    "bomb.jsonl.gz": lambda: gzip.compress(b"\n" * 60_000_000),
    "line.jsonl.gz": lambda: gzip.compress(b"x" * 60_000_000),
    "bomb.warc.gz": lambda: gzip.compress(warc(ZEROS)),
    "bomb.parquet.gz": lambda: gzip.compress(b"PAR1" + ZEROS),
    "twice.txt.gz": lambda: gzip.compress(gzip.compress(ZEROS)),
    "cut.txt.gz": lambda: gzip.compress(b"x" * 100_000)[:50],
    "noise.txt.gz": lambda: b"\x1f\x8b\x08" + bytes(range(256)),
}
XML: dict[str, Callable[[], bytes]] = {
    f"{name}.{kind}": lambda head=head, kind=kind, use=use: {
        "rss": feed(f"<item><title>{use}</title><description>{use}</description></item>", head),
        "opml": f"{head}<opml><body><outline xmlUrl='file:///x{use}'/></body></opml>".encode(),
        "xml": f"{head}<urlset><url><loc>http://127.0.0.1/{use}</loc></url></urlset>".encode(),
    }[kind]
    for kind in ("rss", "opml", "xml")
    for name, head, use in (
        ("laughs", LAUGHS, "&i;"),
        ("thief", THIEF, "&x;"),
        ("blowup", BLOWUP, "&a;" * 5000),
        ("parameter", PARAMETER, ""),
        ("dtd", DTD, "x"),
    )
}
XML |= {
    "wide.rss": lambda: feed("<item><title>&i;</title></item>", LAUGHS).decode().encode("utf-16"),
    "deep.rss": lambda: feed("<item>" * 50_000),
    "many.rss": lambda: feed("".join(f"<item><title>{n}</title></item>" for n in range(3000))),
    "title.rss": lambda: feed(f"<item><title>{'<b>' * 20_000}</title></item>"),
    "date.rss": lambda: feed("<item><title>t</title><pubDate>Mon, 99 Foo 99999999 99:99:99 +9999</pubDate></item>"),
    "links.rss": lambda: feed(
        "".join(map(item, ("http://127.0.0.1:8000/", "file://SECRET_FILE", "javascript:alert(1)", "http://10.0.0.1/")))
    ),
    "self.xml": lambda: b"<sitemapindex><sitemap><loc>http://127.0.0.1/self.xml</loc></sitemap></sitemapindex>",
    "inside.opml": lambda: b"<opml><body><outline xmlUrl='http://169.254.169.254/'/><outline xmlUrl='file:///etc/passwd'/></body></opml>",
    "deep.opml": lambda: b"<opml>" + b"<outline>" * 100_000,
    "utf7.rss": lambda: b"<?xml version='1.0' encoding='utf-7'?>"
    b"+ADw-+ACE-DOCTYPE x+AFs-+ADw-+ACE-ENTITY a 'b'+AD4-+AF0-+AD4-<rss/>",
    "style.xml": lambda: b"<?xml-stylesheet href='file://SECRET_FILE'?><urlset/>",
    "include.rss": lambda: feed(
        "<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='file://SECRET_FILE' parse='text'/>"
    ),
}
WARCS: dict[str, Callable[[], bytes]] = {
    "longer.warc": lambda: warc(b"x", length=10**12),
    "negative.warc": lambda: warc(b"x", length=-5),
    "overflow.warc": lambda: warc(b"x", length="9" * 40),
    "words.warc": lambda: warc(b"x", length="many"),
    "header.warc": lambda: warc(b"x", extra="X-Long: " + "a" * 5_000_000 + "\r\n"),
    "headers.warc": lambda: warc(b"x", extra="".join(f"X-{n}: y\r\n" for n in range(50_000))),
    "chunks.warc": lambda: warc(b"ffffffffffffffff\r\nx", head=b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"),
    "gzip.warc": lambda: warc(gzip.compress(ZEROS), head=b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n"),
    "deflate.warc": lambda: warc(zlib.compress(ZEROS), head=b"HTTP/1.1 200 OK\r\nContent-Encoding: deflate\r\n\r\n"),
    "nothing.warc": lambda: warc(b"", head=b""),
    "answer.warc": lambda: warc(b"", head=b"\x00" * 5000),
    "uri.warc": lambda: warc(b"<p>x</p>").replace(b"http://a.invalid/", b"file:///etc/passwd"),
    "zeros.warc": lambda: b"WARC/1.0\r\n" + bytes(100_000),
    "noise.warc": lambda: b"WARC/" + bytes(range(256)) * 100,
}
RECORDS: dict[str, Callable[[], bytes]] = {
    "deep.jsonl": lambda: lines(b"[" * 100_000, b'{"text":' * 50_000),
    "number.jsonl": lambda: lines(b'{"text": "x", "date": ' + b"9" * 100_000 + b"}"),
    "path.jsonl": lambda: lines({"id": "../../etc/passwd", "text": WORDS * 5, "url": "javascript:alert(1)"}),
    "types.jsonl": lambda: lines(
        {"text": {"a": 1}}, {"text": 1}, {"id": [1], "text": "x"}, None, 7.5, {"url": {}, "text": WORDS}
    ),
    "lone.jsonl": lambda: lines(b'{"text": "' + b"\\ud800" * 1000 + b'"}'),
    "keys.jsonl": lambda: lines({**{f"k{n}": 1 for n in range(50_000)}, "text": "x"}),
    "nul.jsonl": lambda: lines({"text": "\x00" * 1000, "id": "a\x00b"}),
    "deep.json": lambda: b"[" * 200_000,
    "magic.parquet": lambda: b"PAR1" + b"\xff" * 500 + b"PAR1",
    "footer.parquet": lambda: b"PAR1" + struct.pack("<I", 2**31 - 1) + b"PAR1",
    "once.parquet": lambda: parquet(pa.DictionaryArray.from_arrays(pa.array([0] * 3000, pa.int32()), pa.array([WORDS * 9000]))),
    "empty.parquet": lambda: parquet(pa.array([], pa.string())),
    "lists.parquet": lambda: parquet(pa.array([["a"], ["b"]])),
}
PAGES: dict[str, Callable[[], bytes]] = {
    "nested.html": lambda: ("<div>" * 100_000 + REPORT).encode(),
    "attributes.html": lambda: html("<p " + " ".join(f"a{n}=1" for n in range(100_000)) + ">x</p>" + REPORT),
    "title.html": lambda: html(head=f"<title>{'a' * 2_000_000}</title>"),
    "breaks.html": lambda: html(REPORT + "<br>" * 300_000),
    "cells.html": lambda: html("<table>" + "<tr><td>x</td></tr>" * 15_000 + "</table>" + REPORT),
    "comment.html": lambda: html(REPORT + "<!--" * 100_000),
    "ld.html": lambda: html(head=f"<script type='application/ld+json'>{'[' * 100_000}</script>"),
    "graph.html": lambda: html(head="<script type='application/ld+json'>" + '{"@graph":[' * 5000 + "]}" * 5000 + "</script>"),
    "metas.html": lambda: html(head="<meta name='author' content='By By By'>" * 20_000),
    "frames.html": lambda: html(REPORT + "<iframe src='http://169.254.169.254/'></iframe><img src='file://SECRET_FILE'>" * 100),
    "refresh.html": lambda: html(head="<meta http-equiv='refresh' content='0;url=file://SECRET_FILE'><base href='file:///'>"),
    "laughs.html": lambda: (LAUGHS + "<html><body><p>&i;</p>" + REPORT).encode(),
    "numbers.html": lambda: html(REPORT + "&#x110000;&#0;&#xD800;&#99999999999;" * 5000),
    "data.html": lambda: html(REPORT + f"<img src='data:image/png;base64,{'A' * 3_000_000}'>"),
    "script.html": lambda: html(f"<script>{'x=1;' * 500_000}</script>"),
    "utf7.html": lambda: b"<meta charset='utf-7'>+ADw-script+AD4-alert(1)+ADw-/script+AD4-" + REPORT.encode(),
    "bidi.html": lambda: html(REPORT.replace("Norland", "\u202edalroN\u202c\u200b\u2066")),
    "surrogates.html": lambda: html(REPORT + "\ud800" * 1000),
    "svg.html": lambda: html("<svg>" + "<g>" * 20_000 + "</svg>" + REPORT),
    "spaces.txt": lambda: b"By " + b" " * 300_000 + b"x",
    "letters.txt": lambda: b"A" * 1_000_000,
    "capitals.txt": lambda: b"KYIV, " * 30_000 + b"(AFP) - ",
    "brackets.txt": lambda: b"(" * 100_000 + b")" * 100_000,
    "dashes.txt": lambda: b"- " * 200_000,
    "bys.txt": lambda: b"By Jane Doe and " * 20_000,
    "quotes.txt": lambda: "“".encode() * 50_000,
    "days.txt": lambda: b"17 March 2023 " * 20_000,
    "newlines.txt": lambda: b"\n" * 2_000_000 + b"x",
    "tabs.txt": lambda: b"a\t\n" * 10_000,
    "controls.txt": lambda: bytes(range(1, 32)) * 3000,
    "urls.txt": lambda: b"http://127.0.0.1/ " * 20_000,
}
EXPORTS: dict[str, Callable[[], bytes]] = {
    "ends.txt": lambda: f"532 words\nDocument {layouts.FIRST}\n".encode() * 5000,
    "spaces-factiva.txt": lambda: b"Document" + b" " * 200_000 + layouts.FIRST.encode() + b"x\n" + layouts.FACTIVA.encode(),
    "bodies.txt": lambda: b"Body\n\nx\n\nEnd of Document\n" * 5000,
    "numbers.txt": lambda: b"1 of 2 DOCUMENTS\nBODY:\n" * 5000,
    "labels.txt": lambda: layouts.NEXIS.encode() + b"Section: " * 50_000,
    "rules.txt": lambda: layouts.PROQUEST.encode() + b"_" * 500_000 + b"\nDocument 1 of 2\nFull text: x\n" * 3000,
    "braces.rtf": lambda: b"{\\rtf1" + b"{" * 100_000,
    "closing.rtf": lambda: b"{\\rtf1" + b"}" * 100_000,
    "bin.rtf": lambda: b"{\\rtf1 \\bin99999999999 x}",
    "word.rtf": lambda: b"{\\rtf1 \\" + b"a" * 300_000 + b"}",
    "unicode.rtf": lambda: b"{\\rtf1 " + b"\\u-99999 ?\\u999999999 ?\\u55296 ?" * 3000 + b"}",
    "hex.rtf": lambda: b"{\\rtf1 " + b"\\'zz\\'f" * 20_000 + b"}",
    "page.rtf": lambda: b"{\\rtf1\\ansicpg99999 " + WORDS.encode() * 20 + b"}",
    "object.rtf": lambda: b"{\\rtf1{\\object\\objdata " + b"d0cf11e0" * 50_000 + b"}" + WORDS.encode() * 9 + b"}",
}
FILES: dict[str, Callable[[], bytes]] = {**ZIPS, **PACKED, **XML, **WARCS, **RECORDS, **PAGES, **EXPORTS}


# ------------------------------------------------------------------ answers of servers, asked with --allow-private
def answers(base: str) -> dict[str, Callable[[Asked], Said]]:
    """Return what a hostile server says, by path."""
    return {
        "/gzip": lambda _: Said(gzip.compress(ZEROS), headers={"Content-Encoding": "gzip"}),
        "/deflate": lambda _: Said(zlib.compress(ZEROS), headers={"Content-Encoding": "deflate"}),
        "/twice": lambda _: Said(gzip.compress(gzip.compress(ZEROS)), headers={"Content-Encoding": "gzip, gzip"}),
        "/brotli": lambda _: Said(b"x" * 100, headers={"Content-Encoding": "br"}),
        "/large": lambda _: Said(b"x" * 20_000_000),
        "/length": lambda _: Said(b"x", headers={"Content-Length": "99999999999"}),
        "/loop": lambda _: Said(status=302, headers={"Location": "/loop"}),
        "/file": lambda _: Said(status=302, headers={"Location": "file://SECRET_FILE"}),
        "/gopher": lambda _: Said(status=302, headers={"Location": "gopher://127.0.0.1:6379/_x"}),
        "/user": lambda _: Said(status=302, headers={"Location": "http://a:b@127.0.0.1/"}),
        "/nowhere": lambda _: Said(status=302, headers={"Location": "http://["}),
        "/picture": lambda _: Said(b"\x89PNG\r\n\x1a\n" + bytes(1000), "text/html"),
        "/video": lambda _: Said(b"x" * 1000, "video/mp4"),
        "/laughs.rss": lambda _: Said(feed("<item><title>&i;</title></item>", LAUGHS), "application/rss+xml"),
        "/links.rss": lambda _: Said(feed(item("file://SECRET_FILE") + item("gopher://127.0.0.1/")), "application/rss+xml"),
        "/self.rss": lambda _: Said(feed(item(f"{base}/self.rss")), "application/rss+xml"),
        "/self.xml": lambda _: Said(
            f"<sitemapindex><sitemap><loc>{base}/self.xml</loc></sitemap></sitemapindex>".encode(), "text/xml"
        ),
        "/other.xml": lambda _: Said(b"<urlset><url><loc>http://news.invalid/</loc></url></urlset>", "text/xml"),
        "/bomb.xml.gz": lambda _: Said(gzip.compress(ZEROS), "application/gzip"),
        "/bomb.zip": lambda _: Said(zipped(("a.txt", ZEROS)), "application/zip"),
        "/up.zip": lambda _: Said(zipped(("../x.txt", b"x")), "application/zip"),
        "/bomb.warc.gz": lambda _: Said(gzip.compress(warc(ZEROS)), "application/warc"),
        "/nested.html": lambda _: Said(("<div>" * 100_000 + REPORT).encode()),
        "/type": lambda _: Said(REPORT.encode(), "text/html; charset=" + "x" * 5000),
        "/self.opml": lambda _: Said(f"<opml><body><outline xmlUrl='file://SECRET_FILE'/></body></opml>".encode(), "text/xml"),  # noqa: F541
        "/wait": lambda _: Said(status=503, headers={"Retry-After": "999999999999"}),
        "/header": lambda _: Said(b"x", headers={"X-Long": "a" * 200_000}),
    }
