"""Molecules: circumscribed urban nuclei where the transition starts."""

from django.utils.translation import gettext_lazy as _

from exchange.api import fields
from exchange.api.fields import TONNES_A_YEAR
from exchange.api.filters import by_flag, by_id, by_word, by_words
from exchange.api.resources import Embed, Resource
from exchange.api.shared_fields import bookkeeping, source
from molecules.enums import MoleculeKind, MoleculeState
from molecules.models import Molecule

MOLECULES = Resource(
    name="molecules",
    noun="Molecule",
    scope="molecules",
    title=_("molecules"),
    description=_("Urban nuclei whose packages of measures pull the rest of the city."),
    model=Molecule,
    city="city_id",
    public=(
        fields.identifier("id", _("Identifier of the molecule, the same in every portal."), column="pk"),
        fields.text("code", _("Code as the city writes it."), example="mol-01", required=True),
        fields.words("name", _("Name."), column="names", example="Bovisa"),
        fields.reference("city", _("The city."), "cities", column="city_id"),
        fields.choice("kind", _("Kind of nucleus."), MoleculeKind),
        fields.choice("state", _("How far it has come."), MoleculeState),
        fields.day("started_on", _("Day it started."), example="2025-01-01"),
        fields.geometry(
            "polygon", _("Outline as GeoJSON geometry, WGS 84; `has_official_polygon` says whose it is.")
        ),
        fields.flag(
            "has_official_polygon", _("Whether the city drew the outline; otherwise it is illustrative.")
        ),
        fields.text("basis", _("What the outline rests on."), example="official_eoi_area"),
        fields.quantity("area", _("Area."), "km2", column="area_km2", example="1.25"),
        fields.integer("residents", _("Residents."), example=22_657),
        fields.integer("dwellings", _("Dwellings."), example=11_000),
        fields.quantity("floor_area", _("Floor area."), "m2", column="floor_area_m2", example="950000"),
        fields.integer("jobs", _("Posts of work."), example=8_000),
        fields.quantity(
            "illustrative_baseline",
            _("Emissions to begin with; illustrative, see `illustrative_method`."),
            TONNES_A_YEAR,
            column="illustrative_baseline_tco2e",
            example="76417",
        ),
        fields.quantity(
            "illustrative_target",
            _("Emissions aimed at; illustrative, see `illustrative_method`."),
            TONNES_A_YEAR,
            column="illustrative_target_tco2e",
            example="15283",
        ),
        fields.text(
            "illustrative_method", _("How the illustrative figures were made."), example="By residents"
        ),
        fields.instant("published_at", _("When it was published."), example="2026-11-01T09:00:00+00:00"),
        *source(),
        *bookkeeping(),
    ),
    internal=(
        fields.reference("parent", _("The molecule of which it is part."), "molecules", column="parent_id"),
        fields.reference(
            "replicated_from", _("The molecule that it repeats."), "molecules", column="replicated_from_id"
        ),
        fields.text("note", _("Note of the team."), example="Da confermare"),
    ),
    filters={
        "city": by_id("city_id", _("Identifier of the city."), example=fields.SAMPLE_ID),
        "kind": by_word("kind", _("Kind of nucleus."), MoleculeKind),
        "state": by_word("state", _("How far it has come."), MoleculeState),
        "state__in": by_words(
            "state", _("How far it has come, several with commas between them."), MoleculeState
        ),
        "has_official_polygon": by_flag(
            _("Whether the city drew the outline."), column="has_official_polygon"
        ),
    },
    sorts={"code": "code", "published_at": "published_at", "updated_at": "changed_at"},
    default_sort="code",
    searched=("code", "names__it", "names__en"),
    embeds={
        "city": Embed("cities", _("The city."), column="city_id"),
        "actions": Embed("actions", _("The actions that happen in it."), path="molecules"),
    },
)
