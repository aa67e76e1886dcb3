"""A letter arrives at a real server; what no server takes is told in one line."""

from __future__ import annotations

import socket
from datetime import UTC, datetime
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller

from dateline import mail
from dateline.errors import UsageError

AT = datetime(2024, 5, 3, 6, 0, tzinfo=UTC)
LETTER = mail.Letter("desk@example.org", ("one@example.org", "two@example.org"), "CHN and RUS", "Xi Jinping: „Größe“ …\n", AT)


class Box:
    """Keeps what comes, as a server's handler; refuses one name."""

    def __init__(self) -> None:
        self.letters: list[tuple[str, list[str], bytes]] = []

    async def handle_RCPT(self, _server, _session, envelope, address, _options):  # noqa: N802  # aiosmtpd's name
        if address.startswith("nobody@"):
            return "550 no such box"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802  # aiosmtpd's name
        self.letters.append((envelope.mail_from, envelope.rcpt_tos, envelope.content))
        return "250 OK"


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


@pytest.fixture
def served():
    box = Box()
    server = Controller(box, hostname="127.0.0.1", port=free_port())
    server.start()
    yield box, mail.Post("127.0.0.1", server.port)
    server.stop()


def test_a_letter_arrives_whole(served):
    box, post = served

    mail.send(LETTER, post)

    ((sender, to, raw),) = box.letters
    read = message_from_bytes(raw, policy=policy.default)
    assert (sender, to) == ("desk@example.org", ["one@example.org", "two@example.org"])
    assert (read["From"], read["To"], read["Subject"]) == (
        "Dateline <desk@example.org>",
        "one@example.org, two@example.org",
        "CHN and RUS",
    )
    assert read["Date"].datetime == AT
    assert read.get_content().strip() == LETTER.text.strip()


def test_a_subject_cannot_smuggle_a_header(served):
    box, post = served

    mail.send(mail.Letter(LETTER.sender, LETTER.to, "CHN\r\nBcc: spy@example.org\n\nbody", "text", AT), post)

    ((_, to, raw),) = box.letters
    read = message_from_bytes(raw, policy=policy.default)
    assert to == list(LETTER.to)
    assert (read["Bcc"], read["Subject"]) == (None, "CHN Bcc: spy@example.org body")


def test_who_is_refused_is_named(served):
    box, post = served

    with pytest.raises(UsageError, match=r"refused nobody@example\.org; the others have the letter"):
        mail.send(mail.Letter(LETTER.sender, ("one@example.org", "nobody@example.org"), "s", "t", AT), post)

    assert len(box.letters) == 1


def test_a_password_is_never_sent_without_tls(served):
    box, post = served

    with pytest.raises(UsageError, match="it has no TLS, and a password is never sent without"):
        mail.send(LETTER, mail.Post(post.host, post.port, "desk", "secret"))

    assert box.letters == []


def test_a_server_that_is_not_there_is_named():
    post = mail.Post("127.0.0.1", free_port())

    with pytest.raises(UsageError, match=rf"127.0.0.1:{post.port} did not take the letter: .*refused"):
        mail.send(LETTER, post)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param("mail.example.org:25", mail.Post("mail.example.org", 25), id="host and port"),
        pytest.param("mail.example.org", mail.Post("mail.example.org", 587), id="the port of submission"),
        pytest.param("[::1]:2525", mail.Post("::1", 2525), id="IPv6"),
    ],
)
def test_a_server_is_named_by_host_and_port(given, expected):
    assert mail.post_of(given) == expected


@pytest.mark.parametrize("given", ["", ":25", "host:", "host:mail", "host:0", "host:70000"])
def test_what_names_no_server_is_refused(given):
    with pytest.raises(UsageError, match=r"names no mail server. Write it like mail.example.org:587"):
        mail.post_of(given)


@pytest.mark.parametrize(
    "given",
    ["", "desk", "@example.org", "desk@", "a b@example.org", "a@example.org\r\nRCPT TO:<b@example.org>", "A <a@b.org>, c@d.org"],
)
def test_what_is_no_address_is_refused(given):
    with pytest.raises(UsageError, match="no address of mail"):
        mail.address_of(given)
