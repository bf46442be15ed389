"""Forms of invitations, applications, mandates, roles and the profile of an organisation."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from contracts.models import Contract
from contracts.web.forms.lifecycle import DayField, UploadField
from core.validators import refusal
from core.web.forms import TextsFormMixin
from stakeholders.enums import AuthorityBasis, Cluster, OrganisationRole
from stakeholders.models import Organisation
from stakeholders.selectors.people import organisations_of

ROLE_HINT = _("An editor writes commitments; an authorised signatory also signs them; a reader only looks.")
NO_CLUSTER = "none"
"""The empty value of the address means all."""


class RoleField(forms.ChoiceField):
    """What a person may do for an organisation."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Role"),
            choices=OrganisationRole.choices,
            initial=OrganisationRole.EDITOR,
            widget=forms.RadioSelect,
            help_text=ROLE_HINT,
        )


class ClusterField(forms.ChoiceField):
    """The cluster of an organisation; Milan's five stand first."""

    def __init__(self) -> None:
        super().__init__(label=_("Cluster"), choices=Cluster.choices, required=False)


class PublicBodyField(forms.BooleanField):
    """Whether an organisation is a public body."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Public body"),
            required=False,
            help_text=_("Public bodies sign with a certificate of their own, never with a code by e-mail."),
        )


class LanguageField(forms.ChoiceField):
    """The language in which someone is written to."""

    def __init__(self) -> None:
        super().__init__(label=_("Language"), choices=settings.LANGUAGES, initial=get_language)


class PersonForm(forms.Form):
    """Whom to invite, in which language and as what."""

    collects_personal_data = True
    email = forms.EmailField(
        label=_("E-mail address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    contact_name = forms.CharField(label=_("Name of the contact"), max_length=150, required=False)
    language = LanguageField()
    role = RoleField()
    message = forms.CharField(
        label=_("Message"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Stands in the e-mail beside the link."),
    )


class OrganisationInvitationForm(PersonForm):
    """Which organisation to invite, one of the list or a new one, and whom of it."""

    organisation = forms.ModelChoiceField(
        label=_("Organisation"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("A new one, with the name below"),
    )
    name = forms.CharField(label=_("Name of the new organisation"), max_length=300, required=False)
    cluster = ClusterField()
    is_public_body = PublicBodyField()
    field_order = ("organisation", "name", "cluster", "is_public_body")

    def __init__(
        self, data: Any = None, *, contract: Contract, initial: dict[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial=initial)
        self.fields["organisation"].queryset = organisations_of(contract)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask for one of the list or for a name, not for both and not for neither."""
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("organisation") and not cleaned.get("name") and "organisation" not in self.errors:
            raise refusal("name", _("Choose an organisation or write the name of a new one."), "required")
        if cleaned.get("organisation") and cleaned.get("name"):
            raise refusal("name", _("Choose an organisation or write a name, not both."), "both")
        return cleaned


class OrganisationFilterForm(forms.Form):
    """Which organisations to show; a broken address shows all."""

    cluster = forms.ChoiceField(
        label=_("Cluster"),
        choices=[
            ("", _("all clusters")),
            *((value or NO_CLUSTER, label) for value, label in Cluster.choices),
        ],
        required=False,
    )
    q = forms.CharField(label=_("Words"), required=False, max_length=100)


class ApplicationForm(forms.Form):
    """An organisation asks to take part."""

    collects_personal_data = True
    organisation_name = forms.CharField(label=_("Organisation"), max_length=300)
    cluster = ClusterField()
    contact_name = forms.CharField(
        label=_("Your name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("The city answers to this address."),
    )
    language = LanguageField()
    text = forms.CharField(
        label=_("What would you like to do?"), max_length=4000, widget=forms.Textarea(attrs={"rows": 6})
    )


class ApplicationAcceptForm(forms.Form):
    """As what the applicant is invited."""

    role = RoleField()
    cluster = ClusterField()
    is_public_body = PublicBodyField()
    message = forms.CharField(
        label=_("Message"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )


class ApplicationRefuseForm(forms.Form):
    """Why a request is refused."""

    answer = forms.CharField(
        label=_("Answer for the organisation"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5})
    )


class MemberRoleForm(forms.Form):
    """Another role for a colleague."""

    role = RoleField()


class MandateForm(forms.Form):
    """Why a person may sign."""

    collects_personal_data = True
    basis = forms.ChoiceField(
        label=_("Why you may sign"), choices=AuthorityBasis.choices, widget=forms.RadioSelect
    )
    title = forms.CharField(
        label=_("Office held"), max_length=200, help_text=_("For example: managing director.")
    )
    file = UploadField(label=_("Proof"), required=False)
    valid_until = DayField(label=_("Valid until"), required=False)
    tax_code = forms.CharField(
        label=_("Your tax code (codice fiscale)"),
        max_length=20,
        required=False,
        help_text=_(
            "A certificate for signatures holds it too: so you are told from others of your name. It stands in no "
            "signed text."
        ),
    )


class LegalFormField(forms.CharField):
    """What an organisation is in law."""

    def __init__(self) -> None:
        super().__init__(label=_("Legal form"), max_length=200, required=False)


class TaxCodeField(forms.CharField):
    """The number under which an organisation pays taxes."""

    def __init__(self) -> None:
        super().__init__(label=_("Tax code or VAT number"), max_length=20, required=False)


class FactsForm(forms.Form):
    """What the city settles about an organisation."""

    cluster = ClusterField()
    legal_form = LegalFormField()
    tax_code = TaxCodeField()
    is_public_body = PublicBodyField()
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)


class ProfileForm(TextsFormMixin):
    """What an organisation tells of itself."""

    texts = {"about": _("About the organisation")}
    long_texts = ("about",)
    name = forms.CharField(label=_("Name"), max_length=300)
    legal_form = LegalFormField()
    tax_code = TaxCodeField()
    sector = forms.CharField(label=_("Sector"), max_length=200, required=False)
    website = forms.URLField(
        label=_("Website"), required=False, assume_scheme="https", help_text=_("Beginning with https://.")
    )
    logo = forms.FileField(
        label=_("Logo"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".png,.jpg,.jpeg"}),
        help_text=_("PNG or JPG, up to 1 MB."),
    )
    without_logo = forms.BooleanField(label=_("Show no logo"), required=False)
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)
    field_order = ("name", "legal_form", "tax_code", "sector", "website", "about", "logo", "without_logo")
