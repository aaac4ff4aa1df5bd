"""The pager by e-mail: plain words to the addresses of the settings, over SMTP with TLS."""

import asyncio
import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from functools import partial
from typing import Final

from config.addresses import MailServer
from server.domain.flag import Flag
from server.services.risk.paging import Answer

PATIENCE: Final = 10.0  # seconds for the whole of it
SILENCE: Final = 5.0  # seconds for one answer of the other side
SUBJECT: Final = "Level {level} flag: nobody has answered it"
WORDS: Final = """\
A flag of level {level} was raised at {at} UTC.
Nobody has answered it for {seconds} seconds.

Please look now: {console}

This is flag {flag}. A mail never holds a word of what was said.
"""


@dataclass(frozen=True, slots=True)
class Mail:
    """Delivered where the server has taken it for at least one address."""

    server: MailServer
    sender: str
    to: tuple[str, ...]
    console: str
    now: Callable[[], datetime]
    tls: ssl.SSLContext = field(default_factory=ssl.create_default_context)

    async def page(self, flag: Flag) -> Answer:
        return await self._tried(partial(self._sent, self.written(flag)))

    async def reach(self) -> Answer:
        """As far as one gets without sending anything."""
        return await self._tried(self._greeted)

    async def _tried(self, attempt: Callable[[], Answer]) -> Answer:
        """In a thread, for the library waits. A thread that hangs ends by its own clock."""
        try:
            async with asyncio.timeout(PATIENCE):
                return await asyncio.to_thread(attempt)
        except (OSError, smtplib.SMTPException) as failed:
            return Answer(delivered=False, status=why(failed))

    def written(self, flag: Flag) -> EmailMessage:
        mail, now = EmailMessage(), self.now()
        mail["From"], mail["To"] = self.sender, ", ".join(self.to)
        mail["Subject"] = SUBJECT.format(level=int(flag.level))
        mail["Date"] = format_datetime(now)
        mail["Message-ID"] = make_msgid(domain=self.sender.rpartition("@")[2])
        mail["Auto-Submitted"] = "auto-generated"
        mail["Importance"] = "high"
        seconds = max(0, int((now - flag.runs_from).total_seconds()))
        words = {
            "at": f"{flag.raised_at.astimezone(UTC):%H:%M:%S}",
            "seconds": seconds,
            "console": self.console,
        }
        mail.set_content(WORDS.format(level=int(flag.level), flag=flag.id, **words))
        return mail

    def _sent(self, mail: EmailMessage) -> Answer:
        with self._session() as session:
            refused = session.send_message(mail, self.sender, list(self.to))
        taken = len(self.to) - len(refused)
        return Answer(delivered=True, status=f"250 for {taken} of {len(self.to)}")

    def _greeted(self) -> Answer:
        with self._session() as session:
            code, _ = session.noop()
        return Answer(delivered=200 <= code < 300, status=str(code))

    @contextmanager
    def _session(self) -> Iterator[smtplib.SMTP]:
        """Signed in, and behind TLS: only a server on this machine may do without."""
        with self._connected() as session:
            session.ehlo()
            if self._turns_to_tls(session):
                session.starttls(context=self.tls)
            if self.server.name:
                session.login(self.server.name, self.server.password)
            yield session

    def _turns_to_tls(self, session: smtplib.SMTP) -> bool:
        if self.server.tls_first:
            return False
        return session.has_extn("starttls") or not self.server.local

    def _connected(self) -> smtplib.SMTP:
        host, port = self.server.host, self.server.port
        if self.server.tls_first:
            return smtplib.SMTP_SSL(host, port, timeout=SILENCE, context=self.tls)
        return smtplib.SMTP(host, port, timeout=SILENCE)


def why(failed: OSError | smtplib.SMTPException) -> str:
    """A code or a word. What the server said beside its code may name people, and is left out."""
    match failed:
        case smtplib.SMTPResponseException():
            return str(failed.smtp_code)
        case smtplib.SMTPRecipientsRefused():
            return "no recipient"
        case ssl.SSLError():
            return "no tls"
        case TimeoutError():
            return "timeout"
    silent = isinstance(failed.__context__, TimeoutError)  # the library hides that it waited
    return "timeout" if silent else "unreachable"
