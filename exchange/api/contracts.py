"""Climate City Contracts, each with its current version."""

from django.db.models import F, FilteredRelation, Q, QuerySet
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import gettext_lazy as _

from contracts.enums import VersionState
from contracts.models import Contract
from exchange.api import fields
from exchange.api.fields import TONNES
from exchange.api.filters import by_id, by_word, by_words, by_year
from exchange.api.resources import Embed, Resource
from exchange.api.shared_fields import bookkeeping


def join_current(rows: QuerySet) -> QuerySet:
    """Join the current version; a contract changes when it, or that version, changes."""
    changed = Greatest(F("changed_at"), Coalesce("current__changed_at", "changed_at"))
    current = FilteredRelation("versions", condition=Q(versions__is_current=True))
    return rows.annotate(current=current).annotate(updated_at=changed)


CONTRACTS = Resource(
    name="contracts",
    noun="Contract",
    scope="contracts",
    title=_("contracts"),
    description=_("Climate City Contracts with the aims of their current version."),
    model=Contract,
    city="city_id",
    prepare=join_current,
    changed_column="updated_at",
    public=(
        fields.identifier("id", _("Identifier of the contract, the same in every portal."), column="pk"),
        fields.words("title", _("Title."), example="Contratto climatico della città di Milano"),
        fields.reference("city", _("The city."), "cities", column="city_id"),
        fields.integer("version", _("Number of the current version."), column="current__number", example=1),
        fields.choice("state", _("Where the current version stands."), VersionState, column="current__state"),
        fields.words("vision", _("Vision."), column="current__vision", example="Milano a zero emissioni"),
        fields.year("baseline_year", _("Baseline year."), column="current__baseline_year", example=2021),
        fields.year("target_year", _("Target year."), column="current__target_year", example=2030),
        fields.quantity(
            "baseline",
            _("Emissions of the baseline year."),
            TONNES,
            column="current__baseline_tco2e",
            example="4567402",
        ),
        fields.quantity(
            "target_reduction",
            _("Reduction to be reached by the target year."),
            TONNES,
            column="current__target_reduction_tco2e",
            example="3654402",
        ),
        fields.share(
            "target_reduction_share",
            _("The same as a share of the baseline."),
            column="current__target_reduction_share",
            example="0.8",
        ),
        fields.quantity(
            "residual",
            _("Emissions that remain."),
            TONNES,
            column="current__residual_tco2e",
            example="913000",
        ),
        fields.money(
            "investment", _("Total investment."), column="current__investment_eur", example="9000000000.00"
        ),
        fields.day(
            "label_on",
            _("Day the Mission Label was awarded."),
            column="current__label_on",
            example="2024-10-08",
        ),
        fields.instant(
            "submitted_at",
            _("When it was submitted."),
            column="current__submitted_at",
            example="2024-03-01T09:00:00+00:00",
        ),
        *bookkeeping("updated_at"),
    ),
    internal=(
        fields.share(
            "discount_rate", _("Discount rate a year, as a share."), column="discount_share", example="0.03"
        ),
        fields.money(
            "carbon_price", _("Carbon price of a tonne."), column="carbon_price_eur", example="100.00"
        ),
        fields.instant("checked_at", _("When it was last checked."), example="2026-11-22T09:00:00+00:00"),
    ),
    filters={
        "city": by_id("city_id", _("Identifier of the city."), example=fields.SAMPLE_ID),
        "state": by_word("current__state", _("Where the current version stands."), VersionState),
        "state__in": by_words(
            "current__state", _("The same, several with commas between them."), VersionState
        ),
        "target_year": by_year("current__target_year", _("Target year.")),
    },
    sorts={"city": "city__slug", "updated_at": "updated_at"},
    default_sort="city",
    searched=("city__slug", "title__it", "title__en"),
    embeds={"city": Embed("cities", _("The city."), column="city_id")},
)
