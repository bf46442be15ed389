"""Forms of signatures: what is proved and agreed to, declining, handing over, asking for signatures."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from contracts.web.forms.lifecycle import DayField
from core.models import User
from core.validators import refusal
from stakeholders.enums import ProofMethod
from stakeholders.models import Mandate

OPEN_DAYS = 30
"""So long a request is open unless the officer says otherwise."""
CODE_HINTS = {
    ProofMethod.EMAIL_CODE: _("The digits of the e-mail. You can paste them."),
    ProofMethod.TOTP: _("The digits that your authenticator app shows now."),
}
NAMED_NOW = {
    True: _("Today everyone may read it. If you choose nothing, that stays so."),
    False: _("Today it is not shown in public. If you choose nothing, that stays so."),
}
TOGETHER, IN_TURN = "together", "in_turn"


class ReasonField(forms.CharField):
    """Why someone does something that others read."""

    def __init__(self, label: Any, **kwargs: Any) -> None:
        super().__init__(
            label=label,
            min_length=10,
            max_length=2000,
            widget=forms.Textarea(attrs={"rows": 4}),
            **kwargs,
        )


class SignForm(forms.Form):
    """The proof and the consent; what was shown and the key of this one attempt travel along, hidden.

    `ways` are the proofs that the person can choose from; one that needs no code (a passkey used just now, the
    city's gateway) leaves the field empty. `names_now` is what the organisation has chosen about its name in public,
    None where that is not asked; nothing is ticked for anyone, and who chooses nothing changes nothing.
    """

    error_fields = {"consents": "consent", "proof": "way"}
    way = forms.ChoiceField(label=_("How you prove who you are"), widget=forms.RadioSelect)
    code = forms.CharField(
        label=_("Code"),
        max_length=12,
        required=False,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "code-field"}
        ),
    )
    consent = forms.BooleanField(
        label=_("I have read the whole text and sign it."),
        error_messages={"required": _("Tick this if you want to sign.")},
    )
    is_named = forms.TypedChoiceField(
        label=_("The name of the organisation among the signatories (optional)"),
        choices=[("yes", _("Everyone may read it.")), ("no", _("Do not show it in public."))],
        coerce=lambda value: value == "yes",
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    shown_sha256 = forms.CharField(max_length=64, widget=forms.HiddenInput)
    idempotency_key = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Any = None,
        *,
        ways: list[ProofMethod],
        sha256: str,
        names_now: bool | None,
        consent: str,
    ) -> None:
        super().__init__(data, initial={"shown_sha256": sha256, "idempotency_key": uuid4().hex})
        way = self.fields["way"]
        way.choices = [(one.value, one.label) for one in ways]  # type: ignore[attr-defined]
        way.initial = ways[0].value
        if len(ways) == 1:
            way.widget = forms.HiddenInput()
        self.fields["consent"].label = consent
        coded = [one for one in ways if one in CODE_HINTS]
        if len(coded) == 1:
            self.fields["code"].help_text = CODE_HINTS[coded[0]]
            self.fields["code"].label = capfirst(coded[0].label)
        if not coded:
            self.fields["code"].widget = forms.HiddenInput()
        if names_now is None:
            del self.fields["is_named"]
        else:
            self.fields["is_named"].help_text = NAMED_NOW[names_now]

    def clean(self) -> dict[str, Any]:
        """Ask for the code where the chosen proof is one."""
        cleaned = super().clean() or self.cleaned_data
        cleaned["code"] = "".join(str(cleaned.get("code", "")).split())
        if cleaned.get("way") in CODE_HINTS and not cleaned["code"]:
            raise refusal("code", _("Write the code."), "required")
        return cleaned


class DeclineForm(forms.Form):
    """Why someone does not sign."""

    reason = ReasonField(_("Why you do not sign"), help_text=_("At least ten characters."))


class HandOverForm(forms.Form):
    """Which colleague signs instead; for an organisation only those with a mandate that the city has seen."""

    error_fields = {"to_email": "colleague", "signers": "colleague"}
    colleague = forms.ChoiceField(label=_("Who signs instead"), widget=forms.RadioSelect)

    def __init__(self, data: Any = None, *, choices: list[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["colleague"].choices = choices  # type: ignore[attr-defined]


class RequestForm(forms.Form):
    """Who is asked to sign, in which order and until when; in which language, unless the text is frozen already."""

    error_fields = {"signers": "mandates", "role_title": "city_title", "expires_at": "last_day"}
    mandates = forms.ModelMultipleChoiceField(
        label=_("Who signs for the organisation"),
        queryset=Mandate.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one person of the organisation.")},
    )
    order = forms.ChoiceField(
        label=_("In which order"),
        choices=[
            (TOGETHER, _("all of them at the same time")),
            (IN_TURN, _("one after the other, as listed")),
        ],
        initial=TOGETHER,
        widget=forms.RadioSelect,
    )
    city_signer = forms.ModelChoiceField(
        label=_("Who signs for the city, last"), queryset=User.objects.none(), empty_label=None
    )
    city_title = forms.CharField(
        label=_("Office held in the city"),
        max_length=200,
        help_text=_("For example: councillor for climate."),
    )
    language = forms.ChoiceField(
        label=_("Language of the text"),
        choices=settings.LANGUAGES,
        help_text=_("The text in this language is what is signed."),
    )
    last_day = DayField(label=_("Can be signed until the end of"))
    needs_file = forms.BooleanField(
        label=_("Only signatures made with a certificate of one's own count"),
        required=False,
        help_text=_("Nobody can sign with a code by e-mail then, or on paper."),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        mandates: Any,
        officers: Any,
        by: User,
        language: str,
        has_text: bool = False,
        is_public_body: bool = False,
    ) -> None:
        self.today = timezone.localdate()
        last_day = self.today + timedelta(days=OPEN_DAYS)
        proposed = [mandate.pk for mandate in mandates]
        super().__init__(
            data,
            initial={
                "mandates": proposed,
                "city_signer": by.pk,
                "language": language,
                "last_day": last_day,
            },
        )
        if has_text:
            del self.fields["language"]
        if is_public_body:
            del self.fields["needs_file"]  # nothing else counts of a public body
        for name, rows in (("mandates", mandates), ("city_signer", officers)):
            self.fields[name].queryset = rows  # type: ignore[attr-defined]
        label_of = self._mandate_label
        self.fields["mandates"].label_from_instance = label_of  # type: ignore[attr-defined]

    def clean_last_day(self) -> date:
        """Only a day to come."""
        last_day: date = self.cleaned_data["last_day"]
        if last_day <= self.today:
            raise forms.ValidationError(_("Choose a day that is still to come."), code="past")
        return last_day

    @staticmethod
    def _mandate_label(mandate: Mandate) -> str:
        """Who may sign and why; who has seen the proof may be the officer of another city."""
        told = [str(mandate.person), mandate.title, mandate.get_basis_display()]
        if mandate.confirmed_by is not None:
            told.append(gettext("seen by %(person)s") % {"person": mandate.confirmed_by})
        return " · ".join(told)


class ExtendForm(forms.Form):
    """Until when a request stays open instead."""

    error_fields = {"expires_at": "last_day"}
    last_day = DayField(label=_("Can be signed until the end of"))


class CancelForm(forms.Form):
    """Why the city takes a request back."""

    reason = ReasonField(_("Why the request is cancelled"), help_text=_("The signers read it."))


class WithdrawForm(forms.Form):
    """From when a signed commitment no longer holds, and why."""

    reason = ReasonField(
        _("Why the commitment is withdrawn"), help_text=_("Everyone reads it beside the commitment.")
    )
    effect_on = DayField(
        label=_("Withdrawn from"),
        help_text=_(
            "If the last signature comes later, the commitment is withdrawn from the day of that one."
        ),
    )
