"""Mail goes out through the outbox: written with its cause, sent by a job."""

from django.core.mail import send_mail as hand_over
from django.utils import timezone

from core.enums import JobName
from core.jobs import defer
from core.models import Mail


def queue_mail(*, to: str, subject: str, body: str) -> Mail:
    """Write a mail and the job that sends it, inside the caller's transaction."""
    mail = Mail.objects.create(to=to, subject=subject, body=body)
    defer(JobName.SEND_MAIL, key=str(mail.id), payload={"mail": str(mail.id)})
    return mail


def send_mail(*, mail_id: str) -> None:
    """Hand a mail to the mail server unless that was done before.

    A worker killed between the hand-over and the note sends it twice: a second copy is better than none.
    """
    mail = Mail.objects.get(pk=mail_id)
    if mail.sent_at:
        return
    hand_over(mail.subject, mail.body, None, [mail.to])
    mail.sent_at = timezone.now()
    mail.save(update_fields=["sent_at"])
