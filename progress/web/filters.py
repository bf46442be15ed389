"""Filters of the public lists: GET forms whose address can be shared."""

from typing import Any

import django_filters as filters
from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from contracts.enums import ActionState, Maturity, PartyRole, PromoterType, Quantification, Sector
from contracts.models import Action, ContractParty
from molecules.models import Molecule
from progress.enums import Rung
from progress.selectors.ledger import LedgerView
from stakeholders.enums import Cluster, CommitmentState
from stakeholders.models import Commitment

EVERYTHING = _("all")
NOT_STATED = "none"


def stated(choices: list[tuple[str, Any]]) -> list[tuple[str, Any]]:
    """Choices of an address, where the empty value is taken by "all"."""
    return [(value or NOT_STATED, label) for value, label in choices]


class WordFilter(filters.ChoiceFilter):
    """One word of a fixed set; `none` finds the rows where it is not stated."""

    def filter(self, qs: QuerySet, value: str) -> QuerySet:
        """Filter by the stored word."""
        if value == NOT_STATED:
            return qs.filter(**{self.field_name: ""})
        return super().filter(qs, value)


class ActionFilter(filters.FilterSet):
    """Filters of the actions of one contract; give `molecules` as choices, and the `ledger` that knows the rungs."""

    q = filters.CharFilter(
        method="search", label=_("Words in title, code or promoter"), max_length=100, widget=forms.TextInput()
    )
    sector = WordFilter(choices=Sector.choices, empty_label=EVERYTHING, label=_("Sector"))
    maturity = WordFilter(choices=Maturity.choices, empty_label=EVERYTHING, label=_("Maturity"))
    quantification = WordFilter(
        choices=Quantification.choices, empty_label=EVERYTHING, label=_("Quantification")
    )
    state = WordFilter(choices=stated(ActionState.choices), empty_label=EVERYTHING, label=_("State"))
    rung = filters.ChoiceFilter(
        method="stand_on", choices=Rung.choices, empty_label=EVERYTHING, label=_("What stands behind it")
    )
    promoter_type = WordFilter(
        choices=stated(PromoterType.choices), empty_label=EVERYTHING, label=_("Kind of promoter")
    )
    molecule = filters.ChoiceFilter(field_name="molecules__code", empty_label=EVERYTHING, label=_("Molecule"))

    class Meta:
        model = Action
        fields: list[str] = []

    def __init__(
        self, *args: Any, molecules: list[tuple[str, str]], ledger: LedgerView | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.ledger = ledger
        if ledger is None:
            del self.filters["rung"]
        if molecules:
            self.filters["molecule"].extra["choices"] = molecules
        else:
            del self.filters["molecule"]

    def stand_on(self, rows: QuerySet[Action], name: str, value: str) -> QuerySet[Action]:
        """Find the actions that stand on a rung of the ledger."""
        return rows.filter(pk__in=self.ledger.with_rung(value)) if self.ledger else rows

    def search(self, rows: QuerySet[Action], name: str, value: str) -> QuerySet[Action]:
        """Find every word in the title (either language), the code or the promoter."""
        for word in value.split():
            rows = rows.filter(
                Q(title__it__icontains=word)
                | Q(title__en__icontains=word)
                | Q(code__icontains=word)
                | Q(promoter__icontains=word)
            )
        return rows


class PartyFilter(filters.FilterSet):
    """Filters of the parties of one contract."""

    q = filters.CharFilter(
        field_name="organisation_name", lookup_expr="icontains", label=_("Words in the name")
    )
    role = WordFilter(choices=PartyRole.choices, empty_label=EVERYTHING, label=_("Role"))
    cluster = WordFilter(
        field_name="organisations__cluster",
        choices=stated(Cluster.choices),
        empty_label=EVERYTHING,
        label=_("Cluster"),
    )
    sector = filters.ChoiceFilter(
        method="promise_in", choices=Sector.choices, empty_label=EVERYTHING, label=_("Sector of the promise")
    )
    state = filters.ChoiceFilter(
        method="promise_stands",
        choices=[(state.value, state.label) for state in CommitmentState.public()],
        empty_label=EVERYTHING,
        label=_("State of the promise"),
    )

    def promise_in(self, rows: QuerySet[ContractParty], name: str, value: str) -> QuerySet[ContractParty]:
        """Find the parties that signed a promise about an action of a sector."""
        return self._with_promise(rows, actions__sector=value, actions__archived_at=None)

    def promise_stands(self, rows: QuerySet[ContractParty], name: str, value: str) -> QuerySet[ContractParty]:
        """Find the parties with a promise in a state."""
        return self._with_promise(rows, state=value)

    @staticmethod
    def _with_promise(rows: QuerySet[ContractParty], **about: Any) -> QuerySet[ContractParty]:
        signed = Commitment.objects.filter(
            state__in=CommitmentState.public(), is_named=True, contract=OuterRef("contract"), **about
        )
        return rows.filter(Exists(signed.filter(organisation__listings=OuterRef("pk"))))

    class Meta:
        model = ContractParty
        fields: list[str] = []


def molecule_choices(city_id: Any) -> list[tuple[str, str]]:
    """The molecules of a city as choices, in one query."""
    molecules = Molecule.objects.published().filter(city=city_id).only("code", "names")
    return sorted(((row.code, str(row)) for row in molecules), key=lambda choice: choice[1])
