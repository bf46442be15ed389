"""Organisations, their parts in actions and their promises."""

from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from core.fields import Texts
from stakeholders import models
from stakeholders.enums import CommitmentState, OrganisationRole
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
