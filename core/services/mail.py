"""Mail goes out through the outbox: written with its cause, handed over by a job at least once, at most twice.

A worker takes a mail by a conditional UPDATE and hands it over. When it dies in between, or the connection breaks after
the text was on its way, nobody can know whether the mail server has it: the mail is `MAYBE_SENT` and gets exactly one
more attempt, with the same Message-ID, by which mail servers and readers know a second copy.
"""

from datetime import timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import BadHeaderError, EmailMultiAlternatives
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from core.emails import MailText
from core.enums import JobName, MailState
from core.jobs import defer
from core.models import Mail
from core.smtp import PerhapsSent
from core.validators import refusal

MOST_ATTEMPTS = 30
"""With the pauses of core.jobs about a day: grey lists and mail servers under repair are waited for."""
PERMANENT = range(500, 600)


class MailInHand(Exception):
    """Another worker is handing this mail over right now; its job is tried again later."""


@transaction.atomic
def queue_mail(
    *, to: str, subject: str, body: str, html: str = "", kind: str = "", language: str = ""
) -> Mail:
    """Write a mail and the job that sends it, inside the caller's transaction; a broken address is refused."""
    validate_email(to)
    if "\n" in subject or "\r" in subject:
        raise refusal("subject", "A subject is one line.", "subject")
    mail = Mail(to=to, subject=subject, body=body, html=html, kind=kind, language=language)
    mail.message_id = f"<{mail.pk}@{urlsplit(settings.PORTAL_ADDRESS).hostname}>"
    mail.save(force_insert=True)
    defer(JobName.SEND_MAIL, key=str(mail.pk), payload={"mail": str(mail.pk)})
    return mail


def queue_text(*, to: str, text: MailText) -> Mail:
    """Queue a mail that `core.emails` has written."""
    return queue_mail(
        to=to,
        subject=text.subject,
        body=text.body,
        html=text.html,
        kind=text.kind,
        language=text.language,
    )


def send_mail(*, mail_id: str) -> None:
    """Hand a mail over unless that was done or given up before; raises what is worth another attempt."""
    mail = _claim_mail(mail_id)
    if mail is None:
        return
    try:
        compose_message(mail).send()
    except Exception as error:
        if _note_failure(mail, error):
            raise
    else:
        _note(mail, state=MailState.SENT, sent_at=timezone.now(), error="", body="", html="")


@transaction.atomic
def retry_mail(*, mail_id: str) -> bool:
    """Give a mail that failed a new start; whether there was one."""
    failed = Mail.objects.filter(pk=mail_id, state=MailState.FAILED)
    if not failed.update(state=MailState.WAITING, attempts=0, claimed_at=None):
        return False
    defer(JobName.SEND_MAIL, key=str(mail_id), payload={"mail": str(mail_id)})
    return True


def compose_message(mail: Mail) -> EmailMultiAlternatives:
    """The message as it travels: text, HTML where there is some, and headers that tell machines what it is."""
    headers = {"Message-ID": mail.message_id, "Auto-Submitted": "auto-generated"}
    if mail.language:
        headers["Content-Language"] = mail.language
    message = EmailMultiAlternatives(
        mail.subject,
        mail.body,
        to=[mail.to],
        headers=headers,
        reply_to=[settings.REPLY_TO] if settings.REPLY_TO else None,
    )
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    return message


def _claim_mail(mail_id: str) -> Mail | None:
    """Take a mail for one hand-over; None when it is sent, failed, or was in doubt twice, or is gone."""
    now = timezone.now()
    dead = now - timedelta(seconds=settings.MAIL_LEASE_SECONDS)
    takes = (
        (Q(state=MailState.WAITING), MailState.CLAIMED),
        (Q(state=MailState.CLAIMED, claimed_at__lt=dead), MailState.MAYBE_SENT),
        (Q(state=MailState.MAYBE_SENT, claimed_at=None), MailState.MAYBE_SENT),
    )
    for free, state in takes:
        taken = Mail.objects.filter(free, pk=mail_id)
        if taken.update(state=state, claimed_at=now, attempts=F("attempts") + 1):
            return Mail.objects.get(pk=mail_id)
    held = Mail.objects.filter(pk=mail_id, state__in=[MailState.CLAIMED, MailState.MAYBE_SENT])
    if held.filter(claimed_at__gte=dead).exists():
        raise MailInHand(mail_id)
    return None


def _note_failure(mail: Mail, error: Exception) -> bool:
    """Write down why a hand-over failed; whether another attempt is to follow."""
    is_last = _is_refused_for_good(error) or mail.attempts >= MOST_ATTEMPTS
    told = f"{type(error).__name__}: {error}"[:2000]
    if mail.state == MailState.MAYBE_SENT:
        # Of the first copy nobody knows; after this one's end the mail stays in doubt for good.
        is_last = is_last or isinstance(error, PerhapsSent)
        _note(mail, error=told, **({} if is_last else {"claimed_at": None}))
    elif isinstance(error, PerhapsSent):
        is_last = False
        _note(mail, error=told, state=MailState.MAYBE_SENT, claimed_at=None)
    else:
        _note(mail, error=told, state=MailState.FAILED if is_last else MailState.WAITING, claimed_at=None)
    return not is_last


def _note(mail: Mail, **fields: object) -> None:
    """Write the outcome while the mail is still ours: a worker that was taken for dead writes nothing."""
    Mail.objects.filter(pk=mail.pk, state=mail.state, claimed_at=mail.claimed_at).update(**fields)


def _is_refused_for_good(error: Exception) -> bool:
    """Whether the mail server, or the message itself, says that no later attempt will do."""
    if isinstance(error, SMTPRecipientsRefused):
        return all(code in PERMANENT for code, _words in error.recipients.values())
    return isinstance(error, BadHeaderError) or (
        isinstance(error, SMTPDataError) and error.smtp_code in PERMANENT
    )
