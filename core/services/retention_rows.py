"""How long rows of this room, and of the packages that it uses, are kept."""

from django.db.models import Q

from core.enums import MailState
from core.services.retention import register_retention


def register_rows() -> None:
    """Register sessions, tries to sign in, and e-mails that were sent or given up."""
    register_retention("sessions.Session", since="expire_date", period="session")
    register_retention("usersessions.UserSession", since="last_seen_at", period="sign_in")
    register_retention("axes.AccessAttempt", since="attempt_time", period="sign_in")
    register_retention("axes.AccessFailureLog", since="attempt_time", period="sign_in")
    ended = Q(state__in=[MailState.SENT, MailState.MAYBE_SENT, MailState.FAILED])
    register_retention("core.Mail", since="created_at", period="mail", when=ended)
