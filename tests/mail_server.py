"""A mail server of our own on loopback, which can be told to behave badly."""

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller

GREY = "451 4.7.1 Try again later"
GONE = "550 5.1.1 No such person"
SPAM = "554 5.7.1 Not wanted"


@dataclass
class MailServer:
    """What it received, and what it still does to those who come: one word for each mail, then it is friendly.

    `grey` and `gone` refuse the recipient for now or for good, `spam` the text; `drop` takes the text and breaks off
    without an answer; `hold` waits until `release` is set.
    """

    plan: list[str] = field(default_factory=list)
    received: list[EmailMessage] = field(default_factory=list)
    visits: int = 0
    holding: threading.Event = field(default_factory=threading.Event)
    release: threading.Event = field(default_factory=threading.Event)
    port: int = 0

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, to: str, _options: Any) -> str:  # noqa: N802 - the library's name
        """Take or refuse a recipient."""
        self.visits += 1
        if self.plan and self.plan[0] in ("grey", "gone"):
            return GREY if self.plan.pop(0) == "grey" else GONE
        envelope.rcpt_tos.append(to)
        return "250 OK"

    async def handle_DATA(self, server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - the library's name
        """Take a text, or do with it what the plan says."""
        mode = self.plan.pop(0) if self.plan else ""
        if mode == "spam":
            return SPAM
        message = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.received.append(message)
        if mode == "drop":
            server.transport.abort()
        if mode == "hold":
            self.holding.set()
            await asyncio.to_thread(self.release.wait, 30)
        return "250 OK"

    @property
    def ids(self) -> list[str]:
        """The Message-ID of each copy that arrived."""
        return [str(message["Message-ID"]) for message in self.received]


@contextmanager
def run_mail_server(*plan: str) -> Iterator[MailServer]:
    """Listen on a free port until the end of the block."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    server = MailServer(plan=list(plan), port=port)
    controller = Controller(server, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield server
    finally:
        server.release.set()
        controller.stop()
