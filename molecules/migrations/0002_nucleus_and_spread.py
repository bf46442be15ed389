"""Molecules with a state, figures and a package that spreads; neighbourhoods, policy instruments, computed spreads."""

import core.fields
import django.db.models.deletion
import uuid_utils.compat
from django.conf import settings
from django.db import migrations, models


def publish_all(apps, schema_editor):
    """Molecules that were there before they could be unpublished stay public."""
    molecules = apps.get_model("molecules", "Molecule").objects.using(schema_editor.connection.alias)
    molecules.update(published_at=models.F("created_at"))


class Migration(migrations.Migration):
    dependencies = [
        ("contracts", "0002_staged_path"),
        ("core", "0001_tables"),
        ("molecules", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="PolicyInstrument",
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
                (
                    "names",
                    core.fields.TextsField(blank=True, default=core.fields.Texts, verbose_name="names"),
                ),
                (
                    "plain_words",
                    core.fields.TextsField(
                        blank=True, default=core.fields.Texts, verbose_name="in plain words"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("rule", "rule"),
                            ("incentive", "incentive"),
                            ("disincentive", "disincentive"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("legal_basis", models.CharField(max_length=400, verbose_name="legal basis")),
                (
                    "amount",
                    models.DecimalField(
                        blank=True, decimal_places=4, max_digits=16, null=True, verbose_name="amount or rate"
                    ),
                ),
                (
                    "amount_unit",
                    models.CharField(blank=True, max_length=60, verbose_name="unit of the amount"),
                ),
                ("in_force_from", models.DateField(verbose_name="in force from")),
                ("in_force_until", models.DateField(blank=True, null=True, verbose_name="in force until")),
                (
                    "saturation_points",
                    models.DecimalField(
                        decimal_places=6,
                        default=0,
                        max_digits=7,
                        verbose_name="added to the saturation (-1 to 1)",
                    ),
                ),
                (
                    "rise_factor",
                    models.DecimalField(
                        decimal_places=6,
                        default=1,
                        max_digits=9,
                        verbose_name="factor of the years of the rise",
                    ),
                ),
                (
                    "start_shift_years",
                    models.DecimalField(
                        decimal_places=3, default=0, max_digits=6, verbose_name="years added to the start"
                    ),
                ),
                ("effect_source", models.TextField(verbose_name="source of the effect")),
                (
                    "budget_eur",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=16,
                        null=True,
                        verbose_name="effect on the city's budget, EUR a year",
                    ),
                ),
                (
                    "payer",
                    models.CharField(
                        choices=[
                            ("city", "the city"),
                            ("region", "the region"),
                            ("state", "the state"),
                            ("owners", "owners and investors"),
                            ("users", "residents and users"),
                        ],
                        max_length=8,
                        verbose_name="who pays",
                    ),
                ),
                (
                    "published_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="published"),
                ),
                (
                    "archived_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="archived"),
                ),
                (
                    "actions",
                    models.ManyToManyField(
                        blank=True,
                        related_name="instruments",
                        to="contracts.action",
                        verbose_name="actions it applies to",
                    ),
                ),
                (
                    "city",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="instruments",
                        to="contracts.city",
                    ),
                ),
                (
                    "molecules",
                    models.ManyToManyField(
                        blank=True,
                        related_name="instruments",
                        to="molecules.molecule",
                        verbose_name="molecules it applies to",
                    ),
                ),
            ],
            options={
                "verbose_name": "policy instrument",
                "verbose_name_plural": "policy instruments",
                "ordering": ["city", "code"],
                "constraints": [
                    models.UniqueConstraint(fields=("city", "code"), name="instrument_code_once"),
                    models.CheckConstraint(
                        condition=models.Q(("saturation_points__range", (-1, 1)), ("rise_factor__gt", 0)),
                        name="instrument_effect_possible",
                        violation_error_message="The effect is outside what is possible.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("in_force_until", None),
                            ("in_force_until__gte", models.F("in_force_from")),
                            _connector="OR",
                        ),
                        name="instrument_days_in_order",
                        violation_error_message="It ends before it begins.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Neighbourhood",
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
                ("residents", models.PositiveIntegerField(blank=True, null=True, verbose_name="residents")),
                ("dwellings", models.PositiveIntegerField(blank=True, null=True, verbose_name="dwellings")),
                (
                    "floor_area_m2",
                    models.PositiveBigIntegerField(blank=True, null=True, verbose_name="floor area, m²"),
                ),
                ("jobs", models.PositiveIntegerField(blank=True, null=True, verbose_name="jobs")),
                ("code", models.CharField(max_length=40, verbose_name="code")),
                (
                    "names",
                    core.fields.TextsField(blank=True, default=core.fields.Texts, verbose_name="names"),
                ),
                ("polygon", models.JSONField(verbose_name="polygon (GeoJSON)")),
                ("area_km2", models.DecimalField(decimal_places=4, max_digits=10, verbose_name="area, km²")),
                (
                    "city",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="neighbourhoods",
                        to="contracts.city",
                    ),
                ),
            ],
            options={
                "verbose_name": "neighbourhood",
                "verbose_name_plural": "neighbourhoods",
                "ordering": ["city", "code"],
                "constraints": [
                    models.UniqueConstraint(fields=("city", "code"), name="neighbourhood_code_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="MoleculeIndicator",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="molecule_links",
                        to="contracts.indicator",
                    ),
                ),
                (
                    "molecule",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="indicator_links",
                        to="molecules.molecule",
                    ),
                ),
            ],
            options={
                "verbose_name": "indicator of a molecule",
                "verbose_name_plural": "indicators of molecules",
                "ordering": ["molecule", "indicator"],
                "constraints": [
                    models.UniqueConstraint(fields=("molecule", "indicator"), name="molecule_indicator_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="MoleculeMilestone",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "milestone",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="molecule_links",
                        to="contracts.milestone",
                    ),
                ),
                (
                    "molecule",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="milestone_links",
                        to="molecules.molecule",
                    ),
                ),
            ],
            options={
                "verbose_name": "milestone of a molecule",
                "verbose_name_plural": "milestones of molecules",
                "ordering": ["molecule", "milestone"],
                "constraints": [
                    models.UniqueConstraint(fields=("molecule", "milestone"), name="molecule_milestone_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="MoleculePhoto",
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
                ("file", models.FileField(upload_to="molecules/%Y/%m/", verbose_name="file")),
                (
                    "alternative",
                    core.fields.TextsField(
                        blank=True, default=core.fields.Texts, verbose_name="text alternative"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                (
                    "molecule",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="photos",
                        to="molecules.molecule",
                    ),
                ),
            ],
            options={
                "verbose_name": "photo of a molecule",
                "verbose_name_plural": "photos of molecules",
                "ordering": ["molecule", "position", "id"],
            },
        ),
        migrations.CreateModel(
            name="MoleculeTarget",
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
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                (
                    "emissions_tco2e",
                    models.DecimalField(decimal_places=4, max_digits=16, verbose_name="emissions, t CO₂e"),
                ),
                (
                    "molecule",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="targets",
                        to="molecules.molecule",
                    ),
                ),
            ],
            options={
                "verbose_name": "target of a molecule",
                "verbose_name_plural": "targets of molecules",
                "ordering": ["molecule", "year"],
                "constraints": [
                    models.UniqueConstraint(fields=("molecule", "year"), name="molecule_target_once_a_year"),
                    models.CheckConstraint(
                        condition=models.Q(("emissions_tco2e__gte", 0)), name="molecule_target_not_negative"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Package",
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
                (
                    "names",
                    core.fields.TextsField(blank=True, default=core.fields.Texts, verbose_name="names"),
                ),
                (
                    "plain_words",
                    core.fields.TextsField(
                        blank=True, default=core.fields.Texts, verbose_name="what it is, in plain words"
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
                    "stock_figure",
                    models.CharField(
                        choices=[
                            ("residents", "residents"),
                            ("dwellings", "dwellings"),
                            ("floor_area_m2", "floor area, m²"),
                            ("jobs", "jobs"),
                        ],
                        max_length=16,
                        verbose_name="counted in",
                    ),
                ),
                (
                    "cost_eur",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=16,
                        null=True,
                        verbose_name="cost per unit of stock, EUR",
                    ),
                ),
                ("cost_source", models.TextField(blank=True, verbose_name="source of the cost")),
                (
                    "archived_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="archived"),
                ),
                (
                    "city",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="packages",
                        to="contracts.city",
                    ),
                ),
            ],
            options={
                "verbose_name": "package of measures",
                "verbose_name_plural": "packages of measures",
                "ordering": ["city", "code"],
                "constraints": [
                    models.UniqueConstraint(fields=("city", "code"), name="package_code_once"),
                    models.CheckConstraint(
                        condition=models.Q(("cost_eur__isnull", True), ("cost_eur__gte", 0), _connector="OR"),
                        name="package_cost_not_negative",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SpreadRun",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("inputs", models.JSONField(verbose_name="inputs")),
                ("inputs_sha256", models.CharField(max_length=64, verbose_name="fingerprint of the inputs")),
                ("results", models.JSONField(default=dict, verbose_name="results")),
                ("draws_done", models.PositiveIntegerField(default=0, verbose_name="draws done")),
                ("draws", models.PositiveIntegerField(verbose_name="draws")),
                ("seed", models.PositiveBigIntegerField(verbose_name="seed")),
                ("engine_version", models.CharField(max_length=20, verbose_name="version of the engine")),
                ("made_at", models.DateTimeField(auto_now_add=True, verbose_name="asked for")),
                ("finished_at", models.DateTimeField(blank=True, null=True, verbose_name="finished")),
                (
                    "city",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="spread_runs",
                        to="contracts.city",
                    ),
                ),
                (
                    "made_by",
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
                "verbose_name": "computed spread",
                "verbose_name_plural": "computed spreads",
                "ordering": ["city", "-made_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="InstrumentScenario",
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
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("until_year", models.PositiveSmallIntegerField(verbose_name="until the year")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                (
                    "city",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="instrument_scenarios",
                        to="contracts.city",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "instruments",
                    models.ManyToManyField(
                        blank=True, related_name="scenarios", to="molecules.policyinstrument"
                    ),
                ),
            ],
            options={
                "verbose_name": "scenario of instruments",
                "verbose_name_plural": "scenarios of instruments",
                "ordering": ["city", "name"],
                "constraints": [
                    models.UniqueConstraint(fields=("city", "name"), name="instrument_scenario_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="InstrumentVersion",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                ("values", models.JSONField(verbose_name="values")),
                ("reason", models.CharField(blank=True, max_length=400, verbose_name="reason")),
                ("made_at", models.DateTimeField(auto_now_add=True, verbose_name="when")),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "instrument",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="versions",
                        to="molecules.policyinstrument",
                    ),
                ),
            ],
            options={
                "verbose_name": "version of a policy instrument",
                "verbose_name_plural": "versions of policy instruments",
                "ordering": ["instrument", "-number"],
                "constraints": [
                    models.UniqueConstraint(fields=("instrument", "number"), name="instrument_version_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="LocalEmission",
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
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
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
                    "emissions_tco2e",
                    models.DecimalField(decimal_places=4, max_digits=16, verbose_name="emissions, t CO₂e"),
                ),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("measured", "local inventory"),
                            ("apportioned", "apportioned from the city"),
                        ],
                        max_length=12,
                        verbose_name="basis",
                    ),
                ),
                (
                    "key",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("residents", "residents"),
                            ("dwellings", "dwellings"),
                            ("floor_area_m2", "floor area, m²"),
                            ("jobs", "jobs"),
                        ],
                        max_length=16,
                        verbose_name="apportioned by",
                    ),
                ),
                (
                    "molecule",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="local_emissions",
                        to="molecules.molecule",
                    ),
                ),
                (
                    "neighbourhood",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="local_emissions",
                        to="molecules.neighbourhood",
                    ),
                ),
            ],
            options={
                "verbose_name": "local emission",
                "verbose_name_plural": "local emissions",
                "ordering": ["molecule", "neighbourhood", "year", "sector"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("molecule", None), ("neighbourhood", None), _connector="XOR"),
                        name="local_emission_of_one_area",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("basis", "measured"), ("key", "")),
                            models.Q(("basis", "apportioned"), models.Q(("key", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="local_emission_apportioned_by_key",
                        violation_error_message="Say by which figure the city's emissions were shared out.",
                    ),
                    models.UniqueConstraint(
                        fields=("molecule", "year", "sector"), name="molecule_emission_once"
                    ),
                    models.UniqueConstraint(
                        fields=("neighbourhood", "year", "sector"), name="neighbourhood_emission_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ObservedAdoption",
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
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                (
                    "share",
                    models.DecimalField(
                        decimal_places=6, max_digits=9, verbose_name="share that had adopted"
                    ),
                ),
                (
                    "neighbourhood",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="observations",
                        to="molecules.neighbourhood",
                    ),
                ),
                (
                    "package",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="observations",
                        to="molecules.package",
                    ),
                ),
            ],
            options={
                "verbose_name": "observed adoption",
                "verbose_name_plural": "observed adoptions",
                "ordering": ["package", "neighbourhood", "year"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("package", "neighbourhood", "year"), name="neighbourhood_adoption_once_a_year"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("neighbourhood", None)),
                        fields=("package", "year"),
                        name="city_adoption_once_a_year",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("share__range", (0, 1))), name="adoption_share_0_to_1"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PackageParameter",
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
                    "name",
                    models.CharField(
                        choices=[
                            ("saturation", "saturation, share of the stock"),
                            ("rise_years", "years from a tenth to nine tenths of saturation"),
                            ("km_per_year", "kilometres a year"),
                            ("years_per_difference", "years of delay in a wholly unlike neighbourhood"),
                            ("abatement_tco2e", "t CO₂e a year saved per unit of stock"),
                        ],
                        max_length=24,
                        verbose_name="parameter",
                    ),
                ),
                ("low", models.DecimalField(decimal_places=6, max_digits=14, verbose_name="least")),
                ("likely", models.DecimalField(decimal_places=6, max_digits=14, verbose_name="likeliest")),
                ("high", models.DecimalField(decimal_places=6, max_digits=14, verbose_name="greatest")),
                ("is_fitted", models.BooleanField(default=False, verbose_name="fitted to observed adoption")),
                (
                    "package",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parameters",
                        to="molecules.package",
                    ),
                ),
            ],
            options={
                "verbose_name": "parameter of a package",
                "verbose_name_plural": "parameters of packages",
                "ordering": ["package", "name"],
                "constraints": [
                    models.UniqueConstraint(fields=("package", "name"), name="package_parameter_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("likely__lte", models.F("high")),
                            ("low__gte", 0),
                            ("low__lte", models.F("likely")),
                        ),
                        name="package_parameter_in_order",
                        violation_error_message="Least, likeliest and greatest value are not in order.",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="intervention",
            name="share",
            field=models.DecimalField(
                blank=True,
                decimal_places=6,
                max_digits=9,
                null=True,
                verbose_name="share of the action in this molecule",
            ),
        ),
        migrations.AddField(
            model_name="molecule",
            name="dwellings",
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name="dwellings"),
        ),
        migrations.AddField(
            model_name="molecule",
            name="floor_area_m2",
            field=models.PositiveBigIntegerField(blank=True, null=True, verbose_name="floor area, m²"),
        ),
        migrations.AddField(
            model_name="molecule",
            name="jobs",
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name="jobs"),
        ),
        migrations.AddField(
            model_name="molecule",
            name="parent",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="parts",
                to="molecules.molecule",
                verbose_name="part of",
            ),
        ),
        migrations.AddField(
            model_name="molecule",
            name="published_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="published"),
        ),
        migrations.AddField(
            model_name="molecule",
            name="replicated_from",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="replicas",
                to="molecules.molecule",
                verbose_name="replicated from",
            ),
        ),
        migrations.AddField(
            model_name="molecule",
            name="spread_earliest",
            field=models.DecimalField(
                blank=True, decimal_places=2, max_digits=6, null=True, verbose_name="at the earliest"
            ),
        ),
        migrations.AddField(
            model_name="molecule",
            name="spread_from",
            field=models.DecimalField(
                blank=True, decimal_places=2, max_digits=6, null=True, verbose_name="its package spreads from"
            ),
        ),
        migrations.AddField(
            model_name="molecule",
            name="spread_latest",
            field=models.DecimalField(
                blank=True, decimal_places=2, max_digits=6, null=True, verbose_name="at the latest"
            ),
        ),
        migrations.AddField(
            model_name="molecule",
            name="spread_source",
            field=models.TextField(blank=True, verbose_name="what the start rests on"),
        ),
        migrations.AddField(
            model_name="molecule",
            name="started_on",
            field=models.DateField(blank=True, null=True, verbose_name="started on"),
        ),
        migrations.AddField(
            model_name="molecule",
            name="state",
            field=models.CharField(
                choices=[
                    ("candidate", "candidate"),
                    ("in_design", "in design"),
                    ("in_works", "in works"),
                    ("in_operation", "in operation"),
                    ("replicated", "replicated elsewhere"),
                ],
                default="candidate",
                max_length=14,
                verbose_name="state",
            ),
        ),
        migrations.AlterField(
            model_name="molecule",
            name="kind",
            field=models.CharField(
                choices=[
                    ("molecule", "molecule"),
                    ("campus", "campus"),
                    ("regeneration_area", "regeneration area"),
                    ("neighbourhood", "neighbourhood (NIL)"),
                    ("energy_community", "energy community"),
                    ("carbon_neutral_area", "carbon-neutral area"),
                ],
                default="molecule",
                max_length=24,
                verbose_name="kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="intervention",
            constraint=models.CheckConstraint(
                condition=models.Q(("share__isnull", True), ("share__range", (0, 1)), _connector="OR"),
                name="intervention_share_0_to_1",
            ),
        ),
        migrations.AddField(
            model_name="molecule",
            name="package",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="molecules",
                to="molecules.package",
                verbose_name="package",
            ),
        ),
        migrations.RunPython(publish_all, migrations.RunPython.noop),
    ]
