"""Servers are asked safely and politely."""

from __future__ import annotations

import gzip
import zlib
from datetime import UTC, datetime, timedelta

import pytest

from dateline.records import Reason
from dateline.sources.net import Fetcher, Manners, addresses, retry_after
from dateline.sources.net.addresses import place_of, why_not
from dateline.sources.refusal import RefusedError
from dateline.sources.visits import Validators
from servers import Asked, Said, Server, serving

PAGE = Said(
    b"<p>Norland summoned the ambassador.</p>", headers={"ETag": '"one"', "Last-Modified": "Fri, 17 Mar 2023 10:00:00 GMT"}
)


def fetcher(*, slept: list[float] | None = None, delay: float = 0.0, **manners: object) -> Fetcher:
    waits = [] if slept is None else slept
    return Fetcher(Manners("Dateline/test", allow_private=True, delay=delay, sleep=waits.append, clock=lambda: 0.0, **manners))


def refusal(server: Server, path: str = "/a", limit: int = 1000, **manners: object) -> RefusedError:
    with pytest.raises(RefusedError) as raised:
        fetcher(**manners).fetch(server.base + path, limit=limit)
    return raised.value


def test_a_page_is_fetched_with_what_tells_later_whether_it_changed() -> None:
    with serving({"/a": PAGE}) as server:
        fetched = fetcher().fetch(server.base + "/a", limit=1000)
    assert (fetched.url, fetched.content, fetched.media_type, fetched.unchanged) == (
        server.base + "/a",
        PAGE.content,
        "text/html",
        False,
    )
    assert fetched.validators == Validators('"one"', "Fri, 17 Mar 2023 10:00:00 GMT")
    assert [one.path for one in server.asked] == ["/robots.txt", "/a"]
    assert server.asked[1].headers["user-agent"] == "Dateline/test"


def test_a_page_that_did_not_change_is_not_sent_again() -> None:
    def conditional(asked: Asked) -> Said:
        return Said(status=304) if asked.headers.get("if-none-match") == '"one"' else PAGE

    with serving({"/a": conditional}) as server:
        fetched = fetcher().fetch(server.base + "/a", limit=1000, known=Validators('"one"'))
    assert fetched.unchanged


@pytest.mark.parametrize(
    ("robots", "allowed"),
    [
        pytest.param(Said(b"User-agent: *\nDisallow: /a", "text/plain"), False, id="everyone is kept out"),
        pytest.param(Said(b"User-agent: Dateline\nDisallow: /", "text/plain"), False, id="we are kept out"),
        pytest.param(Said(b"User-agent: Other\nDisallow: /", "text/plain"), True, id="others are kept out"),
        pytest.param(Said(b"no", status=404), True, id="there is none"),
        pytest.param(Said(b"\xff\xfe\x00garbage", "text/plain"), True, id="it is garbage"),
        pytest.param(Said(b"x" * 600_000, "text/plain"), True, id="it is endless"),
        pytest.param(Said(b"", status=503), False, id="the server has trouble: nothing is allowed"),
    ],
)
def test_robots_txt_is_kept_to(robots: Said, allowed: bool) -> None:  # noqa: FBT001
    with serving({"/a": PAGE, "/robots.txt": robots}) as server:
        if allowed:
            assert fetcher().fetch(server.base + "/a", limit=1000).content == PAGE.content
        else:
            assert refusal(server).reason in {Reason.FORBIDDEN, Reason.UNREACHABLE}
            assert server.paths() == []


def test_robots_txt_is_asked_for_once() -> None:
    with serving({"/a": PAGE, "/b": PAGE}) as server:
        asker = fetcher()
        for path in ("/a", "/b", "/a"):
            asker.fetch(server.base + path, limit=1000)
    assert [one.path for one in server.asked] == ["/robots.txt", "/a", "/b", "/a"]


def test_a_host_is_asked_at_its_pace_and_at_no_more_than_its_robots_txt_wishes() -> None:
    slept: list[float] = []
    robots = Said(b"User-agent: *\nCrawl-delay: 7", "text/plain")
    with serving({"/a": PAGE, "/robots.txt": robots}) as server:
        asker = fetcher(slept=slept, delay=2.0)
        asker.fetch(server.base + "/a", limit=1000)
        asker.fetch(server.base + "/a", limit=1000)
    assert slept == [7.0, 7.0]


