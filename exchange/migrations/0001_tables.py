"""The tables of this room, in one step: it stands for all that came before it."""

import django.db.models.deletion
import uuid_utils.compat
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    replaces = [
        ("exchange", "0001_initial"),
        ("exchange", "0002_imports_in_chunks"),
    ]

    dependencies = [
        ("contracts", "0001_tables"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ImportRun",
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
                ("file", models.FileField(upload_to="imports/%Y/%m/", verbose_name="file")),
                ("original_name", models.CharField(max_length=200, verbose_name="name of the file")),
                ("size_bytes", models.PositiveIntegerField(verbose_name="size, bytes")),
                ("sha256", models.CharField(max_length=64)),
                (
                    "number_format",
                    models.CharField(
                        choices=[
                            ("auto", "find out"),
                            ("it", "1.234,5 (Italian)"),
                            ("en", "1,234.5 (English)"),
                        ],
                        default="auto",
                        max_length=4,
                        verbose_name="number format",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[("it", "Italian"), ("en", "English")],
                        default="it",
                        max_length=5,
                        verbose_name="language of the texts",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("uploaded", "uploaded"),
                            ("recognised", "read, waiting for your choice"),
                            ("refused", "refused"),
                            ("applying", "being applied"),
                            ("applied", "applied"),
                            ("undone", "undone"),
                        ],
                        default="uploaded",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("wanted_table", models.CharField(blank=True, max_length=60, verbose_name="table")),
                ("refusal", models.JSONField(blank=True, default=dict, verbose_name="why it was refused")),
                ("results", models.JSONField(blank=True, default=list, verbose_name="result")),
                ("applied_at", models.DateTimeField(blank=True, null=True, verbose_name="applied")),
                ("undone_at", models.DateTimeField(blank=True, null=True, verbose_name="undone")),
                ("undo", models.JSONField(blank=True, default=list, editable=False)),
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
                        related_name="imports",
                        to="contracts.contractversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "import",
                "verbose_name_plural": "imports",
                "ordering": ["-created_at"],
            },
        ),
        migrations.CreateModel(
            name="ImportedTable",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="position")),
                ("place", models.CharField(max_length=200, verbose_name="where it stands in the file")),
                ("title", models.CharField(blank=True, max_length=300, verbose_name="title, as printed")),
                ("table", models.CharField(blank=True, max_length=60, verbose_name="taken for")),
                ("generation", models.CharField(blank=True, max_length=4, verbose_name="template")),
                ("is_form", models.BooleanField(default=False, verbose_name="is a form")),
                ("header", models.JSONField(default=list, verbose_name="columns")),
                ("first_lines", models.JSONField(default=list, verbose_name="first lines")),
                ("row_count", models.PositiveIntegerField(default=0, verbose_name="number of rows")),
                ("error_rows", models.JSONField(default=list, verbose_name="rows with errors")),
                ("ambiguous", models.JSONField(default=list, verbose_name="ambiguous cells")),
                ("findings", models.JSONField(default=list, verbose_name="findings")),
                ("choice", models.JSONField(blank=True, default=dict, verbose_name="what was decided")),
                ("left_out", models.JSONField(blank=True, default=list, verbose_name="rows left out")),
                ("is_chosen", models.BooleanField(default=True, verbose_name="import it")),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tables",
                        to="exchange.importrun",
                    ),
                ),
            ],
            options={
                "verbose_name": "table of an import",
                "verbose_name_plural": "tables of imports",
                "ordering": ["run", "position"],
                "constraints": [
                    models.UniqueConstraint(fields=("run", "position"), name="imported_table_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="ExportFile",
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
                            ("xlsx", "Climate City Contract Tables (XLSX)"),
                            ("csv", "all tables as CSV (ZIP)"),
                            ("json", "JSON"),
                            ("pdf", "the contract as PDF"),
                            ("docx", "the texts as DOCX"),
                        ],
                        max_length=4,
                        verbose_name="form",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[("it", "Italian"), ("en", "English")], max_length=5, verbose_name="language"
                    ),
                ),
                ("visibility", models.CharField(max_length=8, verbose_name="for")),
                ("content_sha256", models.CharField(max_length=64, verbose_name="digest of the content")),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "being made"), ("ready", "ready"), ("failed", "failed")],
                        default="waiting",
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                ("error", models.TextField(blank=True, verbose_name="error")),
                ("file", models.FileField(blank=True, upload_to="exports/%Y/%m/", verbose_name="file")),
                ("sha256", models.CharField(blank=True, max_length=64)),
                (
                    "size_bytes",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="size, bytes"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="asked for")),
                ("made_at", models.DateTimeField(blank=True, null=True, verbose_name="made")),
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
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="exports",
                        to="contracts.contractversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "export",
                "verbose_name_plural": "exports",
                "ordering": ["-created_at"],
                "indexes": [models.Index(fields=["version", "kind", "language"], name="export_of_version")],
            },
        ),
        migrations.CreateModel(
            name="ImportedRows",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="number of the chunk")),
                ("rows", models.JSONField(default=list, verbose_name="rows")),
                (
                    "table",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="chunks",
                        to="exchange.importedtable",
                    ),
                ),
            ],
            options={
                "verbose_name": "rows of an import",
                "verbose_name_plural": "rows of imports",
                "ordering": ["table", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("table", "number"), name="imported_rows_once")
                ],
            },
        ),
    ]
