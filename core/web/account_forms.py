"""Forms of django-allauth that are stricter here."""

from allauth.account.adapter import get_adapter
from allauth.account.forms import ConfirmLoginCodeForm
from allauth.core import context, ratelimit


class CodeForm(ConfirmLoginCodeForm):
    """The code of a sign-in by e-mail.

    django-allauth counts the wrong tries in the session, where two requests at once may both read the old count;
    here they are counted a second time under a lock, for the code that was sent.
    """

    def clean_code(self) -> str:
        """Refuse a wrong code, and any code after as many tries as one code allows."""
        request = context.request
        key = f"{request.session.session_key}:{self.expected_code}"
        if not ratelimit.consume(request, action="confirm_login_code", key=key):
            raise get_adapter().validation_error("too_many_login_attempts")
        code: str = super().clean_code()
        return code