def test_a_server_in_trouble_is_asked_again_after_longer_and_longer_waits() -> None:
    slept: list[float] = []
    answers = iter([Said(status=503), Said(status=500), PAGE])
    with serving({"/a": lambda _: next(answers)}) as server:
        assert fetcher(slept=slept).fetch(server.base + "/a", limit=1000).content == PAGE.content
    assert slept == [1.0, 2.0]


def test_a_server_that_asks_for_time_gets_it_or_is_left() -> None:
    slept: list[float] = []
    answers = iter([Said(status=429, headers={"Retry-After": "9"}), PAGE])
    with serving({"/a": lambda _: next(answers), "/b": Said(status=429, headers={"Retry-After": "900"})}) as server:
        fetcher(slept=slept).fetch(server.base + "/a", limit=1000)
        error = refusal(server, "/b")
    assert slept == [9.0]
    assert (error.reason, error.retry_after) == (Reason.UNREACHABLE, 900.0)


@pytest.mark.parametrize(
    ("status", "reason"), [(404, Reason.UNREACHABLE), (410, Reason.UNREACHABLE), (401, Reason.FORBIDDEN), (403, Reason.FORBIDDEN)]
)
def test_what_is_not_there_is_not_asked_for_again(status: int, reason: Reason) -> None:
    with serving({"/a": Said(status=status)}) as server:
        error = refusal(server)
        assert (error.reason, error.detail, server.paths()) == (reason, f"the server said {status}", ["/a"])


def test_redirects_are_followed_a_few_steps() -> None:
    routes = {f"/{n}": Said(status=302, headers={"Location": f"/{n + 1}"}) for n in range(9)}
    with serving({**routes, "/4": PAGE}) as server:
        assert fetcher().fetch(server.base + "/0", limit=1000).url == server.base + "/4"
        server.routes["/4"] = routes["/4"]
        assert "redirects" in refusal(server, "/0").detail


@pytest.mark.parametrize(
    "to",
    [
        "http://10.0.0.1/",
        "http://[::1]/",
        "http://[::ffff:10.0.0.1]/",
        "http://169.254.169.254/latest/meta-data/",
        "http://2886729729/",
        "http://0xa000001/",
        "file:///etc/passwd",
        "gopher://10.0.0.1/_stats",
        "//192.168.1.1/",
        "http://inside.invalid/",
        "http://me:you@news.invalid/",
    ],
)
def test_a_redirect_to_the_inside_is_not_followed(monkeypatch: pytest.MonkeyPatch, to: str) -> None:
    # The server of the test passes for one of the public network.
    monkeypatch.setattr(addresses, "why_not", lambda text: None if text == "127.0.0.1" else why_not(text))

    def resolving(host: str, port: int) -> tuple[str, ...]:
        names = {"news.invalid": ("127.0.0.1",), "inside.invalid": ("10.1.2.3",)}
        return names.get(host) or addresses.resolve(host, port)

    with serving({"/a": Said(status=302, headers={"Location": to})}) as server:
        port = server.base.rsplit(":", 1)[1]
        asker = Fetcher(Manners("Dateline/test", delay=0, sleep=lambda _: None, resolving=resolving))
        with pytest.raises(RefusedError) as raised:
            asker.fetch(f"http://news.invalid:{port}/a", limit=1000)
    assert raised.value.reason is Reason.FORBIDDEN
    assert server.paths() == ["/a"]


def test_a_name_is_resolved_once_and_the_connection_goes_to_the_address_that_was_checked() -> None:
    asked: list[str] = []

    def rebinding(host: str, _: int) -> tuple[str, ...]:
        asked.append(host)
        return ("127.0.0.1",) if len(asked) <= 2 else ("10.0.0.1",)  # once for robots.txt, once for the page

    with serving({"/a": PAGE}) as server:
        port = server.base.rsplit(":", 1)[1]
        fetched = fetcher(resolving=rebinding).fetch(f"http://news.invalid:{port}/a", limit=1000)
    assert fetched.content == PAGE.content
    assert asked == ["news.invalid", "news.invalid"]
    assert server.asked[1].headers["host"] == f"news.invalid:{port}"


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.8.8", "0.0.0.0",  # noqa: S104
        "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254",
        "100.64.0.1", "100.100.100.200", "192.0.0.192", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255",
        "168.63.129.16", "192.0.2.1", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "ff02::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe",
        "2002:7f00:1::", "2002:c0a8:101::", "2001:0:7f00:1::", "::127.0.0.1", "no address",
    ],
)  # fmt: skip
def test_an_address_of_the_inside_is_refused(address: str) -> None:
    assert why_not(address) is not None


