"""The tables of this room, in one step: it stands for all that came before it."""

import core.fields
import django.db.models.deletion
import uuid_utils.compat
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    replaces = [
        ("molecules", "0001_initial"),
    ]

    dependencies = [
        ("contracts", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Intervention",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("longitude", models.FloatField(blank=True, null=True, verbose_name="longitude")),
                ("latitude", models.FloatField(blank=True, null=True, verbose_name="latitude")),
                (
                    "position_note",
                    models.CharField(blank=True, max_length=200, verbose_name="note on the position"),
                ),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="interventions",
                        to="contracts.action",
                    ),
                ),
            ],
            options={
                "verbose_name": "intervention",
                "verbose_name_plural": "interventions",
                "ordering": ["molecule", "action"],
            },
        ),
        migrations.CreateModel(
            name="Molecule",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("molecule", "molecule"),
                            ("neighbourhood", "neighbourhood (NIL)"),
                            ("carbon_neutral_area", "carbon-neutral area"),
                        ],
                        default="molecule",
                        max_length=24,
                        verbose_name="kind",
                    ),
                ),
                ("polygon", models.JSONField(verbose_name="polygon (GeoJSON)")),
                ("has_official_polygon", models.BooleanField(default=False, verbose_name="official polygon")),
                ("basis", models.CharField(blank=True, max_length=120, verbose_name="basis of the polygon")),
                (
                    "area_km2",
                    models.DecimalField(
                        blank=True, decimal_places=4, max_digits=10, null=True, verbose_name="area, km²"
                    ),
                ),
                ("residents", models.PositiveIntegerField(blank=True, null=True, verbose_name="residents")),
                (
                    "residents_note",
                    models.CharField(blank=True, max_length=200, verbose_name="note on the residents"),
                ),
                (
                    "illustrative_baseline_tco2e",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        max_digits=16,
                        null=True,
                        verbose_name="illustrative baseline, t CO2e",
                    ),
                ),
                (
                    "illustrative_target_tco2e",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        max_digits=16,
                        null=True,
                        verbose_name="illustrative target, t CO2e",
                    ),
                ),
                (
                    "illustrative_method",
                    models.TextField(blank=True, verbose_name="method of the illustrative figures"),
                ),
                (
                    "archived_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="archived"),
                ),
                (
                    "actions",
                    models.ManyToManyField(
                        related_name="molecules",
                        through="molecules.Intervention",
                        to="contracts.action",
                        verbose_name="actions",
                    ),
                ),
                (
                    "city",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="molecules",
                        to="contracts.city",
                    ),
                ),
            ],
            options={
                "verbose_name": "molecule",
                "verbose_name_plural": "molecules",
                "ordering": ["city", "code"],
                "constraints": [models.UniqueConstraint(fields=("city", "code"), name="molecule_code_once")],
            },
        ),
        migrations.AddField(
            model_name="intervention",
            name="molecule",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="interventions",
                to="molecules.molecule",
            ),
        ),
        migrations.AddConstraint(
            model_name="intervention",
            constraint=models.UniqueConstraint(fields=("molecule", "action"), name="intervention_once"),
        ),
    ]
