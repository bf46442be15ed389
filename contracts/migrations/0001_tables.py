"""The tables of this room, in one step: it stands for all that came before it."""

import core.fields
import django.db.models.deletion
import uuid_utils.compat
from django.conf import settings
from django.db import migrations, models

from core.append_only import AppendOnly


class Migration(migrations.Migration):
    initial = True
    replaces = [
        ("contracts", "0001_initial"),
        ("contracts", "0002_ties_between_rows"),
        ("contracts", "0003_what_tonnes_rest_on"),
        ("contracts", "0004_officers_workspace"),
        ("contracts", "0005_section_text_revisions"),
        ("contracts", "0006_finding_explanation"),
        ("contracts", "0007_frozen_parts_only_grow"),
        ("contracts", "0008_signers_named_from"),
    ]

    dependencies = [
        ("core", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="City",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1, editable=False, verbose_name="revision")),
                (
                    "source_language",
                    models.CharField(
                        choices=[("it", "Italian"), ("en", "English")],
                        default="it",
                        max_length=5,
                        verbose_name="source language",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
                ("source", models.TextField(blank=True, verbose_name="source")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                ("is_illustrative", models.BooleanField(default=False, verbose_name="illustrative")),
                ("slug", models.SlugField(unique=True, verbose_name="short name in addresses")),
                (
                    "names",
                    core.fields.TextsField(blank=True, default=core.fields.Texts, verbose_name="names"),
                ),
                ("country_code", models.CharField(max_length=2, verbose_name="country")),
                (
                    "identifiers",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="List of {scheme, value}",
                        verbose_name="identifiers",
                    ),
                ),
                (
                    "mission_group",
                    models.CharField(
                        choices=[
                            ("eu100", "Mission city of the EU"),
                            ("associated", "Mission city of an associated country"),
                            ("training", "Fictitious training city"),
                        ],
                        max_length=12,
                        verbose_name="Mission group",
                    ),
                ),
                ("longitude", models.FloatField(blank=True, null=True, verbose_name="longitude")),
                ("latitude", models.FloatField(blank=True, null=True, verbose_name="latitude")),
                (
                    "area_km2",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=10, null=True, verbose_name="area, km²"
                    ),
                ),
                ("boundary", models.JSONField(blank=True, null=True, verbose_name="boundary (GeoJSON)")),
                (
                    "label_date",
                    models.DateField(blank=True, null=True, verbose_name="Mission Label announced"),
                ),
                ("is_training", models.BooleanField(default=False, verbose_name="fictitious training city")),
                (
                    "signers_named_from",
                    models.DateTimeField(
                        blank=True,
                        help_text="Empty: nobody is named. Whoever signed earlier was told so and stays unnamed.",
                        null=True,
                        verbose_name="persons who sign are named in public from",
                    ),
                ),
            ],
            options={
                "verbose_name": "city",
                "verbose_name_plural": "cities",
                "ordering": ["slug"],
            },
        ),
        migrations.CreateModel(
            name="Contract",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1, editable=False, verbose_name="revision")),
                (
                    "source_language",
                    models.CharField(
                        choices=[("it", "Italian"), ("en", "English")],
                        default="it",
                        max_length=5,
                        verbose_name="source language",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
                (
                    "title",
                    core.fields.TextsField(blank=True, default=core.fields.Texts, verbose_name="title"),
                ),
                (
                    "carbon_price_eur",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=16,
                        null=True,
                        verbose_name="carbon price, EUR a tonne",
                    ),
                ),
                (
                    "discount_share",
                    models.DecimalField(
                        blank=True,
                        decimal_places=6,
                        max_digits=9,
                        null=True,
                        verbose_name="discount rate, share a year",
                    ),
                ),
                (
                    "budget_tco2e",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        max_digits=16,
                        null=True,
                        verbose_name="emissions budget from the year after the baseline, t CO2e",
                    ),
                ),
                (
                    "assumptions_note",
                    core.fields.TextsField(
                        blank=True,
                        default=core.fields.Texts,
                        verbose_name="where these assumptions come from",
                    ),
                ),
                (
                    "cost_basis",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("total", "total cost"),
                            ("incremental", "cost on top of business as usual"),
                            ("", "not stated"),
                        ],
                        max_length=11,
                        verbose_name="what costs count",
                    ),
                ),
                (
                    "price_basis",
                    models.CharField(
                        blank=True,
                        choices=[("cash", "cash"), ("NPV", "net present value"), ("", "not stated")],
                        max_length=4,
                        verbose_name="prices are",
                    ),
                ),
                (
                    "price_year",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="prices of"),
                ),
                (
                    "field_visibility",
                    models.JSONField(
                        blank=True,
                        default=dict,
                        help_text="Visibility by field, for example action.cost_eur: internal.",
                        verbose_name="fields that are not public",
                    ),
                ),
                (
                    "checked_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="last checked"),
                ),
                (
                    "city",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contract",
                        to="contracts.city",
                    ),
                ),
            ],
            options={
                "verbose_name": "contract",
                "verbose_name_plural": "contracts",
                "ordering": ["city__slug"],
            },
        ),
        migrations.CreateModel(
            name="Action",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1, editable=False, verbose_name="revision")),
                (
                    "source_language",
                    models.CharField(
                        choices=[("it", "Italian"), ("en", "English")],
                        default="it",
                        max_length=5,
                        verbose_name="source language",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
                ("source", models.TextField(blank=True, verbose_name="source")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                ("is_illustrative", models.BooleanField(default=False, verbose_name="illustrative")),
                ("code", models.CharField(max_length=40, verbose_name="code")),
                ("code_key", models.CharField(editable=False, max_length=40)),
                (
                    "title",
                    core.fields.TextsField(blank=True, default=core.fields.Texts, verbose_name="title"),
                ),
                (
                    "description",
                    core.fields.TextsField(blank=True, default=core.fields.Texts, verbose_name="description"),
                ),
                (
                    "sector",
                    models.CharField(
                        choices=[
                            ("buildings", "Buildings"),
                            ("transport", "Transport"),
                            ("waste", "Waste"),
                            ("ippu", "Industrial processes"),
                            ("afolu", "Agriculture, forestry and land use"),
                            ("energy_systems", "Energy systems"),
                            ("cross_cutting", "Cross-cutting"),
                            ("behavioural", "Behavioural change"),
                        ],
                        max_length=20,
                        verbose_name="sector",
                    ),
                ),
                ("other_sectors", models.JSONField(blank=True, default=list, verbose_name="other sectors")),
                ("subcategory", models.CharField(blank=True, max_length=120, verbose_name="sub-category")),
                (
                    "typology",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("MOL", "Urban regeneration molecule"),
                            ("NET", "Network or infrastructure"),
                            ("PRJ", "Project"),
                            ("ENB", "Enabling action"),
                            ("STR", "Strategy, not yet an action"),
                            ("MACRO", "Macro-action"),
                            ("MACRO-COMP", "Component of a macro-action"),
                            ("LEVER", "Lever"),
                            ("", "not stated"),
                        ],
                        max_length=12,
                        verbose_name="typology",
                    ),
                ),
                (
                    "maturity",
                    models.CharField(
                        choices=[
                            ("project", "Projects"),
                            ("strategy", "Strategies without a project yet"),
                            ("enabling", "Enabling actions"),
                            ("not_stated", "Maturity not stated"),
                        ],
                        default="not_stated",
                        max_length=12,
                        verbose_name="maturity",
                    ),
                ),
                (
                    "materiality",
                    models.CharField(
                        choices=[("material", "material"), ("immaterial", "immaterial")],
                        default="material",
                        max_length=10,
                        verbose_name="material or immaterial",
                    ),
                ),
                ("levers", models.JSONField(blank=True, default=list, verbose_name="levers")),
                (
                    "flow",
                    models.CharField(
                        choices=[("source", "source"), ("sink", "sink")],
                        default="source",
                        max_length=6,
                        verbose_name="source or sink",
                    ),
                ),
                (
                    "quantification",
                    models.CharField(
                        choices=[
                            ("quantified", "quantified"),
                            ("not_estimated", "not estimated"),
                            ("not_quantifiable", "no direct effect on emissions"),
                            ("included_in", "included in another action"),
                            ("confidential", "confidential"),
                        ],
                        default="not_estimated",
                        max_length=16,
                        verbose_name="quantification",
                    ),
                ),
                (
                    "reduction_tco2e",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        max_digits=16,
                        null=True,
                        verbose_name="reduction, t CO2e a year",
                    ),
                ),
                (
                    "reduction_note",
                    models.CharField(blank=True, max_length=200, verbose_name="reduction, as printed"),
                ),
                (
                    "source_group",
                    models.CharField(
                        blank=True,
                        help_text="Actions that name the same source cut the same emissions; their tonnes are not simply added.",
                        max_length=60,
                        verbose_name="shared source",
                    ),
                ),
                (
                    "cut_share",
                    models.DecimalField(
                        blank=True,
                        decimal_places=6,
                        max_digits=9,
                        null=True,
                        verbose_name="cut of the shared source, share",
                    ),
                ),
                (
                    "in_existing_plan",
                    models.BooleanField(blank=True, null=True, verbose_name="already in an existing plan"),
                ),
                (
                    "start_year",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="start year"),
                ),
                (
                    "end_year",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="end year"),
                ),
                (
                    "timeline_note",
                    models.CharField(blank=True, max_length=200, verbose_name="timeline, as printed"),
                ),
                (
                    "cost_eur",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=16, null=True, verbose_name="cost, EUR"
                    ),
                ),
                ("cost_note", models.CharField(blank=True, max_length=300, verbose_name="cost, as printed")),
                (
                    "funding_secured_eur",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=16,
                        null=True,
                        verbose_name="funding secured, EUR",
                    ),
                ),
                (
                    "running_cost_eur",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=16,
                        null=True,
                        verbose_name="running cost, EUR a year",
                    ),
                ),
                (
                    "saving_eur",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=16,
                        null=True,
                        verbose_name="saving, EUR a year",
                    ),
                ),
                (
                    "lifetime_years",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="lifetime, years"),
                ),
                (
                    "funding_requested_eur",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=16,
                        null=True,
                        verbose_name="funding requested, EUR",
                    ),
                ),
                (
                    "field_of_action",
                    models.CharField(blank=True, max_length=40, verbose_name="field of action"),
                ),
                (
                    "outcome",
                    core.fields.TextsField(
                        blank=True, default=core.fields.Texts, verbose_name="outcome of the pathway"
                    ),
                ),
                (
                    "scale",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("building", "building"),
                            ("district", "district"),
                            ("network", "network"),
                            ("city", "whole city"),
                            ("", "not stated"),
                        ],
                        max_length=8,
                        verbose_name="scale",
                    ),
                ),
                (
                    "addressed",
                    models.CharField(blank=True, max_length=300, verbose_name="addressed entities"),
                ),
                (
                    "responsible",
                    models.CharField(blank=True, max_length=300, verbose_name="responsible body"),
                ),
                ("stakeholders_note", models.TextField(blank=True, verbose_name="involved stakeholders")),
                (
                    "comments",
                    core.fields.TextsField(
                        blank=True, default=core.fields.Texts, verbose_name="resources, timelines, milestones"
                    ),
                ),
                (
                    "renewable_mwh",
                    models.DecimalField(
                        blank=True,
                        decimal_places=6,
                        max_digits=20,
                        null=True,
                        verbose_name="renewable energy generated, MWh a year",
                    ),
                ),
                (
                    "removed_energy_mwh",
                    models.DecimalField(
                        blank=True,
                        decimal_places=6,
                        max_digits=20,
                        null=True,
                        verbose_name="energy removed or replaced, MWh a year",
                    ),
                ),
                (
                    "removed_energy_note",
                    models.CharField(blank=True, max_length=200, verbose_name="fuel removed or replaced"),
                ),
                (
                    "compensated_tco2e",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        max_digits=16,
                        null=True,
                        verbose_name="emissions compensated, t CO2e a year",
                    ),
                ),
                (
                    "contact_email",
                    models.EmailField(
                        blank=True, max_length=254, verbose_name="e-mail of whoever reports on it"
                    ),
                ),
                (
                    "field_visibility",
                    models.JSONField(blank=True, default=dict, verbose_name="fields that are not public"),
                ),
                ("promoter", models.CharField(blank=True, max_length=300, verbose_name="promoter")),
                (
                    "promoter_type",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("municipality", "municipality"),
                            ("stakeholder", "stakeholder"),
                            ("", "not stated"),
                        ],
                        max_length=14,
                        verbose_name="kind of promoter",
                    ),
                ),
                (
                    "location_note",
                    models.CharField(blank=True, max_length=300, verbose_name="place, as printed"),
                ),
                (
                    "state",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("idea", "idea"),
                            ("proposed", "proposed"),
                            ("accepted", "accepted"),
                            ("planned", "planned"),
                            ("in_progress", "in progress"),
                            ("completed", "completed"),
                            ("on_hold", "on hold"),
                            ("cancelled", "cancelled"),
                            ("", "not stated"),
                        ],
                        max_length=12,
                        verbose_name="state",
                    ),
                ),
                (
                    "health",
                    models.CharField(
                        choices=[("on_time", "on time"), ("late", "late"), ("unknown", "not known")],
                        default="unknown",
                        max_length=8,
                        verbose_name="keeps its time",
                    ),
                ),
                (
                    "archived_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="archived"),
                ),
                (
                    "included_in",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="includes",
                        to="contracts.action",
                        verbose_name="included in",
                    ),
                ),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="actions",
                        to="contracts.contract",
                    ),
                ),
            ],
            options={
                "verbose_name": "action",
                "verbose_name_plural": "actions",
                "ordering": ["contract", "code_key"],
            },
        ),
        migrations.CreateModel(
            name="ContractParty",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("source", models.TextField(blank=True, verbose_name="source")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                ("is_illustrative", models.BooleanField(default=False, verbose_name="illustrative")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                ("organisation_name", models.CharField(max_length=300, verbose_name="organisation")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("promoter", "promoter"),
                            ("signatory", "signatory"),
                            ("main partner", "main partner"),
                            ("supporter", "supporter"),
                        ],
                        max_length=14,
                        verbose_name="role",
                    ),
                ),
                (
                    "category",
                    models.CharField(blank=True, max_length=200, verbose_name="category, as printed"),
                ),
                ("level", models.CharField(blank=True, max_length=80, verbose_name="level")),
                ("legal_form", models.CharField(blank=True, max_length=200, verbose_name="legal form")),
                (
                    "scope_of_action",
                    models.CharField(blank=True, max_length=500, verbose_name="scope of action"),
                ),
                (
                    "persons",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="List of {name, position}",
                        verbose_name="people who sign",
                    ),
                ),
                (
                    "contact_email",
                    models.EmailField(
                        blank=True, max_length=254, verbose_name="e-mail of whoever reports for it"
                    ),
                ),
                (
                    "printed_state",
                    models.CharField(blank=True, max_length=120, verbose_name="state, as printed"),
                ),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parties",
                        to="contracts.contract",
                    ),
                ),
            ],
            options={
                "verbose_name": "party of the contract",
                "verbose_name_plural": "parties of the contract",
                "ordering": ["contract", "position"],
                "constraints": [
                    models.UniqueConstraint(fields=("contract", "position"), name="party_once_per_position")
                ],
            },
        ),
        migrations.CreateModel(
            name="ContractVersion",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1, editable=False, verbose_name="revision")),
                (
                    "source_language",
                    models.CharField(
                        choices=[("it", "Italian"), ("en", "English")],
                        default="it",
                        max_length=5,
                        verbose_name="source language",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
                ("source", models.TextField(blank=True, verbose_name="source")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                ("is_illustrative", models.BooleanField(default=False, verbose_name="illustrative")),
                ("number", models.PositiveSmallIntegerField(verbose_name="version")),
                ("is_current", models.BooleanField(default=False, verbose_name="current version")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("co_creation", "in co-creation"),
                            ("internal_review", "in internal review"),
                            ("council_approval", "before the council"),
                            ("open_for_signature", "open for signature"),
                            ("signed", "signed"),
                            ("submitted", "submitted"),
                            ("pre_validation", "in pre-validation"),
                            ("returned_minor", "returned for minor edits"),
                            ("deferred", "deferred to the next window"),
                            ("under_review", "under review"),
                            ("revision_requested", "revision requested"),
                            ("labelled", "awarded the Mission Label"),
                            ("in_implementation", "in implementation"),
                            ("in_revision", "in revision"),
                            ("superseded", "superseded"),
                            ("withdrawn", "withdrawn"),
                            ("archived", "archived"),
                        ],
                        default="draft",
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                ("edition", models.CharField(blank=True, max_length=80, verbose_name="edition")),
                (
                    "part_visibility",
                    models.JSONField(
                        blank=True,
                        default=dict,
                        help_text="Visibility by document, for example investment_plan: internal.",
                        verbose_name="visibility of the documents",
                    ),
                ),
                (
                    "council_decision",
                    models.CharField(blank=True, max_length=80, verbose_name="council decision, number"),
                ),
                (
                    "council_decided_on",
                    models.DateField(blank=True, null=True, verbose_name="council decision, date"),
                ),
                ("submitted_at", models.DateTimeField(blank=True, null=True, verbose_name="submitted")),
                ("label_on", models.DateField(blank=True, null=True, verbose_name="Mission Label awarded")),
                (
                    "frozen_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="frozen"),
                ),
                (
                    "gap_reference",
                    models.CharField(
                        choices=[
                            ("baseline_year", "the baseline year"),
                            ("bau_2030", "business as usual in 2030"),
                        ],
                        default="baseline_year",
                        max_length=13,
                        verbose_name="the gap is measured against",
                    ),
                ),
                (
                    "geographic_boundary",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("same", "same as the administrative boundary"),
                            ("smaller", "smaller than the administrative boundary"),
                            ("larger", "larger than the administrative boundary"),
                            ("", "not stated"),
                        ],
                        max_length=7,
                        verbose_name="geographic boundary",
                    ),
                ),
                (
                    "document_date_note",
                    models.CharField(blank=True, max_length=200, verbose_name="date of the document"),
                ),
                (
                    "vision",
                    core.fields.TextsField(blank=True, default=core.fields.Texts, verbose_name="vision"),
                ),
                (
                    "baseline_year",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="baseline year"),
                ),
                (
                    "baseline_tco2e",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        max_digits=16,
                        null=True,
                        verbose_name="baseline, t CO2e",
                    ),
                ),
                ("target_year", models.PositiveSmallIntegerField(default=2030, verbose_name="target year")),
                (
                    "target_reduction_tco2e",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        max_digits=16,
                        null=True,
                        verbose_name="target reduction, t CO2e",
                    ),
                ),
                (
                    "target_reduction_share",
                    models.DecimalField(
                        blank=True,
                        decimal_places=6,
                        max_digits=9,
                        null=True,
                        verbose_name="target reduction, share of the baseline",
                    ),
                ),
                (
                    "residual_tco2e",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        max_digits=16,
                        null=True,
                        verbose_name="residual emissions, t CO2e",
                    ),
                ),
                (
                    "residual_share",
                    models.DecimalField(
                        blank=True,
                        decimal_places=6,
                        max_digits=9,
                        null=True,
                        verbose_name="residual emissions, share of the baseline",
                    ),
                ),
                (
                    "printed_signatory_count",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="signatories, as printed"
                    ),
                ),
                (
                    "printed_action_count",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="actions, as printed"
                    ),
                ),
                (
                    "action_count_note",
                    models.TextField(blank=True, verbose_name="note on the number of actions"),
                ),
                (
                    "investment_eur",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=16,
                        null=True,
                        verbose_name="total investment, EUR",
                    ),
                ),
                ("investment_note", models.TextField(blank=True, verbose_name="note on the investment")),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="versions",
                        to="contracts.contract",
                    ),
                ),
                (
                    "previous",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="next_versions",
                        to="contracts.contractversion",
                        verbose_name="made from version",
                    ),
                ),
            ],
            options={
                "verbose_name": "contract version",
                "verbose_name_plural": "contract versions",
                "ordering": ["contract", "-number"],
            },
        ),
        migrations.CreateModel(
            name="Comment",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("section_key", models.CharField(max_length=60, verbose_name="section")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("comment", "comment"),
                            ("change_request", "change asked for"),
                            ("pre_validation", "from pre-validation"),
                            ("formal_review", "from the formal review"),
                        ],
                        default="comment",
                        max_length=16,
                        verbose_name="kind",
                    ),
                ),
                ("text", models.TextField(verbose_name="text")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="written")),
                ("resolved_at", models.DateTimeField(blank=True, null=True, verbose_name="resolved")),
                (
                    "author",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="comments",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "resolved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="comments",
                        to="contracts.contractversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "comment",
                "verbose_name_plural": "comments",
                "ordering": ["created_at", "id"],
                "indexes": [models.Index(fields=["version", "section_key"], name="comment_on_section")],
            },
        ),
        migrations.CreateModel(
            name="Clause",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("key", models.CharField(max_length=60, verbose_name="key")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                ("text", core.fields.TextsField(blank=True, default=core.fields.Texts, verbose_name="text")),
                ("sha256", models.CharField(editable=False, max_length=64)),
                (
                    "party",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="clauses",
                        to="contracts.contractparty",
                        verbose_name="binds only",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="clauses",
                        to="contracts.contractversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "clause",
                "verbose_name_plural": "clauses",
                "ordering": ["version", "position", "key"],
                "constraints": [
                    models.UniqueConstraint(fields=("version", "key"), name="clause_once_per_version")
                ],
            },
        ),
        migrations.CreateModel(
            name="CorrectionRequest",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("page", models.CharField(max_length=300, verbose_name="page")),
                ("figure", models.CharField(blank=True, max_length=300, verbose_name="figure")),
                ("message", models.TextField(verbose_name="what looks wrong")),
                (
                    "email",
                    models.EmailField(blank=True, max_length=254, verbose_name="address for the answer"),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[("it", "Italian"), ("en", "English")], default="it", max_length=5
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "open"),
                            ("corrected", "corrected"),
                            ("declined", "figure confirmed"),
                        ],
                        default="open",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="received")),
                ("answer", models.TextField(blank=True, verbose_name="answer")),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="answered")),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="corrections",
                        to="contracts.contract",
                    ),
                ),
            ],
            options={
                "verbose_name": "hint of a wrong figure",
                "verbose_name_plural": "hints of wrong figures",
                "ordering": ["-created_at"],
            },
        ),
        migrations.CreateModel(
            name="EmissionFactor",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("source", models.TextField(blank=True, verbose_name="source")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                ("is_illustrative", models.BooleanField(default=False, verbose_name="illustrative")),
                ("carrier", models.CharField(max_length=80, verbose_name="carrier")),
                ("region", models.CharField(blank=True, max_length=40, verbose_name="region")),
                ("year", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="year")),
                ("value", models.DecimalField(decimal_places=6, max_digits=14, verbose_name="value")),
                ("unit", models.CharField(max_length=30, verbose_name="unit")),
                ("gas", models.CharField(default="CO2e", max_length=10, verbose_name="gas")),
                ("method", models.CharField(blank=True, max_length=30, verbose_name="method")),
                ("publisher", models.CharField(blank=True, max_length=120, verbose_name="publisher")),
                ("edition", models.CharField(blank=True, max_length=120, verbose_name="edition")),
                ("is_verified", models.BooleanField(default=False, verbose_name="verified")),
                (
                    "city",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="emission_factors",
                        to="contracts.city",
                        verbose_name="city",
                    ),
                ),
            ],
            options={
                "verbose_name": "emission factor",
                "verbose_name_plural": "emission factors",
                "ordering": ["carrier", "region", "-year"],
            },
        ),
        migrations.CreateModel(
            name="ActionReport",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("reported_on", models.DateField(verbose_name="as of")),
                (
                    "share_done",
                    models.DecimalField(
                        blank=True, decimal_places=6, max_digits=9, null=True, verbose_name="share done"
                    ),
                ),
                (
                    "reduction_tco2e",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        max_digits=16,
                        null=True,
                        verbose_name="reduction reached, t CO2e a year",
                    ),
                ),
                (
                    "measured_quantity",
                    models.DecimalField(
                        blank=True,
                        decimal_places=6,
                        max_digits=18,
                        null=True,
                        verbose_name="measured quantity",
                    ),
                ),
                (
                    "measured_unit",
                    models.CharField(blank=True, max_length=20, verbose_name="unit of the quantity"),
                ),
                (
                    "spent_eur",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=16,
                        null=True,
                        verbose_name="spent so far, EUR",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="what was done")),
                (
                    "evidence_level",
                    models.CharField(
                        choices=[
                            ("declared", "declared"),
                            ("documented", "documented"),
                            ("verified", "verified"),
                        ],
                        default="declared",
                        max_length=12,
                        verbose_name="evidence",
                    ),
                ),
                ("evidence_url", models.URLField(blank=True, verbose_name="address of the evidence")),
                (
                    "organisation_id",
                    models.UUIDField(blank=True, null=True, verbose_name="reporting organisation"),
                ),
                (
                    "organisation_name",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="name of the reporting organisation"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="written")),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reports",
                        to="contracts.action",
                    ),
                ),
                (
                    "reported_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="action_reports",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "factor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contracts.emissionfactor",
                        verbose_name="emission factor",
                    ),
                ),
            ],
            options={
                "verbose_name": "action report",
                "verbose_name_plural": "action reports",
                "ordering": ["action", "-reported_on", "-created_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("share_done__isnull", True), ("share_done__range", (0, 1)), _connector="OR"
                        ),
                        name="report_share_0_to_1",
                        violation_error_message="The share done lies between 0 and 1.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="EmissionsGapRow",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("source", models.TextField(blank=True, verbose_name="source")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                ("is_illustrative", models.BooleanField(default=False, verbose_name="illustrative")),
                (
                    "sector",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("buildings", "Buildings"),
                            ("transport", "Transport"),
                            ("waste", "Waste"),
                            ("ippu", "Industrial processes"),
                            ("afolu", "Agriculture, forestry and land use"),
                            ("energy_systems", "Energy systems"),
                            ("cross_cutting", "Cross-cutting"),
                            ("behavioural", "Behavioural change"),
                        ],
                        max_length=20,
                        verbose_name="sector",
                    ),
                ),
                ("label", models.CharField(blank=True, max_length=120, verbose_name="row, as printed")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                (
                    "baseline_tco2e",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        max_digits=16,
                        null=True,
                        verbose_name="baseline, t CO2e",
                    ),
                ),
                (
                    "target_reduction_tco2e",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        max_digits=16,
                        null=True,
                        verbose_name="target reduction, t CO2e",
                    ),
                ),
                (
                    "existing_plan_tco2e",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        max_digits=16,
                        null=True,
                        verbose_name="reduction by existing plans, t CO2e",
                    ),
                ),
                (
                    "gap_tco2e",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        max_digits=16,
                        null=True,
                        verbose_name="emissions gap, t CO2e",
                    ),
                ),
                (
                    "portfolio_tco2e",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        max_digits=16,
                        null=True,
                        verbose_name="reduction by the contract's portfolio, t CO2e",
                    ),
                ),
                (
                    "residual_tco2e",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        max_digits=16,
                        null=True,
                        verbose_name="residual emissions, t CO2e",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="gap_rows",
                        to="contracts.contractversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "emissions-gap row",
                "verbose_name_plural": "emissions-gap rows",
                "ordering": ["version", "position"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("version", "sector", "label"), name="gap_row_once_per_sector"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ExistingPlan",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1, editable=False, verbose_name="revision")),
                (
                    "source_language",
                    models.CharField(
                        choices=[("it", "Italian"), ("en", "English")],
                        default="it",
                        max_length=5,
                        verbose_name="source language",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
                ("source", models.TextField(blank=True, verbose_name="source")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                ("is_illustrative", models.BooleanField(default=False, verbose_name="illustrative")),
                ("code", models.CharField(max_length=30, verbose_name="code")),
                (
                    "title",
                    core.fields.TextsField(blank=True, default=core.fields.Texts, verbose_name="title"),
                ),
                (
                    "approved_year",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="approved in"),
                ),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="existing_plans",
                        to="contracts.contract",
                    ),
                ),
            ],
            options={
                "verbose_name": "existing plan",
                "verbose_name_plural": "existing plans",
                "ordering": ["contract", "code"],
                "constraints": [
                    models.UniqueConstraint(fields=("contract", "code"), name="existing_plan_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="ExistingPlanMeasure",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1, editable=False, verbose_name="revision")),
                (
                    "source_language",
                    models.CharField(
                        choices=[("it", "Italian"), ("en", "English")],
                        default="it",
                        max_length=5,
                        verbose_name="source language",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
                ("source", models.TextField(blank=True, verbose_name="source")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                ("is_illustrative", models.BooleanField(default=False, verbose_name="illustrative")),
                ("code", models.CharField(max_length=30, verbose_name="code")),
                (
                    "sector",
                    models.CharField(
                        choices=[
                            ("buildings", "Buildings"),
                            ("transport", "Transport"),
                            ("waste", "Waste"),
                            ("ippu", "Industrial processes"),
                            ("afolu", "Agriculture, forestry and land use"),
                            ("energy_systems", "Energy systems"),
                            ("cross_cutting", "Cross-cutting"),
                            ("behavioural", "Behavioural change"),
                        ],
                        max_length=20,
                        verbose_name="sector",
                    ),
                ),
                (
                    "title",
                    core.fields.TextsField(blank=True, default=core.fields.Texts, verbose_name="title"),
                ),
                (
                    "reduction_tco2e",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        max_digits=16,
                        null=True,
                        verbose_name="reduction, t CO2e a year",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="measures",
                        to="contracts.existingplan",
                    ),
                ),
            ],
            options={
                "verbose_name": "measure of an existing plan",
                "verbose_name_plural": "measures of existing plans",
                "ordering": ["plan", "code"],
                "constraints": [models.UniqueConstraint(fields=("plan", "code"), name="plan_measure_once")],
            },
        ),
        migrations.CreateModel(
            name="Finding",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("check_name", models.CharField(max_length=60, verbose_name="check")),
                (
                    "severity",
                    models.CharField(
                        choices=[("note", "note"), ("warning", "warning"), ("error", "error")],
                        default="warning",
                        max_length=8,
                        verbose_name="severity",
                    ),
                ),
                ("subject_kind", models.CharField(max_length=60, verbose_name="kind of thing")),
                ("subject_id", models.UUIDField(blank=True, null=True, verbose_name="id of the thing")),
                ("place", models.CharField(blank=True, max_length=200, verbose_name="place")),
                ("numbers", models.JSONField(blank=True, default=dict, verbose_name="numbers")),
                ("table", models.CharField(blank=True, max_length=60, verbose_name="table")),
                ("columns", models.JSONField(blank=True, default=list, verbose_name="columns")),
                ("proposal", models.CharField(blank=True, max_length=60, verbose_name="proposed mend")),
                (
                    "explanation",
                    core.fields.TextsField(
                        blank=True, default=core.fields.Texts, verbose_name="why it stands"
                    ),
                ),
                ("explained_at", models.DateTimeField(blank=True, null=True, verbose_name="explained")),
                (
                    "city",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="findings",
                        to="contracts.city",
                    ),
                ),
                (
                    "explained_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="explained by",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="findings",
                        to="contracts.contractversion",
                        verbose_name="found in version",
                    ),
                ),
            ],
            options={
                "verbose_name": "finding",
                "verbose_name_plural": "findings",
                "ordering": ["city", "check_name", "place"],
                "indexes": [models.Index(fields=["subject_kind", "subject_id"], name="finding_subject")],
            },
        ),
        migrations.CreateModel(
            name="FrozenPart",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("name", models.CharField(max_length=40, verbose_name="part")),
                ("content", models.TextField(verbose_name="content")),
                ("sha256", models.CharField(max_length=64)),
                ("frozen_at", models.DateTimeField(auto_now_add=True, verbose_name="frozen")),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="frozen_parts",
                        to="contracts.contractversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "frozen part of a version",
                "verbose_name_plural": "frozen parts of versions",
                "ordering": ["version", "name"],
                "constraints": [models.UniqueConstraint(fields=("version", "name"), name="frozen_part_once")],
            },
        ),
        migrations.CreateModel(
            name="FundingLine",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("source", models.TextField(blank=True, verbose_name="source")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                ("is_illustrative", models.BooleanField(default=False, verbose_name="illustrative")),
                ("scheme", models.CharField(max_length=200, verbose_name="table")),
                ("category", models.CharField(max_length=200, verbose_name="category")),
                (
                    "amount_eur",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=16, null=True, verbose_name="amount, EUR"
                    ),
                ),
                (
                    "reduction_tco2e",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        max_digits=16,
                        null=True,
                        verbose_name="reduction, t CO2e a year",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="funding_lines",
                        to="contracts.contract",
                    ),
                ),
            ],
            options={
                "verbose_name": "funding line",
                "verbose_name_plural": "funding lines",
                "ordering": ["contract", "position"],
            },
        ),
        migrations.CreateModel(
            name="Indicator",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1, editable=False, verbose_name="revision")),
                (
                    "source_language",
                    models.CharField(
                        choices=[("it", "Italian"), ("en", "English")],
                        default="it",
                        max_length=5,
                        verbose_name="source language",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
                ("source", models.TextField(blank=True, verbose_name="source")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                ("is_illustrative", models.BooleanField(default=False, verbose_name="illustrative")),
                ("code", models.CharField(max_length=30, verbose_name="number")),
                ("name", core.fields.TextsField(blank=True, default=core.fields.Texts, verbose_name="name")),
                (
                    "outcome",
                    core.fields.TextsField(
                        blank=True, default=core.fields.Texts, verbose_name="outcome or impact it measures"
                    ),
                ),
                ("unit", models.CharField(blank=True, max_length=40, verbose_name="unit")),
                (
                    "definition",
                    core.fields.TextsField(blank=True, default=core.fields.Texts, verbose_name="definition"),
                ),
                (
                    "calculation",
                    core.fields.TextsField(blank=True, default=core.fields.Texts, verbose_name="calculation"),
                ),
                (
                    "direction",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("increase", "should rise"),
                            ("decrease", "should fall"),
                            ("range", "should stay in a range"),
                            ("", "not stated"),
                        ],
                        max_length=8,
                        verbose_name="should rise or fall",
                    ),
                ),
                (
                    "aggregation",
                    models.CharField(
                        choices=[
                            ("latest", "the latest value"),
                            ("sum", "sum"),
                            ("mean", "mean"),
                            ("cumulative", "counts up from the beginning"),
                        ],
                        default="latest",
                        max_length=10,
                        verbose_name="how values become one",
                    ),
                ),
                ("is_headline", models.BooleanField(default=False, verbose_name="headline indicator")),
                (
                    "measures_direct",
                    models.BooleanField(blank=True, null=True, verbose_name="measures direct impacts"),
                ),
                (
                    "direct_sectors",
                    models.CharField(blank=True, max_length=300, verbose_name="in which sectors"),
                ),
                (
                    "measures_indirect",
                    models.BooleanField(blank=True, null=True, verbose_name="measures indirect impacts"),
                ),
                ("co_benefit", models.CharField(blank=True, max_length=300, verbose_name="which co-benefit")),
                (
                    "used_for_pathways",
                    models.CharField(
                        blank=True, max_length=500, verbose_name="used for which pathways or actions"
                    ),
                ),
                (
                    "captured_by",
                    models.CharField(
                        blank=True,
                        max_length=300,
                        verbose_name="captured by CDP, SCIS or the Covenant of Mayors",
                    ),
                ),
                (
                    "data_source",
                    models.CharField(blank=True, max_length=500, verbose_name="source of the data"),
                ),
                (
                    "is_local_data",
                    models.CharField(blank=True, max_length=120, verbose_name="local or national"),
                ),
                (
                    "availability",
                    models.CharField(blank=True, max_length=300, verbose_name="expected availability"),
                ),
                (
                    "interval",
                    models.CharField(
                        blank=True,
                        max_length=20,
                        verbose_name="interval of collection (ISO 8601, for example P2Y)",
                    ),
                ),
                ("deliverables", models.CharField(blank=True, max_length=500, verbose_name="deliverables")),
                (
                    "other_systems",
                    models.CharField(blank=True, max_length=300, verbose_name="other systems that use it"),
                ),
                ("owner", models.CharField(blank=True, max_length=300, verbose_name="who collects it")),
                (
                    "attribution_note",
                    core.fields.TextsField(
                        blank=True, default=core.fields.Texts, verbose_name="what else moves it"
                    ),
                ),
                (
                    "baseline_year",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="baseline year"),
                ),
                (
                    "baseline_value",
                    models.DecimalField(
                        blank=True, decimal_places=6, max_digits=20, null=True, verbose_name="baseline value"
                    ),
                ),
                (
                    "baseline_note",
                    models.CharField(blank=True, max_length=200, verbose_name="baseline, as printed"),
                ),
                (
                    "target_2025",
                    models.DecimalField(
                        blank=True, decimal_places=6, max_digits=20, null=True, verbose_name="target 2025"
                    ),
                ),
                (
                    "target_2025_note",
                    models.CharField(blank=True, max_length=200, verbose_name="target 2025, as printed"),
                ),
                (
                    "target_2027",
                    models.DecimalField(
                        blank=True, decimal_places=6, max_digits=20, null=True, verbose_name="target 2027"
                    ),
                ),
                (
                    "target_2027_note",
                    models.CharField(blank=True, max_length=200, verbose_name="target 2027, as printed"),
                ),
                (
                    "target_2030",
                    models.DecimalField(
                        blank=True, decimal_places=6, max_digits=20, null=True, verbose_name="target 2030"
                    ),
                ),
                (
                    "target_2030_note",
                    models.CharField(blank=True, max_length=200, verbose_name="target 2030, as printed"),
                ),
                (
                    "archived_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="archived"),
                ),
                (
                    "actions",
                    models.ManyToManyField(
                        blank=True,
                        related_name="indicators",
                        to="contracts.action",
                        verbose_name="actions it follows",
                    ),
                ),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="indicators",
                        to="contracts.contract",
                    ),
                ),
            ],
            options={
                "verbose_name": "indicator",
                "verbose_name_plural": "indicators",
                "ordering": ["contract", "code"],
                "constraints": [
                    models.UniqueConstraint(fields=("contract", "code"), name="indicator_code_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="IndicatorValue",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1, editable=False, verbose_name="revision")),
                (
                    "source_language",
                    models.CharField(
                        choices=[("it", "Italian"), ("en", "English")],
                        default="it",
                        max_length=5,
                        verbose_name="source language",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
                ("source", models.TextField(blank=True, verbose_name="source")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                ("is_illustrative", models.BooleanField(default=False, verbose_name="illustrative")),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                (
                    "value",
                    models.DecimalField(
                        blank=True, decimal_places=6, max_digits=20, null=True, verbose_name="value"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("submitted", "submitted"),
                            ("validated", "validated"),
                            ("published", "published"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="values",
                        to="contracts.indicator",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "value of an indicator",
                "verbose_name_plural": "values of indicators",
                "ordering": ["indicator", "-year"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("indicator", "year"), name="indicator_value_once_per_year"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Inventory",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1, editable=False, verbose_name="revision")),
                (
                    "source_language",
                    models.CharField(
                        choices=[("it", "Italian"), ("en", "English")],
                        default="it",
                        max_length=5,
                        verbose_name="source language",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
                ("source", models.TextField(blank=True, verbose_name="source")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                ("is_illustrative", models.BooleanField(default=False, verbose_name="illustrative")),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("published", "published"),
                            ("restated", "restated by a later one"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "reported_total_tco2e",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        max_digits=16,
                        null=True,
                        verbose_name="reported total, t CO2e",
                    ),
                ),
                (
                    "reported_scope1_tco2e",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        max_digits=16,
                        null=True,
                        verbose_name="reported scope 1, t CO2e",
                    ),
                ),
                (
                    "reported_scope2_tco2e",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        max_digits=16,
                        null=True,
                        verbose_name="reported scope 2, t CO2e",
                    ),
                ),
                (
                    "reported_scope3_tco2e",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        max_digits=16,
                        null=True,
                        verbose_name="reported scope 3, t CO2e",
                    ),
                ),
                ("gases", models.CharField(blank=True, max_length=60, verbose_name="gases")),
                ("gwp_set", models.CharField(blank=True, max_length=10, verbose_name="GWP set")),
                (
                    "quality",
                    models.CharField(
                        choices=[
                            ("official", "official"),
                            ("reported", "reported to CDP or the Covenant of Mayors, not verified"),
                            ("reported-sum", "our sum of the reported scopes"),
                            ("derived", "derived from a published percentage"),
                            ("portal", "published in this portal"),
                        ],
                        default="portal",
                        max_length=14,
                        verbose_name="quality",
                    ),
                ),
                ("is_plottable", models.BooleanField(default=True, verbose_name="fit for a chart")),
                ("published_at", models.DateTimeField(blank=True, null=True, verbose_name="published")),
                (
                    "restates",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="restated_by",
                        to="contracts.inventory",
                        verbose_name="takes the place of",
                    ),
                ),
            ],
            options={
                "verbose_name": "inventory",
                "verbose_name_plural": "inventories",
                "ordering": ["series", "year"],
            },
        ),
        migrations.CreateModel(
            name="InventoryLine",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("source", models.TextField(blank=True, verbose_name="source")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                ("is_illustrative", models.BooleanField(default=False, verbose_name="illustrative")),
                (
                    "sector",
                    models.CharField(
                        choices=[
                            ("buildings", "Buildings"),
                            ("transport", "Transport"),
                            ("waste", "Waste"),
                            ("ippu", "Industrial processes"),
                            ("afolu", "Agriculture, forestry and land use"),
                            ("energy_systems", "Energy systems"),
                            ("cross_cutting", "Cross-cutting"),
                            ("behavioural", "Behavioural change"),
                        ],
                        max_length=20,
                        verbose_name="sector",
                    ),
                ),
                ("gpc_code", models.CharField(blank=True, max_length=12, verbose_name="GPC sub-sector")),
                (
                    "label",
                    models.CharField(blank=True, max_length=120, verbose_name="sub-sector, as printed"),
                ),
                (
                    "scope",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        choices=[(1, "Scope 1"), (2, "Scope 2"), (3, "Scope 3")],
                        null=True,
                        verbose_name="scope",
                    ),
                ),
                (
                    "flow",
                    models.CharField(
                        choices=[("source", "source"), ("sink", "sink")],
                        default="source",
                        max_length=6,
                        verbose_name="source or sink",
                    ),
                ),
                ("source_group", models.CharField(blank=True, max_length=60, verbose_name="emission source")),
                (
                    "activity",
                    models.DecimalField(
                        blank=True, decimal_places=6, max_digits=20, null=True, verbose_name="activity"
                    ),
                ),
                (
                    "activity_unit",
                    models.CharField(blank=True, max_length=20, verbose_name="unit of the activity"),
                ),
                (
                    "co2_tonnes",
                    models.DecimalField(
                        blank=True, decimal_places=4, max_digits=16, null=True, verbose_name="CO2, t"
                    ),
                ),
                (
                    "ch4_tonnes",
                    models.DecimalField(
                        blank=True, decimal_places=4, max_digits=16, null=True, verbose_name="CH4, t"
                    ),
                ),
                (
                    "n2o_tonnes",
                    models.DecimalField(
                        blank=True, decimal_places=4, max_digits=16, null=True, verbose_name="N2O, t"
                    ),
                ),
                (
                    "value_tco2e",
                    models.DecimalField(
                        blank=True, decimal_places=4, max_digits=16, null=True, verbose_name="value, t CO2e"
                    ),
                ),
                (
                    "notation_key",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("IE", "IE: included elsewhere"),
                            ("NE", "NE: not estimated"),
                            ("NO", "NO: not occurring"),
                            ("C", "C: confidential"),
                            ("NA", "NA: not applicable"),
                        ],
                        max_length=2,
                        verbose_name="notation key",
                    ),
                ),
                (
                    "included_in_note",
                    models.CharField(blank=True, max_length=120, verbose_name="included in"),
                ),
                (
                    "counts_toward_total",
                    models.BooleanField(default=True, verbose_name="counts toward the total"),
                ),
                (
                    "in_target_boundary",
                    models.BooleanField(default=True, verbose_name="inside the target's boundary"),
                ),
                (
                    "factor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contracts.emissionfactor",
                        verbose_name="emission factor",
                    ),
                ),
                (
                    "inventory",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="contracts.inventory",
                    ),
                ),
            ],
            options={
                "verbose_name": "inventory line",
                "verbose_name_plural": "inventory lines",
                "ordering": ["inventory", "sector", "scope", "label"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("notation_key", ""), ("value_tco2e__isnull", False)),
                            models.Q(
                                ("value_tco2e__isnull", True), models.Q(("notation_key", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="line_value_or_notation_key",
                        violation_error_message="A line has a value or a notation key, never both and never neither.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("value_tco2e__isnull", True), ("value_tco2e__gte", 0), _connector="OR"
                        ),
                        name="line_value_not_negative",
                        violation_error_message="A value is not negative; a removal is a sink.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="InventorySeries",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1, editable=False, verbose_name="revision")),
                (
                    "source_language",
                    models.CharField(
                        choices=[("it", "Italian"), ("en", "English")],
                        default="it",
                        max_length=5,
                        verbose_name="source language",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
                ("code", models.SlugField(unique=True, verbose_name="code")),
                (
                    "title",
                    core.fields.TextsField(blank=True, default=core.fields.Texts, verbose_name="title"),
                ),
                ("method", models.CharField(blank=True, max_length=120, verbose_name="method")),
                (
                    "approach",
                    models.CharField(
                        blank=True,
                        choices=[("ipcc", "combustion (IPCC)"), ("lca", "life cycle"), ("", "not stated")],
                        max_length=4,
                        verbose_name="emission factors",
                    ),
                ),
                (
                    "scopes",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("s1", "scope 1"),
                            ("s12", "scopes 1 and 2"),
                            ("s12w", "scopes 1 and 2, and waste treated outside (scope 3)"),
                            ("s123", "scopes 1, 2 and 3"),
                            ("", "not stated"),
                        ],
                        max_length=4,
                        verbose_name="scopes covered",
                    ),
                ),
                (
                    "city",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="inventory_series",
                        to="contracts.city",
                    ),
                ),
            ],
            options={
                "verbose_name": "inventory series",
                "verbose_name_plural": "inventory series",
                "ordering": ["city", "code"],
            },
        ),
        migrations.AddField(
            model_name="inventory",
            name="series",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="inventories",
                to="contracts.inventoryseries",
            ),
        ),
        migrations.AddField(
            model_name="contractversion",
            name="baseline_series",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="contracts.inventoryseries",
                verbose_name="inventory series of the baseline",
            ),
        ),
        migrations.CreateModel(
            name="Milestone",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1, editable=False, verbose_name="revision")),
                (
                    "source_language",
                    models.CharField(
                        choices=[("it", "Italian"), ("en", "English")],
                        default="it",
                        max_length=5,
                        verbose_name="source language",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
                ("source", models.TextField(blank=True, verbose_name="source")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                ("is_illustrative", models.BooleanField(default=False, verbose_name="illustrative")),
                (
                    "title",
                    core.fields.TextsField(blank=True, default=core.fields.Texts, verbose_name="title"),
                ),
                ("due_on", models.DateField(verbose_name="due on")),
                ("due_note", models.CharField(blank=True, max_length=40, verbose_name="date, as printed")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "planned"),
                            ("reached", "reached"),
                            ("missed", "missed"),
                            ("moved", "moved"),
                        ],
                        default="planned",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("reached_on", models.DateField(blank=True, null=True, verbose_name="reached on")),
                (
                    "effect_share",
                    models.DecimalField(
                        blank=True,
                        decimal_places=6,
                        max_digits=9,
                        null=True,
                        verbose_name="share of the action's full effect once reached",
                    ),
                ),
                (
                    "action",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="milestones",
                        to="contracts.action",
                    ),
                ),
                (
                    "city",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="milestones",
                        to="contracts.city",
                    ),
                ),
            ],
            options={
                "verbose_name": "milestone",
                "verbose_name_plural": "milestones",
                "ordering": ["due_on", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("effect_share__isnull", True), ("effect_share__range", (0, 1)), _connector="OR"
                        ),
                        name="milestone_effect_share_0_to_1",
                        violation_error_message="A share lies between 0 and 1.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MilestoneMove",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("from_date", models.DateField(verbose_name="old date")),
                ("to_date", models.DateField(verbose_name="new date")),
                ("reason", models.TextField(verbose_name="reason")),
                ("moved_at", models.DateTimeField(auto_now_add=True, verbose_name="moved")),
                (
                    "milestone",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="moves",
                        to="contracts.milestone",
                    ),
                ),
                (
                    "moved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "move of a milestone",
                "verbose_name_plural": "moves of milestones",
                "ordering": ["milestone", "moved_at"],
            },
        ),
        migrations.CreateModel(
            name="MonitoringCampaign",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1, editable=False, verbose_name="revision")),
                (
                    "source_language",
                    models.CharField(
                        choices=[("it", "Italian"), ("en", "English")],
                        default="it",
                        max_length=5,
                        verbose_name="source language",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
                (
                    "title",
                    core.fields.TextsField(blank=True, default=core.fields.Texts, verbose_name="title"),
                ),
                ("reference_year", models.PositiveSmallIntegerField(verbose_name="year it reports on")),
                ("opens_on", models.DateField(verbose_name="opens on")),
                ("closes_on", models.DateField(verbose_name="closes on")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("scheduled", "scheduled"),
                            ("open", "open"),
                            ("closed", "closed"),
                            ("published", "published"),
                        ],
                        default="scheduled",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "report",
                    models.TextField(
                        blank=True, editable=False, verbose_name="frozen report (canonical JSON)"
                    ),
                ),
                ("report_sha256", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "closed_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="closed"),
                ),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="campaigns",
                        to="contracts.contract",
                    ),
                ),
            ],
            options={
                "verbose_name": "monitoring campaign",
                "verbose_name_plural": "monitoring campaigns",
                "ordering": ["contract", "-opens_on"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("closes_on__gt", models.F("opens_on"))),
                        name="campaign_closes_after_opening",
                        violation_error_message="A campaign closes after it opens.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CampaignItem",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "contact_email",
                    models.EmailField(blank=True, max_length=254, verbose_name="asked by e-mail"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting"),
                            ("answered", "answered"),
                            ("missed", "not answered in time"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("statement", models.TextField(blank=True, verbose_name="what was reported")),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="answered")),
                (
                    "reminder_count",
                    models.PositiveSmallIntegerField(default=0, verbose_name="reminders sent"),
                ),
                ("reminded_at", models.DateTimeField(blank=True, null=True, verbose_name="last reminded")),
                (
                    "action",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="campaign_items",
                        to="contracts.action",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="campaign_items",
                        to="contracts.actionreport",
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="campaign_items",
                        to="contracts.contractparty",
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="items",
                        to="contracts.monitoringcampaign",
                    ),
                ),
            ],
            options={
                "verbose_name": "request of a campaign",
                "verbose_name_plural": "requests of campaigns",
                "ordering": ["campaign", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("action__isnull", False), ("party__isnull", True)),
                            models.Q(("action__isnull", True), ("party__isnull", False)),
                            _connector="OR",
                        ),
                        name="campaign_item_action_or_party",
                    ),
                    models.UniqueConstraint(fields=("campaign", "action"), name="campaign_asks_action_once"),
                    models.UniqueConstraint(fields=("campaign", "party"), name="campaign_asks_party_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Objective",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1, editable=False, verbose_name="revision")),
                (
                    "source_language",
                    models.CharField(
                        choices=[("it", "Italian"), ("en", "English")],
                        default="it",
                        max_length=5,
                        verbose_name="source language",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
                ("source", models.TextField(blank=True, verbose_name="source")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                ("is_illustrative", models.BooleanField(default=False, verbose_name="illustrative")),
                ("code", models.CharField(max_length=30, verbose_name="code")),
                (
                    "title",
                    core.fields.TextsField(blank=True, default=core.fields.Texts, verbose_name="title"),
                ),
                (
                    "description",
                    core.fields.TextsField(blank=True, default=core.fields.Texts, verbose_name="description"),
                ),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="objectives",
                        to="contracts.contract",
                    ),
                ),
            ],
            options={
                "verbose_name": "objective",
                "verbose_name_plural": "objectives",
                "ordering": ["contract", "code"],
                "constraints": [
                    models.UniqueConstraint(fields=("contract", "code"), name="objective_code_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Pathway",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1, editable=False, verbose_name="revision")),
                (
                    "source_language",
                    models.CharField(
                        choices=[("it", "Italian"), ("en", "English")],
                        default="it",
                        max_length=5,
                        verbose_name="source language",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
                ("source", models.TextField(blank=True, verbose_name="source")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                ("is_illustrative", models.BooleanField(default=False, verbose_name="illustrative")),
                ("code", models.CharField(max_length=30, verbose_name="code")),
                (
                    "title",
                    core.fields.TextsField(blank=True, default=core.fields.Texts, verbose_name="title"),
                ),
                (
                    "description",
                    core.fields.TextsField(blank=True, default=core.fields.Texts, verbose_name="description"),
                ),
                (
                    "direct_impact_tco2e",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        max_digits=16,
                        null=True,
                        verbose_name="direct impact, t CO2e a year",
                    ),
                ),
                (
                    "field_of_action",
                    models.CharField(blank=True, max_length=40, verbose_name="field of action"),
                ),
                ("lever", models.CharField(blank=True, max_length=20, verbose_name="systemic lever")),
                (
                    "early_changes",
                    core.fields.TextsField(
                        blank=True, default=core.fields.Texts, verbose_name="early changes (1-2 years)"
                    ),
                ),
                (
                    "late_outcomes",
                    core.fields.TextsField(
                        blank=True, default=core.fields.Texts, verbose_name="late outcomes (3-4 years)"
                    ),
                ),
                (
                    "co_benefits",
                    core.fields.TextsField(blank=True, default=core.fields.Texts, verbose_name="co-benefits"),
                ),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pathways",
                        to="contracts.contract",
                    ),
                ),
                (
                    "objective",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="pathways",
                        to="contracts.objective",
                    ),
                ),
            ],
            options={
                "verbose_name": "pathway",
                "verbose_name_plural": "pathways",
                "ordering": ["contract", "code"],
                "constraints": [
                    models.UniqueConstraint(fields=("contract", "code"), name="pathway_code_once")
                ],
            },
        ),
        migrations.AddField(
            model_name="action",
            name="pathway",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="actions",
                to="contracts.pathway",
            ),
        ),
        migrations.CreateModel(
            name="PortfolioCategory",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("source", models.TextField(blank=True, verbose_name="source")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                ("is_illustrative", models.BooleanField(default=False, verbose_name="illustrative")),
                (
                    "sector",
                    models.CharField(
                        choices=[
                            ("buildings", "Buildings"),
                            ("transport", "Transport"),
                            ("waste", "Waste"),
                            ("ippu", "Industrial processes"),
                            ("afolu", "Agriculture, forestry and land use"),
                            ("energy_systems", "Energy systems"),
                            ("cross_cutting", "Cross-cutting"),
                            ("behavioural", "Behavioural change"),
                        ],
                        max_length=20,
                        verbose_name="sector",
                    ),
                ),
                ("category", models.CharField(max_length=200, verbose_name="category")),
                (
                    "printed_action_count",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="actions, as printed"
                    ),
                ),
                (
                    "reduction_tco2e",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        max_digits=16,
                        null=True,
                        verbose_name="reduction, t CO2e a year",
                    ),
                ),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="portfolio_categories",
                        to="contracts.contract",
                    ),
                ),
            ],
            options={
                "verbose_name": "category of the portfolio",
                "verbose_name_plural": "categories of the portfolio",
                "ordering": ["contract", "sector", "category"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("contract", "sector", "category"), name="portfolio_category_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ProxyValue",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1, editable=False, verbose_name="revision")),
                (
                    "source_language",
                    models.CharField(
                        choices=[("it", "Italian"), ("en", "English")],
                        default="it",
                        max_length=5,
                        verbose_name="source language",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
                ("source", models.TextField(blank=True, verbose_name="source")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                ("is_illustrative", models.BooleanField(default=False, verbose_name="illustrative")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("grid_factor", "Emission factor of grid electricity"),
                            ("electricity_sold", "Electricity sold"),
                            ("gas_sold", "Natural gas sold"),
                            ("traffic", "Road traffic"),
                            ("heating_degree_days", "Heating degree days"),
                            ("waste_collected", "Waste collected"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                ("month", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="month")),
                ("value", models.DecimalField(decimal_places=6, max_digits=20, verbose_name="value")),
                ("unit", models.CharField(max_length=20, verbose_name="unit")),
                (
                    "city",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="proxy_values",
                        to="contracts.city",
                    ),
                ),
            ],
            options={
                "verbose_name": "proxy figure",
                "verbose_name_plural": "proxy figures",
                "ordering": ["city", "kind", "year", "month"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("city", "kind", "year", "month"), name="proxy_once_a_month"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("month", None)),
                        fields=("city", "kind", "year"),
                        name="proxy_once_a_year",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("month__isnull", True), ("month__range", (1, 12)), _connector="OR"
                        ),
                        name="proxy_month_1_to_12",
                        violation_error_message="A month lies between 1 and 12.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("value__gte", 0)),
                        name="proxy_not_negative",
                        violation_error_message="A figure is not negative.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Section",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1, editable=False, verbose_name="revision")),
                (
                    "source_language",
                    models.CharField(
                        choices=[("it", "Italian"), ("en", "English")],
                        default="it",
                        max_length=5,
                        verbose_name="source language",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
                ("key", models.CharField(max_length=60, verbose_name="section")),
                ("body", core.fields.TextsField(blank=True, default=core.fields.Texts, verbose_name="text")),
                (
                    "text_revisions",
                    models.JSONField(
                        default=dict,
                        editable=False,
                        verbose_name="revision at which the text of each language was saved last",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("todo", "not begun"),
                            ("in_progress", "in progress"),
                            ("in_review", "in review"),
                            ("complete", "complete"),
                        ],
                        default="todo",
                        max_length=12,
                        verbose_name="state",
                    ),
                ),
                (
                    "visibility",
                    models.CharField(
                        choices=[
                            ("public", "public"),
                            ("partners", "partners of the contract"),
                            ("internal", "the city's team"),
                        ],
                        default="public",
                        max_length=8,
                        verbose_name="visibility",
                    ),
                ),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="due on")),
                (
                    "assigned_to",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="assigned_sections",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="assigned to",
                    ),
                ),
                (
                    "changed_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sections",
                        to="contracts.contractversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "section",
                "verbose_name_plural": "sections",
                "ordering": ["version", "key"],
                "constraints": [
                    models.UniqueConstraint(fields=("version", "key"), name="section_once_per_version")
                ],
            },
        ),
        migrations.CreateModel(
            name="ReviewRequest",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("requested_at", models.DateTimeField(auto_now_add=True, verbose_name="asked")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="due on")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "open"),
                            ("approved", "approved"),
                            ("changes_requested", "changes asked for"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="open",
                        max_length=18,
                        verbose_name="state",
                    ),
                ),
                ("answer", models.TextField(blank=True, verbose_name="answer")),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="answered")),
                (
                    "section_revision",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="revision that was reviewed"
                    ),
                ),
                (
                    "requested_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="requested_reviews",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "reviewer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reviews",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reviews",
                        to="contracts.section",
                    ),
                ),
            ],
            options={
                "verbose_name": "review request",
                "verbose_name_plural": "review requests",
                "ordering": ["requested_at", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "open")),
                        fields=("section", "reviewer"),
                        name="review_one_open_per_person",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SectionDraft",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[("it", "Italian"), ("en", "English")], max_length=5, verbose_name="language"
                    ),
                ),
                ("body", models.TextField(blank=True, verbose_name="text")),
                ("base_revision", models.PositiveIntegerField(verbose_name="begun from revision")),
                ("saved_at", models.DateTimeField(auto_now=True, verbose_name="saved")),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="section_drafts",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="drafts",
                        to="contracts.section",
                    ),
                ),
            ],
            options={
                "verbose_name": "draft of a section",
                "verbose_name_plural": "drafts of sections",
                "ordering": ["-saved_at"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("section", "author", "language"), name="draft_once_per_author"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SectionPresence",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("seen_at", models.DateTimeField(verbose_name="last seen")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="presences",
                        to="contracts.section",
                    ),
                ),
            ],
            options={
                "verbose_name": "presence in a section",
                "verbose_name_plural": "presences in sections",
                "ordering": ["-seen_at"],
                "constraints": [
                    models.UniqueConstraint(fields=("section", "person"), name="presence_once_per_person")
                ],
            },
        ),
        migrations.CreateModel(
            name="TableRow",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1, editable=False, verbose_name="revision")),
                (
                    "source_language",
                    models.CharField(
                        choices=[("it", "Italian"), ("en", "English")],
                        default="it",
                        max_length=5,
                        verbose_name="source language",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
                ("source", models.TextField(blank=True, verbose_name="source")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                ("is_illustrative", models.BooleanField(default=False, verbose_name="illustrative")),
                ("table", models.CharField(max_length=60, verbose_name="table")),
                ("position", models.PositiveIntegerField(default=0, verbose_name="position")),
                ("cells", models.JSONField(default=dict, verbose_name="cells")),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="table_rows",
                        to="contracts.contractversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "row of a table",
                "verbose_name_plural": "rows of tables",
                "ordering": ["version", "table", "position", "id"],
                "indexes": [models.Index(fields=["version", "table", "position"], name="row_in_table")],
            },
        ),
        migrations.CreateModel(
            name="TargetBoundary",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "sector",
                    models.CharField(
                        choices=[
                            ("buildings", "Buildings"),
                            ("transport", "Transport"),
                            ("waste", "Waste"),
                            ("ippu", "Industrial processes"),
                            ("afolu", "Agriculture, forestry and land use"),
                            ("energy_systems", "Energy systems"),
                            ("cross_cutting", "Cross-cutting"),
                            ("behavioural", "Behavioural change"),
                        ],
                        max_length=20,
                        verbose_name="sector",
                    ),
                ),
                (
                    "scope",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "Scope 1"), (2, "Scope 2"), (3, "Scope 3")], verbose_name="scope"
                    ),
                ),
                (
                    "coverage",
                    models.CharField(
                        choices=[
                            ("included", "included"),
                            ("not_included", "not included"),
                            ("not_applicable", "not applicable"),
                        ],
                        max_length=16,
                        verbose_name="coverage",
                    ),
                ),
                ("gases", models.JSONField(blank=True, default=list, verbose_name="gases included")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="boundaries",
                        to="contracts.contractversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "boundary of the target",
                "verbose_name_plural": "boundaries of the target",
                "ordering": ["version", "sector", "scope"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("version", "sector", "scope"), name="boundary_once_per_cell"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="VersionApproval",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("content_sha256", models.CharField(max_length=64)),
                ("part_digests", models.JSONField(default=dict, editable=False)),
                ("approved_at", models.DateTimeField(auto_now_add=True, verbose_name="approved")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="approvals",
                        to="contracts.contractversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "approval of a version",
                "verbose_name_plural": "approvals of versions",
                "ordering": ["approved_at"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("version", "person", "content_sha256"), name="approval_once_per_person"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="VersionFile",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("council_decision", "council decision"),
                            ("paper_signature", "signature on paper"),
                            ("review_report", "report of the reviewers"),
                            ("label_letter", "letter of the Mission Label"),
                            ("annex", "annex"),
                        ],
                        default="annex",
                        max_length=16,
                        verbose_name="kind",
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=200, verbose_name="title")),
                ("file", models.FileField(upload_to="versions/%Y/%m/", verbose_name="file")),
                ("original_name", models.CharField(max_length=200, verbose_name="name of the file")),
                ("size_bytes", models.PositiveIntegerField(verbose_name="size, bytes")),
                ("sha256", models.CharField(max_length=64)),
                (
                    "visibility",
                    models.CharField(
                        choices=[
                            ("public", "public"),
                            ("partners", "partners of the contract"),
                            ("internal", "the city's team"),
                        ],
                        default="internal",
                        max_length=8,
                        verbose_name="visibility",
                    ),
                ),
                ("uploaded_at", models.DateTimeField(auto_now_add=True, verbose_name="uploaded")),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="contracts.contractversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "file of a version",
                "verbose_name_plural": "files of versions",
                "ordering": ["version", "uploaded_at"],
            },
        ),
        migrations.CreateModel(
            name="PaperSignature",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("person", models.CharField(max_length=200, verbose_name="who signed")),
                ("position", models.CharField(blank=True, max_length=200, verbose_name="position")),
                ("signed_on", models.DateField(verbose_name="signed on")),
                ("clause_hashes", models.JSONField(default=dict, verbose_name="clauses signed")),
                ("recorded_at", models.DateTimeField(auto_now_add=True, verbose_name="recorded")),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="paper_signatures",
                        to="contracts.contractparty",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="paper_signatures",
                        to="contracts.contractversion",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="contracts.versionfile",
                    ),
                ),
            ],
            options={
                "verbose_name": "signature on paper",
                "verbose_name_plural": "signatures on paper",
                "ordering": ["version", "signed_on"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("version", "party", "person"), name="paper_signature_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="VersionTransition",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "from_state",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("co_creation", "in co-creation"),
                            ("internal_review", "in internal review"),
                            ("council_approval", "before the council"),
                            ("open_for_signature", "open for signature"),
                            ("signed", "signed"),
                            ("submitted", "submitted"),
                            ("pre_validation", "in pre-validation"),
                            ("returned_minor", "returned for minor edits"),
                            ("deferred", "deferred to the next window"),
                            ("under_review", "under review"),
                            ("revision_requested", "revision requested"),
                            ("labelled", "awarded the Mission Label"),
                            ("in_implementation", "in implementation"),
                            ("in_revision", "in revision"),
                            ("superseded", "superseded"),
                            ("withdrawn", "withdrawn"),
                            ("archived", "archived"),
                        ],
                        max_length=20,
                        verbose_name="from",
                    ),
                ),
                (
                    "to_state",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("co_creation", "in co-creation"),
                            ("internal_review", "in internal review"),
                            ("council_approval", "before the council"),
                            ("open_for_signature", "open for signature"),
                            ("signed", "signed"),
                            ("submitted", "submitted"),
                            ("pre_validation", "in pre-validation"),
                            ("returned_minor", "returned for minor edits"),
                            ("deferred", "deferred to the next window"),
                            ("under_review", "under review"),
                            ("revision_requested", "revision requested"),
                            ("labelled", "awarded the Mission Label"),
                            ("in_implementation", "in implementation"),
                            ("in_revision", "in revision"),
                            ("superseded", "superseded"),
                            ("withdrawn", "withdrawn"),
                            ("archived", "archived"),
                        ],
                        max_length=20,
                        verbose_name="to",
                    ),
                ),
                ("made_at", models.DateTimeField(auto_now_add=True, verbose_name="when")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                ("details", models.JSONField(blank=True, default=dict, verbose_name="details")),
                (
                    "event_seq",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="number in the evidence log"
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="transitions",
                        to="contracts.contractversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "transition of a version",
                "verbose_name_plural": "transitions of versions",
                "ordering": ["version", "made_at"],
            },
        ),
        migrations.CreateModel(
            name="CityMembership",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[("lead", "city lead"), ("officer", "city officer"), ("reader", "reader")],
                        max_length=10,
                        verbose_name="role",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="since")),
                (
                    "city",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to="contracts.city",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="city_memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "city membership",
                "verbose_name_plural": "city memberships",
                "ordering": ["city", "user"],
                "constraints": [
                    models.UniqueConstraint(fields=("city", "user"), name="member_once_per_city")
                ],
            },
        ),
        migrations.CreateModel(
            name="CityPopulation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("source", models.TextField(blank=True, verbose_name="source")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                ("is_illustrative", models.BooleanField(default=False, verbose_name="illustrative")),
                ("year", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="year")),
                ("residents", models.PositiveIntegerField(verbose_name="residents")),
                (
                    "city",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="populations",
                        to="contracts.city",
                    ),
                ),
            ],
            options={
                "verbose_name": "population",
                "verbose_name_plural": "populations",
                "ordering": ["city", "-year"],
                "constraints": [
                    models.UniqueConstraint(fields=("city", "year"), name="population_once_per_year")
                ],
            },
        ),
        migrations.CreateModel(
            name="ActionKind",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("source", models.TextField(blank=True, verbose_name="source")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                ("is_illustrative", models.BooleanField(default=False, verbose_name="illustrative")),
                ("scheme", models.CharField(max_length=40, verbose_name="scheme")),
                ("code", models.CharField(max_length=80, verbose_name="code")),
                (
                    "label",
                    core.fields.TextsField(blank=True, default=core.fields.Texts, verbose_name="label"),
                ),
                ("description", models.TextField(blank=True, verbose_name="description")),
                (
                    "printed_action_count",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="actions, as printed"
                    ),
                ),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="action_kinds",
                        to="contracts.contract",
                    ),
                ),
            ],
            options={
                "verbose_name": "kind of action",
                "verbose_name_plural": "kinds of action",
                "ordering": ["contract", "scheme", "code"],
                "constraints": [
                    models.UniqueConstraint(fields=("contract", "scheme", "code"), name="action_kind_once")
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="inventory",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "published")),
                fields=("series", "year"),
                name="inventory_one_published_per_year",
            ),
        ),
        migrations.AddConstraint(
            model_name="contractversion",
            constraint=models.UniqueConstraint(fields=("contract", "number"), name="version_number_once"),
        ),
        migrations.AddConstraint(
            model_name="contractversion",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_current", True)), fields=("contract",), name="version_one_current"
            ),
        ),
        migrations.AddIndex(
            model_name="action",
            index=models.Index(fields=["contract", "sector"], name="action_by_sector"),
        ),
        migrations.AddConstraint(
            model_name="action",
            constraint=models.UniqueConstraint(fields=("contract", "code_key"), name="action_code_once"),
        ),
        migrations.AddConstraint(
            model_name="action",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("reduction_tco2e__isnull", True), ("quantification", "quantified"), _connector="OR"
                ),
                name="action_tonnes_only_if_quantified",
                violation_error_message="Tonnes belong only to a quantified action.",
            ),
        ),
        migrations.AddConstraint(
            model_name="action",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("included_in__isnull", True),
                    models.Q(("included_in", models.F("id")), _negated=True),
                    _connector="OR",
                ),
                name="action_not_in_itself",
                violation_error_message="An action cannot be included in itself.",
            ),
        ),
        migrations.AddConstraint(
            model_name="action",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("cut_share__isnull", True), ("cut_share__range", (0, 1)), _connector="OR"
                ),
                name="action_cut_share_0_to_1",
                violation_error_message="The cut of the shared source lies between 0 and 1.",
            ),
        ),
        AppendOnly("contracts_frozenpart"),
    ]
