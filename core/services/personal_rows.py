"""The personal data of this room and of the packages that it uses."""

from django.utils.translation import gettext_lazy as _

from core.services.personal_data import Treatment, register_personal

RECORD = _("It tells how public figures and contracts came about, with an account that has no name any more.")
ACCESS = _("It only lets the person in.")
GUESSING = _("It stops the guessing of passwords and is of no use afterwards.")
LETTER = _("It was for this person alone.")


def register_rows() -> None:
    """Register the rows of people, and those that signing in leaves."""
    register_personal("core.Change", "made_by", treatment=Treatment.KEEP, reason=RECORD)
    register_personal("core.Job", "created_by", treatment=Treatment.PSEUDONYMISE, reason=RECORD)
    register_personal("core.AccessGrant", "user", treatment=Treatment.ERASE, reason=ACCESS)
    register_personal("admin.LogEntry", "user", treatment=Treatment.KEEP, reason=RECORD)
    for label, secret in (
        ("account.EmailAddress", ()),
        ("mfa.Authenticator", ("data",)),
        ("socialaccount.SocialAccount", ()),
        ("usersessions.UserSession", ("session_key", "data")),
    ):
        register_personal(label, "user", treatment=Treatment.ERASE, reason=ACCESS, secret=secret)
    register_personal("core.Mail", "to", treatment=Treatment.ERASE, reason=LETTER, by_address=True)
    for label in ("axes.AccessAttempt", "axes.AccessFailureLog", "axes.AccessLog"):
        register_personal(label, "username", treatment=Treatment.ERASE, reason=GUESSING, by_address=True)
