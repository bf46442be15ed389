"""Organisations, their parts in actions and their promises."""

from datetime import timedelta
from decimal import Decimal

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from core.fields import Texts
from stakeholders import models
from stakeholders.enums import AuthorityBasis, CommitmentState, OrganisationRole
from stakeholders.tokens import digest_token
from tests.factories.contracts import ActionFactory, ContractFactory
from tests.factories.core import UserFactory


class OrganisationFactory(DjangoModelFactory):
    """An organisation known by one name."""

    class Meta:
        model = models.Organisation

    name = factory.Sequence(lambda n: f"Organisation {n}")


class OrganisationAliasFactory(DjangoModelFactory):
    """Another name of an organisation."""

    class Meta:
        model = models.OrganisationAlias

    organisation = factory.SubFactory(OrganisationFactory)
    name = factory.Sequence(lambda n: f"Alias {n}")
    key = factory.LazyAttribute(lambda alias: alias.name.lower())


class OrganisationMembershipFactory(DjangoModelFactory):
    """An editor of an organisation."""

    class Meta:
        model = models.OrganisationMembership

    organisation = factory.SubFactory(OrganisationFactory)
    user = factory.SubFactory(UserFactory)
    role = OrganisationRole.EDITOR


class InvitationFactory(DjangoModelFactory):
    """An invitation that waits for its answer; its token is given, or is its e-mail address."""

    class Meta:
        model = models.Invitation

    class Params:
        token = factory.LazyAttribute(lambda invitation: invitation.email)

    contract = factory.SubFactory(ContractFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    email = factory.Sequence(lambda n: f"invited{n}@company.example")
    token_sha256 = factory.LazyAttribute(lambda invitation: digest_token(invitation.token))
    expires_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=30))


class ApplicationFactory(DjangoModelFactory):
    """An organisation that asks to take part."""

    class Meta:
        model = models.Application

    contract = factory.SubFactory(ContractFactory)
    organisation_name = factory.Sequence(lambda n: f"Applicant {n}")
    contact_name = "Contact"
    email = factory.Sequence(lambda n: f"applicant{n}@company.example")
    text = "We would like to renovate our roofs."


class MandateFactory(DjangoModelFactory):
    """A mandate that nobody of the city has seen yet."""

    class Meta:
        model = models.Mandate

    organisation = factory.SubFactory(OrganisationFactory)
    person = factory.SubFactory(UserFactory)
    basis = AuthorityBasis.LEGAL_REPRESENTATIVE
    title = "Managing director"


class ActionPartyFactory(DjangoModelFactory):
    """The promoter of an action."""

    class Meta:
        model = models.ActionParty

    action = factory.SubFactory(ActionFactory)
    organisation = factory.SubFactory(OrganisationFactory)


class CommitmentFactory(DjangoModelFactory):
    """A signed promise; `actions=[...]` ties it to actions."""

    class Meta:
        model = models.Commitment
        skip_postgeneration_save = True

    contract = factory.SubFactory(ContractFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    title = factory.Sequence(lambda n: Texts({"it": f"Impegno {n}", "en": f"Commitment {n}"}))
    statement = factory.LazyAttribute(lambda commitment: commitment.title)
    reduction_tco2e = Decimal(100)
    state = CommitmentState.SIGNED

    @factory.post_generation
    def actions(self, create, extracted, **kwargs):
        """Tie the promise to actions."""
        if create and extracted:
            self.actions.set(extracted)


class CommitmentReportFactory(DjangoModelFactory):
    """A report that waits for the city."""

    class Meta:
        model = models.CommitmentReport

    commitment = factory.SubFactory(CommitmentFactory)
    action = factory.SubFactory(ActionFactory, contract=factory.SelfAttribute("..commitment.contract"))
    reported_on = factory.LazyFunction(timezone.localdate)
    share_done = Decimal("0.5")
    text = "Half of the roofs are insulated."
