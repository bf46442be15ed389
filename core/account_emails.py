"""The mails about accounts: django-allauth says which one is due, the words are ours."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.emails import MailText, portal_address, register_mail, render_mail

CODE = register_mail(
    "mail/account_code.txt",
    sent_when=_("Someone signs in by e-mail, or proves an address, with a code."),
    sample={"code": "K7QX-4MRT"},
)
PASSWORD_RESET = register_mail(
    "mail/account_password_reset.txt",
    sent_when=_("Someone asks for a new password."),
    sample={"password_reset_url": portal_address("/it/conto/password/reset/key/x-y/")},
)
CONFIRMATION = register_mail(
    "mail/account_confirmation.txt",
    sent_when=_("Someone adds an e-mail address to their account."),
    sample={"activate_url": portal_address("/it/conto/confirm-email/x-y/")},
)
NOTICE = register_mail(
    "mail/account_notice.txt",
    sent_when=_("What protects an account was changed."),
    sample={
        "what": _("The password of your account was changed."),
        "ip": "192.0.2.1",
        "user_agent": "Firefox",
        "timestamp": datetime(2027, 3, 31, 9, 30, tzinfo=UTC),
    },
)
OTHER = register_mail(
    "mail/account_other.txt",
    sent_when=_("The library that signs people in has more to say."),
    sample={"subject": _("Your account"), "words": "…"},
)

TEMPLATES = {
    "account/email/login_code": CODE,
    "account/email/password_reset_code": CODE,
    "account/email/password_reset_key": PASSWORD_RESET,
    "account/email/email_confirmation": CONFIRMATION,
    "account/email/email_confirmation_signup": CONFIRMATION,
}
NOTICES = {
    "account/email/password_changed": _("The password of your account was changed."),
    "account/email/password_set": _("A password was set for your account."),
    "account/email/password_reset": _("The password of your account was reset."),
    "account/email/email_changed": _("The e-mail address of your account was changed."),
    "account/email/email_confirm": _("An e-mail address of your account was confirmed."),
    "account/email/email_deleted": _("An e-mail address of your account was removed."),
    "mfa/email/totp_activated": _("An authenticator app was added to your account."),
    "mfa/email/totp_deactivated": _("The authenticator app was removed from your account."),
    "mfa/email/recovery_codes_generated": _("New recovery codes were made for your account."),
    "mfa/email/webauthn_added": _("A passkey was added to your account."),
    "mfa/email/webauthn_removed": _("A passkey was removed from your account."),
    "socialaccount/email/account_connected": _("A sign-in of another service was joined to your account."),
    "socialaccount/email/account_disconnected": _(
        "A sign-in of another service was parted from your account."
    ),
}


def account_text(*, template_prefix: str, context: Mapping[str, Any], language: str) -> MailText | None:
    """The mail that django-allauth calls `template_prefix`; None where its own words are all there is."""
    if template_prefix in NOTICES:
        return render_mail(NOTICE, {**context, "what": NOTICES[template_prefix]}, language)
    if template_prefix not in TEMPLATES:
        return None
    template = CODE if context.get("code") else TEMPLATES[template_prefix]
    return render_mail(template, context, language)


def other_text(*, subject: str, words: str, language: str) -> MailText:
    """A mail in the words of django-allauth."""
    return render_mail(OTHER, {"subject": subject, "words": words}, language)
