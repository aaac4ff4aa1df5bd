"""A mail is delivered when a real server on this machine has taken it, and never else."""

import asyncio
import datetime as dt
import ssl
from contextlib import asynccontextmanager

import pytest
from aiosmtpd.smtp import SMTP, AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from config.addresses import MailServer, mail_server
from server.services.risk.paging import Answer
from server.transport.paging import mail as module
from server.transport.paging.mail import Mail
from tests.transport.paging.flag import AT, FLAG

TO = ("on-call@example.org", "lead@example.org")


class Post:
    """Takes mails, or answers as it is told."""

    def __init__(self):
        self.taken, self.answer, self.unknown = [], "250 OK", ()

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if address in self.unknown:
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        if self.answer.startswith("250"):
            self.taken.append((envelope.rcpt_tos, envelope.content.decode()))
        return self.answer


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """Of this machine, signed by itself: two contexts, the server's and one that trusts it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = dt.datetime.now(dt.UTC)
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name)
    made = made.public_key(key.public_key()).serial_number(1)
    made = made.not_valid_before(now - dt.timedelta(days=1))
    made = made.not_valid_after(now + dt.timedelta(days=1))
    names = x509.SubjectAlternativeName([x509.DNSName("localhost")])
    signed = made.add_extension(names, critical=False).sign(key, hashes.SHA256())
    pem = signed.public_bytes(serialization.Encoding.PEM)
    plain = serialization.NoEncryption()
    pkcs8 = serialization.PrivateFormat.PKCS8
    path = tmp_path_factory.mktemp("tls") / "both.pem"
    path.write_bytes(pem + key.private_bytes(serialization.Encoding.PEM, pkcs8, plain))
    theirs = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    theirs.load_cert_chain(path)
    return theirs, ssl.create_default_context(cadata=pem.decode())


@asynccontextmanager
async def a_post(ssl_context=None, **how):
    """A server as those out there: it may insist on TLS and on a password."""
    post, loop, sessions = Post(), asyncio.get_running_loop(), []

    def answers():
        sessions.append(SMTP(post, hostname="localhost", loop=loop, **how))
        return sessions[-1]

    server = await loop.create_server(answers, "127.0.0.1", 0, ssl=ssl_context)
    post.port = server.sockets[0].getsockname()[1]
    try:
        yield post
    finally:
        server.close()
        for each in sessions:
            if each.transport:
                each.transport.abort()
        await server.wait_closed()
        await asyncio.sleep(0.05)  # what was aborted is closed in the next turns of the loop


def mail(server, **more):
    return Mail(
        server, "warmline@example.org", TO, "https://line.example/console", lambda: AT, **more
    )


def local(port, **more):
    return MailServer(**{"host": "localhost", "port": port, "tls_first": False, **more})


async def test_a_mail_that_was_taken_is_delivered_and_holds_no_word_of_what_was_said():
    async with a_post() as post:
        said = await mail(local(post.port)).page(FLAG)
    assert said == Answer(delivered=True, status="250 for 2 of 2")
    ((to, text),) = post.taken
    assert to == list(TO)
    assert "Subject: Level 3 flag: nobody has answered it" in text
    assert "https://line.example/console" in text
    assert "for 120 seconds" in text
    assert "words of a visitor" not in text
    assert "a reason" not in text


async def test_over_starttls_with_a_password(certificate):
    theirs, ours = certificate

    def knows(server, session, envelope, mechanism, data):
        right = (data.login, data.password) == (b"line", b"pass word")
        return AuthResult(success=right, handled=False)

    how = {"tls_context": theirs, "require_starttls": True, "auth_required": True}
    async with a_post(**how, authenticator=knows) as post:
        right = local(post.port, name="line", password="pass word")
        assert (await mail(right, tls=ours).page(FLAG)).delivered
        wrong = local(post.port, name="line", password="another")
        assert await mail(wrong, tls=ours).page(FLAG) == Answer(delivered=False, status="535")
        assert len(post.taken) == 1


async def test_tls_from_the_first_byte(certificate):
    theirs, ours = certificate
    async with a_post(ssl_context=theirs) as post:
        assert (await mail(local(post.port, tls_first=True), tls=ours).page(FLAG)).delivered


async def test_a_server_that_nobody_vouches_for_gets_nothing(certificate):
    theirs, _ = certificate
    async with a_post(tls_context=theirs) as post:
        said = await mail(local(post.port)).page(FLAG)
    assert said == Answer(delivered=False, status="no tls")
    assert post.taken == []


async def test_a_server_elsewhere_without_tls_gets_nothing(monkeypatch):
    monkeypatch.setattr(MailServer, "local", property(lambda _: False))
    async with a_post() as post:
        said = await mail(local(post.port)).page(FLAG)
    assert not said.delivered
    assert post.taken == []


async def test_one_address_that_is_refused_leaves_the_other():
    async with a_post() as post:
        post.unknown = (TO[0],)
        one = await mail(local(post.port)).page(FLAG)
        post.unknown = TO
        none = await mail(local(post.port)).page(FLAG)
    assert one == Answer(delivered=True, status="250 for 1 of 2")
    assert none == Answer(delivered=False, status="no recipient")


@pytest.mark.parametrize("code", ["451", "554"])
async def test_what_the_server_refuses_is_not_delivered(code):
    async with a_post() as post:
        post.answer = f"{code} not now"
        said = await mail(local(post.port)).page(FLAG)
    assert said == Answer(delivered=False, status=code)


async def test_a_server_that_is_not_there_is_written_down_as_that():
    assert await mail(local(9)).page(FLAG) == Answer(delivered=False, status="unreachable")


async def test_who_never_answers_is_not_waited_for(monkeypatch):
    monkeypatch.setattr(module, "SILENCE", 0.2)
    async with silence() as port:
        said = await mail(local(port)).page(FLAG)
    assert said == Answer(delivered=False, status="timeout")


@asynccontextmanager
async def silence():
    ended = asyncio.Event()

    async def says_nothing(reader, writer):
        await reader.read()
        writer.close()
        ended.set()

    server = await asyncio.start_server(says_nothing, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        await asyncio.wait_for(ended.wait(), 100)


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://mail.example.org", MailServer("mail.example.org", 587, tls_first=False)),
        (
            "smtps://a%40b:c%2Fd@m.example",
            MailServer("m.example", 465, tls_first=True, name="a@b", password="c/d"),
        ),
    ],
)
def test_addresses_of_mail_servers_are_read(url, server):
    assert mail_server(url) == server


async def test_a_greeting_sends_nothing():
    async with a_post() as post:
        assert (await mail(local(post.port)).reach()).delivered
    assert post.taken == []


async def test_a_greeting_of_nobody_says_so():
    assert await mail(local(9)).reach() == Answer(delivered=False, status="unreachable")
