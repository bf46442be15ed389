"""Actions of contracts, as their promoters state them."""

from collections.abc import Mapping
from functools import cache, lru_cache

from django.db.models import Case, F, Q, QuerySet, When
from django.utils.translation import gettext_lazy as _

from contracts.enums import (
    ActionHealth,
    ActionState,
    Flow,
    Lever,
    Materiality,
    Maturity,
    PromoterType,
    Quantification,
    Sector,
    Typology,
    Visibility,
)
from contracts.models import Action
from contracts.visibility import FieldMask, keys_that_hide
from exchange.api import fields
from exchange.api.fields import TONNES_A_YEAR
from exchange.api.filters import by_decimal, by_id, by_word, by_words, by_year
from exchange.api.resources import Embed, Guard, Resource
from exchange.api.shared_fields import bookkeeping, source

MEGAWATT_HOURS_A_YEAR = "MW.h/a"


def join_told(rows: QuerySet) -> QuerySet:
    """Figures to sort and filter by, unknown where somebody may not read them: an order tells a figure, too."""
    return rows.annotate(told_cost=_told("cost_eur"), told_reduction=_told("reduction_tco2e"))


def _told(name: str) -> Case:
    own, of_contract = keys_that_hide(name)
    hidden = Q(field_visibility__has_any_keys=own) | Q(contract__field_visibility__has_any_keys=of_contract)
    return Case(When(~hidden, then=F(name)))


def hide_fields(is_own: bool, rules: Mapping[str, str], own: Mapping[str, str]) -> frozenset[str]:  # noqa: FBT001 - a guard
    """The fields that readers outside the team may not see of an action, by its contract's rules and its own."""
    return frozenset() if is_own else _hidden(frozenset(rules.items()), frozenset(own.items()))


@lru_cache(maxsize=1024)
def _hidden(rules: frozenset[tuple[str, str]], own: frozenset[tuple[str, str]]) -> frozenset[str]:
    mask, levels = FieldMask(Visibility.PUBLIC.value, dict(rules)), dict(own)
    return frozenset(name for name, column in _columns().items() if mask.hides(column, levels))


@cache
def _columns() -> Mapping[str, str]:
    """The column of each field, as the visibility of fields calls it."""
    return {one.name: one.columns[0] for one in ACTIONS.public}


ACTIONS = Resource(
    name="actions",
    noun="Action",
    scope="actions",
    title=_("actions"),
    description=_(
        "Actions of the portfolio. Reductions are those of each action alone and are not to be added up."
    ),
    model=Action,
    city="contract__city_id",
    prepare=join_told,
    guard=Guard(("contract__field_visibility", "field_visibility"), hide_fields),
    public=(
        fields.identifier("id", _("Identifier of the action, the same in every portal."), column="pk"),
        fields.text("code", _("Code as the city writes it."), example="MOB-04", required=True),
        fields.words("title", _("Title."), example="Autobus elettrici"),
        fields.words("description", _("Description."), example="Tutta la flotta diventa elettrica."),
        fields.reference("contract", _("The contract."), "contracts", column="contract_id"),
        fields.reference("city", _("The city."), "cities", column="contract__city_id"),
        fields.choice("sector", _("Sector."), Sector),
        fields.choices("other_sectors", _("Further sectors."), Sector),
        fields.choice("typology", _("Kind of action, as the contract prints it."), Typology),
        fields.choice("maturity", _("How far it is from being real."), Maturity),
        fields.choice("materiality", _("Whether it changes things or conditions."), Materiality),
        fields.choices("levers", _("Levers that it pulls."), Lever),
        fields.choice("flow", _("Whether it cuts a source or fills a sink."), Flow),
        fields.choice("quantification", _("What is known of its effect."), Quantification),
        fields.reference(
            "included_in", _("The action in which it is counted."), "actions", column="included_in_id"
        ),
        fields.quantity(
            "reduction",
            _("Reduction a year at full effect, of this action alone, as its promoter states it."),
            TONNES_A_YEAR,
            column="reduction_tco2e",
            example="4200.5",
        ),
        fields.text(
            "reduction_as_printed",
            _("Reduction in the words of the contract."),
            column="reduction_note",
            example="4,2 kt",
        ),
        fields.answer("in_existing_plan", _("Whether it is in a plan from before the contract.")),
        fields.year("start_year", _("Year it begins."), example=2022),
        fields.year("end_year", _("Year it ends."), example=2030),
        fields.money("cost", _("Cost."), column="cost_eur", example="1500000.00"),
        fields.text(
            "cost_as_printed", _("Cost in the words of the contract."), column="cost_note", example="1,5 mln"
        ),
        fields.money(
            "funding_secured", _("Funding secured."), column="funding_secured_eur", example="500000.00"
        ),
        fields.quantity(
            "renewable_energy",
            _("Renewable energy generated a year."),
            MEGAWATT_HOURS_A_YEAR,
            column="renewable_mwh",
            example="1200",
        ),
        fields.text("promoter", _("Who carries it."), example="ATM"),
        fields.choice("promoter_type", _("Kind of promoter."), PromoterType),
        fields.choice("state", _("Where it stands."), ActionState),
        fields.choice("health", _("Whether it keeps its own time."), ActionHealth),
        *source(),
        *bookkeeping(),
    ),
    internal=(
        fields.text("contact_email", _("Address of who reports on it."), example="mobilita@milano.example"),
        fields.text("note", _("Note of the team."), example="Da confermare"),
        fields.instant(
            "archived_at", _("When it was taken out of the portfolio."), example="2026-11-22T09:00:00+00:00"
        ),
    ),
    filters={
        "city": by_id("contract__city_id", _("Identifier of the city."), example=fields.SAMPLE_ID),
        "contract": by_id("contract_id", _("Identifier of the contract."), example=fields.SAMPLE_ID),
        "molecule": by_id(
            "molecules", _("Identifier of a molecule in which it happens."), example=fields.SAMPLE_ID
        ),
        "sector": by_word("sector", _("Sector."), Sector),
        "typology": by_word("typology", _("Kind of action."), Typology),
        "maturity": by_word("maturity", _("How far it is from being real."), Maturity),
        "state": by_word("state", _("Where it stands."), ActionState),
        "state__in": by_words("state", _("Where it stands, several with commas between them."), ActionState),
        "year": by_year("end_year", _("Year it ends.")),
        "reduction__gte": by_decimal(
            "told_reduction", _("Reduction of at least so many tonnes a year."), "gte"
        ),
        "cost__gte": by_decimal("told_cost", _("Cost of at least so many euros, where it is public."), "gte"),
        "cost__lte": by_decimal("told_cost", _("Cost of at most so many euros, where it is public."), "lte"),
    },
    sorts={
        "code": "code_key",
        "reduction": "told_reduction",
        "cost": "told_cost",
        "updated_at": "changed_at",
    },
    default_sort="code",
    searched=("code", "title__it", "title__en", "promoter"),
    embeds={
        "city": Embed("cities", _("The city."), column="contract__city_id"),
        "contract": Embed("contracts", _("The contract."), column="contract_id"),
        "milestones": Embed("milestones", _("Its milestones."), path="action"),
        "molecules": Embed("molecules", _("The molecules in which it happens."), path="actions"),
    },
)
