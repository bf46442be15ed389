"""The tables of this room, in one step: it stands for all that came before it."""

import django.core.serializers.json
import django.db.models.deletion
import uuid_utils.compat
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    replaces = [
        ("progress", "0001_initial"),
        ("progress", "0002_ledger_foresight_scenarios"),
        ("progress", "0003_chart_mask"),
    ]

    dependencies = [
        ("contracts", "0001_tables"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ProgressSnapshot",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("as_of", models.DateField(verbose_name="as of")),
                ("engine_version", models.CharField(max_length=20, verbose_name="engine version")),
                ("input_hash", models.CharField(max_length=64, verbose_name="hash of the inputs")),
                ("result_hash", models.CharField(max_length=64, verbose_name="hash of the results")),
                (
                    "inputs",
                    models.JSONField(
                        encoder=django.core.serializers.json.DjangoJSONEncoder, verbose_name="inputs"
                    ),
                ),
                ("results", models.JSONField(verbose_name="results")),
                ("ledger", models.JSONField(default=dict, verbose_name="ledger")),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("on_track", "on track"),
                            ("at_risk", "at risk"),
                            ("off_track", "off track"),
                            ("not_measured", "not measured"),
                        ],
                        max_length=12,
                        verbose_name="verdict",
                    ),
                ),
                ("is_current", models.BooleanField(default=True, verbose_name="shown")),
                ("computed_at", models.DateTimeField(verbose_name="computed")),
                ("confirmed_at", models.DateTimeField(verbose_name="last confirmed")),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="snapshots",
                        to="contracts.contract",
                    ),
                ),
            ],
            options={
                "verbose_name": "progress snapshot",
                "verbose_name_plural": "progress snapshots",
                "ordering": ["contract", "-computed_at"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("contract", "input_hash", "engine_version"), name="snapshot_once_per_input"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_current", True)),
                        fields=("contract",),
                        name="snapshot_one_current",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Scenario",
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
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
                ("title", models.CharField(max_length=120, verbose_name="title")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="written")),
                ("results", models.JSONField(blank=True, default=dict, verbose_name="results")),
                ("computed_at", models.DateTimeField(blank=True, null=True, verbose_name="computed")),
                (
                    "base",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="scenarios",
                        to="progress.progresssnapshot",
                        verbose_name="compared with",
                    ),
                ),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="scenarios",
                        to="contracts.contract",
                    ),
                ),
                (
                    "created_by",
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
                "verbose_name": "scenario",
                "verbose_name_plural": "scenarios",
                "ordering": ["contract", "-created_at"],
                "constraints": [
                    models.UniqueConstraint(fields=("contract", "title"), name="scenario_title_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="ScenarioChange",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
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
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="contracts.action"
                    ),
                ),
                (
                    "scenario",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="changes",
                        to="progress.scenario",
                    ),
                ),
            ],
            options={
                "verbose_name": "change of a scenario",
                "verbose_name_plural": "changes of scenarios",
                "ordering": ["scenario", "action"],
                "constraints": [
                    models.UniqueConstraint(fields=("scenario", "action"), name="scenario_action_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="SnapshotChart",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("name", models.SlugField(verbose_name="chart")),
                (
                    "language",
                    models.CharField(
                        choices=[("it", "Italian"), ("en", "English")], max_length=5, verbose_name="language"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                ("content", models.JSONField(verbose_name="content")),
                (
                    "mask_digest",
                    models.CharField(blank=True, max_length=64, verbose_name="digest of what it hides"),
                ),
                (
                    "snapshot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="charts",
                        to="progress.progresssnapshot",
                    ),
                ),
            ],
            options={
                "verbose_name": "chart of a snapshot",
                "verbose_name_plural": "charts of snapshots",
                "ordering": ["snapshot", "language", "position"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("snapshot", "name", "language"), name="chart_once_per_language"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SnapshotForesight",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("seed", models.PositiveBigIntegerField(verbose_name="seed")),
                ("draws", models.PositiveIntegerField(verbose_name="draws")),
                ("content", models.JSONField(verbose_name="content")),
                ("computed_at", models.DateTimeField(auto_now_add=True, verbose_name="computed")),
                (
                    "snapshot",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="foresight",
                        to="progress.progresssnapshot",
                    ),
                ),
            ],
            options={
                "verbose_name": "foresight of a snapshot",
                "verbose_name_plural": "foresights of snapshots",
                "ordering": ["snapshot"],
            },
        ),
    ]
