"""How django-allauth behaves here: nobody registers alone, people are invited."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as current
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.contrib.sites.shortcuts import get_current_site
from django.http import HttpRequest
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from core.access import IDENTITY_PROOF
from core.account_emails import account_text, other_text
from core.emails import MailText
from core.models import User
from core.services.mail import queue_text


class AccountAdapter(DefaultAccountAdapter):
    """Closes registration; mail goes through the same outbox as all other mail."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody registers alone."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write the mail into the outbox, in the language of whose account it is."""
        person = User.objects.filter(email__iexact=email).first()
        language = person.language if person else get_language() or settings.LANGUAGE_CODE
        text = account_text(template_prefix=template_prefix, context=context, language=language)
        if text is None:
            text = self._their_words(template_prefix, email, context, language)
        queue_text(to=email, text=text)

    def _their_words(
        self, template_prefix: str, email: str, context: dict[str, Any], language: str
    ) -> MailText:
        """A mail that has no text of ours, as django-allauth writes it."""
        request = current.request
        frame = {"request": request, "email": email, "current_site": get_current_site(request)}
        with override(language):
            message = self.render_mail(template_prefix, email, frame | context)
        return other_text(subject=str(message.subject), words=str(message.body), language=language)

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> Any:
        """Keep in the session how the city's gateway proved who this is: a signature may want to tell it."""
        login = (kwargs.get("signal_kwargs") or {}).get("sociallogin")
        if login is not None:
            claims = login.account.extra_data.get("id_token", {})
            request.session[IDENTITY_PROOF] = {"provider": login.account.provider, **claims}
        return super().post_login(request, user, **kwargs)


class ProviderAdapter(DefaultSocialAccountAdapter):
    """Signing in by the city's gateway is for people whom the portal knows."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """An unknown person is told to ask for an invitation."""
        return False


class SecondFactorAdapter(DefaultMFAAdapter):
    """Names of passkeys and applications as people see them."""

    def _get_site_name(self) -> str:
        return str(_("Climate City Contracts"))
