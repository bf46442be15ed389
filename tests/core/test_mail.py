"""Mails on their way: claimed, handed over, refused, broken off; nothing lost, at most one copy too many."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends import locmem
from django.utils import timezone

from core.emails import MailText
from core.enums import JobState, MailState
from core.models import Job, Mail
from core.services.mail import (
    MOST_ATTEMPTS,
    MailInHand,
    compose_message,
    queue_mail,
    queue_text,
    retry_mail,
    send_mail,
)
from core.tasks import send_one_mail
from tests.mail_server import MailServer, run_mail_server

pytestmark = pytest.mark.django_db
TEXT = MailText(subject="Perché no?", body="È così.", html="<p>È così.</p>", kind="welcome", language="it")


@pytest.fixture
def server(settings: Any) -> Iterator[MailServer]:
    """A mail server of our own, to which the portal hands its mails."""
    with run_mail_server() as one:
        settings.EMAIL_BACKEND = "core.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", one.port, 5
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        yield one


def queue() -> Mail:
    return queue_text(to="anna@mail.example", text=TEXT)


def work_off(times: int = 60) -> Job:
    """Run the job as often as its pauses would let it, without the waiting."""
    for _time in range(times):
        job = Job.objects.get()
        if not job.is_open:
            break
        Job.objects.update(run_after=None)
        send_one_mail(str(job.pk))
    return Job.objects.get()


def state_of(mail: Mail) -> tuple[str, int]:
    mail.refresh_from_db()
    return mail.state, mail.attempts


def let_worker_die(mail: Mail, state: str = MailState.CLAIMED) -> None:
    """Someone took the mail so long ago that they must be dead."""
    long_ago = timezone.now() - timedelta(hours=1)
    Mail.objects.filter(pk=mail.pk).update(state=state, claimed_at=long_ago, attempts=1)


def test_mail_arrives_with_both_parts_and_its_headers(server: MailServer, settings: Any) -> None:
    settings.PORTAL_ADDRESS, settings.REPLY_TO = "https://portal.example", "clima@city.example"
    mail = queue()
    assert work_off().state == JobState.DONE
    arrived = server.received[0]
    names = ("Message-ID", "Auto-Submitted", "Reply-To", "Content-Language", "To", "Subject")
    assert [str(arrived[name]) for name in names] == [
        f"<{mail.pk}@portal.example>",
        "auto-generated",
        "clima@city.example",
        "it",
        "anna@mail.example",
        "Perché no?",
    ]
    parts = [(part.get_content_type(), part.get_content().strip()) for part in arrived.iter_parts()]
    assert parts == [("text/plain", "È così."), ("text/html", "<p>È così.</p>")]


def test_sent_mail_keeps_no_text(server: MailServer) -> None:
    mail = queue()
    work_off()
    assert state_of(mail) == (MailState.SENT, 1)
    assert (mail.body, mail.html, mail.error, mail.sent_at is None) == ("", "", "", False)


def test_sent_mail_is_not_sent_again(server: MailServer) -> None:
    mail = queue()
    for _time in range(3):
        send_mail(mail_id=str(mail.pk))
    assert (len(server.received), state_of(mail)) == (1, (MailState.SENT, 1))


def test_mail_without_html_and_answers_is_plain() -> None:
    message = compose_message(Mail(to="a@b.example", subject="x", body="y", message_id="<1@b.example>"))
    assert (message.alternatives, message.reply_to) == ([], [])
    assert message.extra_headers == {"Message-ID": "<1@b.example>", "Auto-Submitted": "auto-generated"}


def test_grey_list_is_waited_for(server: MailServer) -> None:
    server.plan = ["grey", "grey"]
    mail = queue()
    send_one_mail(str(Job.objects.get().pk))
    assert (state_of(mail), "451" in mail.error) == ((MailState.WAITING, 1), True)
    assert (work_off().state, state_of(mail), len(server.received)) == (
        JobState.DONE,
        (MailState.SENT, 3),
        1,
    )


@pytest.mark.parametrize("word", ["gone", "spam"])
def test_refusal_for_good_ends_the_attempts(server: MailServer, word: str) -> None:
    server.plan = [word]
    mail = queue()
    assert (work_off().state, state_of(mail), server.visits) == (JobState.DONE, (MailState.FAILED, 1), 1)
    assert mail.error.startswith(("SMTPRecipientsRefused", "SMTPDataError"))


def test_failed_mail_gets_a_new_start(server: MailServer) -> None:
    server.plan = ["gone"]
    mail = queue()
    work_off()
    Job.objects.all().delete()
    assert [retry_mail(mail_id=str(mail.pk)), retry_mail(mail_id=str(mail.pk))] == [True, False]
    work_off()
    assert (state_of(mail), server.ids) == ((MailState.SENT, 1), [mail.message_id])


def test_server_that_is_down_is_tried_again_until_it_answers(server: MailServer, settings: Any) -> None:
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    mail = queue()
    work_off(times=5)
    assert (state_of(mail), Job.objects.get().state) == ((MailState.WAITING, 5), JobState.PENDING)
    settings.EMAIL_PORT = port
    assert (work_off().state, state_of(mail), len(server.received)) == (JobState.DONE, (MailState.SENT, 6), 1)


def test_server_that_stays_down_fails_the_mail_and_keeps_its_text(server: MailServer, settings: Any) -> None:
    settings.EMAIL_PORT = 1
    mail = queue()
    assert work_off().state == JobState.DONE
    assert (state_of(mail), mail.body) == ((MailState.FAILED, MOST_ATTEMPTS), "È così.")
    assert mail.error.startswith("ConnectionRefusedError")


def test_connection_that_breaks_after_the_text_costs_one_more_copy(server: MailServer) -> None:
    server.plan = ["drop"]
    mail = queue()
    send_one_mail(str(Job.objects.get().pk))
    assert (state_of(mail), mail.error.split(":")[0]) == ((MailState.MAYBE_SENT, 1), "PerhapsSent")
    assert (work_off().state, state_of(mail)) == (JobState.DONE, (MailState.SENT, 2))
    assert server.ids == [mail.message_id] * 2


def test_connection_that_breaks_twice_leaves_the_mail_in_doubt(server: MailServer) -> None:
    server.plan = ["drop", "drop", "drop"]
    mail = queue()
    assert (work_off().state, state_of(mail), len(server.received)) == (
        JobState.DONE,
        (MailState.MAYBE_SENT, 2),
        2,
    )
    assert mail.body == "È così."


def test_doubtful_mail_waits_for_a_grey_list_too(server: MailServer) -> None:
    server.plan = ["drop", "grey", "grey"]
    mail = queue()
    assert (work_off().state, state_of(mail), len(server.received)) == (
        JobState.DONE,
        (MailState.SENT, 4),
        2,
    )


def test_mail_of_a_dead_worker_gets_one_more_attempt(server: MailServer) -> None:
    mail = queue()
    let_worker_die(mail)
    send_mail(mail_id=str(mail.pk))
    assert (state_of(mail), server.ids) == ((MailState.SENT, 2), [mail.message_id])


def test_mail_of_two_dead_workers_stays_in_doubt(server: MailServer) -> None:
    mail = queue()
    let_worker_die(mail, MailState.MAYBE_SENT)
    send_mail(mail_id=str(mail.pk))
    assert (state_of(mail), server.visits) == ((MailState.MAYBE_SENT, 1), 0)


def test_worker_that_was_taken_for_dead_writes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    mail = queue()

    def wake_up_late(_self: Any, messages: list[EmailMultiAlternatives]) -> int:
        Mail.objects.update(state=MailState.MAYBE_SENT, claimed_at=timezone.now())
        return len(messages)

    monkeypatch.setattr(locmem.EmailBackend, "send_messages", wake_up_late)
    send_mail(mail_id=str(mail.pk))
    assert (state_of(mail), mail.sent_at) == ((MailState.MAYBE_SENT, 1), None)


def test_second_worker_leaves_a_mail_that_is_being_handed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    mail, visits = queue(), []

    def send_while_another_comes(_self: Any, messages: list[EmailMultiAlternatives]) -> int:
        visits.append(len(messages))
        with pytest.raises(MailInHand):
            send_mail(mail_id=str(mail.pk))
        return len(messages)

    monkeypatch.setattr(locmem.EmailBackend, "send_messages", send_while_another_comes)
    send_mail(mail_id=str(mail.pk))
    assert (visits, state_of(mail)) == ([1], (MailState.SENT, 1))


def test_mail_that_is_gone_is_no_error() -> None:
    send_mail(mail_id="00000000-0000-0000-0000-000000000000")
    assert not Mail.objects.exists()


@pytest.mark.parametrize(
    ("to", "subject"),
    [
        ("a@b.example\nBcc: c@d.example", "x"),
        ("a@b.example, c@d.example", "x"),
        ("nobody", "x"),
        ("a@b.example", "x\nBcc: c@d.example"),
        ("a@b.example", "x\rBcc: c@d.example"),
    ],
)
def test_headers_cannot_be_smuggled_in(to: str, subject: str) -> None:
    with pytest.raises(ValidationError):
        queue_mail(to=to, subject=subject, body="y")
    assert (Mail.objects.count(), Job.objects.count()) == (0, 0)
