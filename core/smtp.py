"""The SMTP door of mails: it tells a hand-over that failed from one whose end nobody knows."""

import smtplib
from functools import cached_property
from typing import Any

from django.core.mail.backends import smtp

GO_AHEAD = 354
"""The server's answer after which the text of the mail is on its way."""


class PerhapsSent(Exception):
    """The connection broke after the text was on its way: the server has the mail, or has it not."""


class _KnowsWhereItBroke:
    """Remembers the server's last answer, by which a break before the text differs from one after it."""

    last_code = 0

    def getreply(self) -> tuple[int, bytes]:
        """Read an answer and remember its code."""
        reply: tuple[int, bytes] = super().getreply()  # type: ignore[misc]  # of smtplib.SMTP
        self.last_code = reply[0]
        return reply

    def data(self, msg: Any) -> tuple[int, bytes]:
        """Hand the text over."""
        try:
            return super().data(msg)  # type: ignore[misc]  # of smtplib.SMTP
        except (smtplib.SMTPServerDisconnected, OSError) as error:
            if self.last_code == GO_AHEAD:
                raise PerhapsSent(str(error)) from error
            raise


class _Plain(_KnowsWhereItBroke, smtplib.SMTP):
    """Unencrypted at first, encrypted by STARTTLS where the settings say so."""


class _Encrypted(_KnowsWhereItBroke, smtplib.SMTP_SSL):
    """Encrypted from the first byte."""


class EmailBackend(smtp.EmailBackend):
    """Django's SMTP backend that raises `PerhapsSent` where nobody knows."""

    @cached_property
    def connection_class(self) -> type[smtplib.SMTP]:
        """Which of the two connections the settings ask for."""
        return _Encrypted if self.use_ssl else _Plain