@pytest.mark.parametrize("address", ["93.184.216.34", "8.8.8.8", "2606:2800:220:1:248:1893:25c8:1946", "::ffff:8.8.8.8"])
def test_an_address_of_the_public_network_is_asked(address: str) -> None:
    assert why_not(address) is None


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("ftp://news.invalid/a", Reason.FORBIDDEN),
        ("file:///etc/passwd", Reason.FORBIDDEN),
        ("javascript://news.invalid/%0aalert(1)", Reason.FORBIDDEN),
        ("http://user:secret@news.invalid/", Reason.FORBIDDEN),
        ("http://news.invalid:25/", Reason.FORBIDDEN),
        ("http://news.invalid:6379x/", Reason.INVALID),
        ("http://news.invalid:99999/", Reason.INVALID),
        ("http:///a", Reason.INVALID),
        ("http://[::1/", Reason.INVALID),
        ("http://news.invalid/\r\nX: y", Reason.INVALID),
        ("http://news.invalid\\@10.0.0.1/", Reason.INVALID),
        ("http://news.invalid/" + "a" * 3000, Reason.INVALID),
    ],
)
def test_an_address_of_another_form_is_refused(url: str, reason: Reason) -> None:
    with pytest.raises(RefusedError) as raised:
        place_of(url, allow_private=False)
    assert raised.value.reason is reason


def test_a_private_address_is_opened_only_when_asked_for() -> None:
    with serving({"/a": PAGE}) as server:
        careful = Fetcher(Manners("Dateline/test", delay=0, sleep=lambda _: None))
        with pytest.raises(RefusedError, match="this machine itself; --allow-private"):
            careful.fetch(server.base + "/a", limit=1000)
    assert server.asked == []


@pytest.mark.parametrize(
    "packed",
    [
        pytest.param(Said(gzip.compress(b"x" * 5_000_000), headers={"Content-Encoding": "gzip"}), id="gzip"),
        pytest.param(Said(zlib.compress(b"x" * 5_000_000), headers={"Content-Encoding": "deflate"}), id="deflate"),
        pytest.param(Said(b"x" * 5_000_000), id="plain"),
    ],
)
def test_no_more_is_taken_than_the_limit(packed: Said) -> None:
    with serving({"/a": packed}) as server:
        assert refusal(server, limit=100_000).reason is Reason.TOO_LARGE


@pytest.mark.parametrize(
    "broken",
    [
        pytest.param(Said(b"no gzip", headers={"Content-Encoding": "gzip"}), id="no gzip"),
        pytest.param(Said(gzip.compress(b"x" * 500)[:-9], headers={"Content-Encoding": "gzip"}), id="cut short"),
        pytest.param(Said(b"x", headers={"Content-Encoding": "br"}), id="an encoding that was not asked for"),
    ],
)
def test_a_body_that_cannot_be_unpacked_is_refused(broken: Said) -> None:
    with serving({"/a": broken}) as server:
        assert refusal(server).reason is Reason.UNREADABLE


def test_a_server_that_drips_its_answer_is_left() -> None:
    times = iter(range(0, 100_000, 100))
    with serving({"/a": Said(b"x" * 400_000)}) as server, pytest.raises(RefusedError) as raised:
        Fetcher(
            Manners("Dateline/test", allow_private=True, delay=0, sleep=lambda _: None, clock=lambda: float(next(times)))
        ).fetch(server.base + "/a", limit=1_000_000)
    assert raised.value.reason is Reason.TIMEOUT


def test_retry_after_is_seconds_or_a_moment() -> None:
    assert retry_after("120") == 120
    moment = datetime.now(UTC) + timedelta(seconds=60)
    assert 50 < (retry_after(moment.strftime("%a, %d %b %Y %H:%M:%S GMT")) or 0) <= 60
    assert retry_after("Fri, 17 Mar 2023 10:00:00 GMT") == 0
    assert retry_after("soon") is None
    assert retry_after(None) is None
