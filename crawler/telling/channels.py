"""The ways out: a webhook and a mail, by the standard library."""

from __future__ import annotations

import json
import smtplib
import ssl
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from http.client import HTTPException, HTTPMessage
from ipaddress import ip_address
from typing import IO
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from cleaners.errors import TinsachError
from crawler.telling.message import Message

SECONDS = 15
"""How long a channel may take."""


class NotTold(TinsachError):
    """A channel did not take the message. Says which and why, and names no secret."""


class _Stays(HTTPRedirectHandler):
    """Follows nowhere: a token is meant for the one host it was given for."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Request | None:
        return None


def post(url: str, message: Message, *, token: str = "") -> None:
    """POST the message as JSON; `token` goes as a bearer. Raises NotTold."""
    headers = {"Content-Type": "application/json; charset=utf-8", "User-Agent": "Tinsach"}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    body = json.dumps(message.payload, ensure_ascii=False).encode()
    # Of the address only the host is named: the rest is often the secret itself.
    where = f"the webhook at {urlsplit(url).hostname}"
    try:
        with build_opener(_Stays).open(Request(url, body, headers, method="POST"), timeout=SECONDS):
            return
    except URLError as error:
        why = f"answered {error.code}" if hasattr(error, "code") else f"cannot be reached: {_kind(error.reason)}"
        raise NotTold(f"{where} {why}") from None
    except (OSError, HTTPException, ValueError) as error:
        raise NotTold(f"{where} cannot be reached: {_kind(error)}") from None


def mail(server: str, message: Message, *, sender: str, to: str, password: str = "") -> None:
    """Send the message as a mail. `server`: "smtp://user@host:587" or "smtps://user@host". Raises NotTold.

    A password is sent over TLS only, except to this machine.
    """
    parts = urlsplit(server)
    host, where = parts.hostname or "localhost", f"the mail server {parts.hostname}"
    letter = EmailMessage()
    letter["Subject"], letter["From"], letter["To"] = message.subject, sender, to
    letter["Date"], letter["Message-ID"] = formatdate(localtime=True), make_msgid(domain="tinsach.invalid")
    letter.set_content(message.text)
    context = ssl.create_default_context()
    try:
        port = parts.port or 0
        with (
            smtplib.SMTP_SSL(host, port, timeout=SECONDS, context=context)
            if parts.scheme == "smtps"
            else smtplib.SMTP(host, port, timeout=SECONDS)
        ) as smtp:
            smtp.ehlo()
            if parts.scheme == "smtp" and smtp.has_extn("starttls"):
                smtp.starttls(context=context)
                smtp.ehlo()
            elif parts.scheme == "smtp" and password and not on_this_machine(host):
                raise NotTold(f"{where} offers no TLS, and a password is not sent without")
            if password:
                smtp.login(parts.username or sender, password)
            smtp.send_message(letter)
    except smtplib.SMTPAuthenticationError:
        raise NotTold(f"{where} refuses the user or the password") from None
    except UnicodeEncodeError:
        raise NotTold(f"{where} takes users, passwords and addresses in ASCII only") from None
    except smtplib.SMTPResponseException as error:
        raise NotTold(f"{where} answered {error.smtp_code}") from None
    except (OSError, smtplib.SMTPException, ValueError) as error:
        raise NotTold(f"{where} cannot be reached: {_kind(error)}") from None


def on_this_machine(host: str) -> bool:
    """Whether a host is this machine by its name or number."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _kind(error: object) -> str:
    """The kind of an error, and what the system says of it; never an address."""
    said = getattr(error, "strerror", None)
    return f"{type(error).__name__}{f' ({said})' if said else ''}"
