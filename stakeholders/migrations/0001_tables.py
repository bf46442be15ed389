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
        ("stakeholders", "0001_initial"),
        ("stakeholders", "0002_signing"),
        ("stakeholders", "0003_sheets_with_whole_places"),
        ("stakeholders", "0004_withheld_answers"),
        ("stakeholders", "0005_proof_by_officer"),
        ("stakeholders", "0006_actions_of_sheets"),
        ("stakeholders", "0007_files_that_texts_name"),
        ("stakeholders", "0008_refused_amendments"),
        ("stakeholders", "0009_tax_code_of_a_mandate"),
    ]

    dependencies = [
        ("contracts", "0001_tables"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ActionSheet",
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
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                (
                    "variant",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("urban_regeneration", "Urban-regeneration operators"),
                            ("city_owned", "City-owned companies"),
                            ("university", "Universities and research"),
                            ("housing_cooperative", "Housing cooperatives"),
                            ("enabling", "Enabling actors"),
                            ("public_body", "Public bodies"),
                            ("company", "Companies and utilities"),
                            ("association", "Associations"),
                            ("", "not stated"),
                        ],
                        max_length=24,
                        verbose_name="variant",
                    ),
                ),
                (
                    "title",
                    core.fields.TextsField(blank=True, default=core.fields.Texts, verbose_name="title"),
                ),
                ("answers", models.JSONField(blank=True, default=dict, verbose_name="answers")),
                (
                    "confidential",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="Keys that only the city reads.",
                        verbose_name="confidential fields",
                    ),
                ),
                (
                    "latitude",
                    models.DecimalField(
                        blank=True, decimal_places=6, max_digits=8, null=True, verbose_name="latitude"
                    ),
                ),
                (
                    "longitude",
                    models.DecimalField(
                        blank=True, decimal_places=6, max_digits=9, null=True, verbose_name="longitude"
                    ),
                ),
                (
                    "reduction_tco2e",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        max_digits=16,
                        null=True,
                        verbose_name="computed reduction, t CO2e a year",
                    ),
                ),
                ("results", models.JSONField(blank=True, default=dict, verbose_name="results")),
                (
                    "action",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="sheets",
                        to="contracts.action",
                        verbose_name="action",
                    ),
                ),
            ],
            options={
                "verbose_name": "action sheet",
                "verbose_name_plural": "action sheets",
                "ordering": ["commitment", "position"],
            },
        ),
        migrations.CreateModel(
            name="Commitment",
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
                (
                    "statement",
                    core.fields.TextsField(blank=True, default=core.fields.Texts, verbose_name="statement"),
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
                    "investment_eur",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=16, null=True, verbose_name="investment, EUR"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("submitted", "submitted"),
                            ("changes_requested", "changes requested"),
                            ("accepted", "accepted"),
                            ("ready_to_sign", "ready to sign"),
                            ("signed", "signed"),
                            ("active", "active"),
                            ("fulfilled", "fulfilled"),
                            ("partially_fulfilled", "partially fulfilled"),
                            ("not_fulfilled", "not fulfilled"),
                            ("withdrawn", "withdrawn"),
                            ("expired", "expired"),
                        ],
                        default="draft",
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="number")),
                ("signed_on", models.DateField(blank=True, null=True, verbose_name="signed on")),
                ("withdrawn_on", models.DateField(blank=True, null=True, verbose_name="withdrawn from")),
                (
                    "is_named",
                    models.BooleanField(default=True, verbose_name="the organisation is named in public"),
                ),
                (
                    "actions",
                    models.ManyToManyField(
                        blank=True,
                        related_name="commitments",
                        to="contracts.action",
                        verbose_name="actions it covers",
                    ),
                ),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="commitments",
                        to="contracts.contract",
                    ),
                ),
            ],
            options={
                "verbose_name": "commitment",
                "verbose_name_plural": "commitments",
                "ordering": ["contract", "organisation__name", "id"],
            },
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=200, verbose_name="title")),
                ("file", models.FileField(upload_to="commitments/%Y/%m/", verbose_name="file")),
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
                    "removed_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="taken out"),
                ),
                (
                    "sheet",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attachments",
                        to="stakeholders.actionsheet",
                    ),
                ),
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
                    "commitment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attachments",
                        to="stakeholders.commitment",
                    ),
                ),
            ],
            options={
                "verbose_name": "attachment of a commitment",
                "verbose_name_plural": "attachments of commitments",
                "ordering": ["commitment", "uploaded_at"],
            },
        ),
        migrations.AddField(
            model_name="actionsheet",
            name="commitment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="sheets",
                to="stakeholders.commitment",
            ),
        ),
        migrations.CreateModel(
            name="CommitmentNote",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("field", models.CharField(blank=True, max_length=60, verbose_name="field")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("comment", "comment"),
                            ("change_request", "requested change"),
                            ("submission", "submission"),
                            ("acceptance", "acceptance"),
                            ("refusal", "refusal of an amendment"),
                        ],
                        default="comment",
                        max_length=16,
                        verbose_name="kind",
                    ),
                ),
                (
                    "side",
                    models.CharField(
                        choices=[("organisation", "the organisation"), ("city", "the city")],
                        max_length=12,
                        verbose_name="side",
                    ),
                ),
                ("text", models.TextField(blank=True, verbose_name="text")),
                (
                    "version_number",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="version"),
                ),
                ("written_at", models.DateTimeField(auto_now_add=True, verbose_name="written")),
                ("resolved_at", models.DateTimeField(blank=True, null=True, verbose_name="resolved")),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "commitment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notes",
                        to="stakeholders.commitment",
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
                    "sheet",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="notes",
                        to="stakeholders.actionsheet",
                    ),
                ),
            ],
            options={
                "verbose_name": "note on a commitment",
                "verbose_name_plural": "notes on commitments",
                "ordering": ["commitment", "written_at"],
            },
        ),
        migrations.CreateModel(
            name="CommitmentReport",
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
                        blank=True, decimal_places=4, max_digits=5, null=True, verbose_name="share done"
                    ),
                ),
                (
                    "quantity",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        max_digits=18,
                        null=True,
                        verbose_name="measured quantity",
                    ),
                ),
                ("unit", models.CharField(blank=True, max_length=40, verbose_name="unit")),
                ("text", models.TextField(blank=True, verbose_name="text")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("submitted", "submitted"),
                            ("questioned", "asked about"),
                            ("accepted", "accepted"),
                            ("rejected", "rejected"),
                        ],
                        default="submitted",
                        max_length=12,
                        verbose_name="state",
                    ),
                ),
                ("written_at", models.DateTimeField(auto_now_add=True, verbose_name="written")),
                ("review", models.TextField(blank=True, verbose_name="what the city says")),
                ("reviewed_at", models.DateTimeField(blank=True, null=True, verbose_name="reviewed")),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="commitment_reports",
                        to="contracts.action",
                    ),
                ),
                (
                    "action_report",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="commitment_report",
                        to="contracts.actionreport",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "commitment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reports",
                        to="stakeholders.commitment",
                    ),
                ),
                (
                    "evidence",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="reports",
                        to="stakeholders.attachment",
                    ),
                ),
                (
                    "reviewer",
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
                "verbose_name": "report on a commitment",
                "verbose_name_plural": "reports on commitments",
                "ordering": ["-written_at"],
            },
        ),
        migrations.CreateModel(
            name="CommitmentVersion",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="version")),
                ("canonical", models.TextField(verbose_name="canonical text")),
                ("sha256", models.CharField(max_length=64, verbose_name="digest")),
                (
                    "language",
                    models.CharField(
                        choices=[("it", "Italian"), ("en", "English")], max_length=5, verbose_name="language"
                    ),
                ),
                ("clause_hashes", models.JSONField(blank=True, default=dict, verbose_name="clauses")),
                (
                    "withheld",
                    models.JSONField(blank=True, editable=False, null=True, verbose_name="withheld answers"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="frozen")),
                (
                    "commitment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="stakeholders.commitment",
                    ),
                ),
                (
                    "contract_version",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contracts.contractversion",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "supersedes",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="successors",
                        to="stakeholders.commitmentversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "version of a commitment",
                "verbose_name_plural": "versions of commitments",
                "ordering": ["commitment", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("commitment", "number"), name="commitment_version_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail address")),
                (
                    "contact_name",
                    models.CharField(blank=True, max_length=150, verbose_name="name of the contact"),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[("it", "Italian"), ("en", "English")],
                        default="it",
                        max_length=5,
                        verbose_name="language",
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("editor", "editor"),
                            ("signatory", "authorised signatory"),
                            ("reader", "reader"),
                        ],
                        default="editor",
                        max_length=10,
                        verbose_name="role",
                    ),
                ),
                ("message", models.TextField(blank=True, verbose_name="message")),
                ("token_sha256", models.CharField(editable=False, max_length=64, unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("sent", "sent"),
                            ("accepted", "accepted"),
                            ("revoked", "revoked"),
                            ("expired", "expired"),
                        ],
                        default="sent",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("expires_at", models.DateTimeField(verbose_name="open until")),
                ("reminders", models.PositiveSmallIntegerField(default=0, verbose_name="reminders sent")),
                (
                    "next_reminder_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="next reminder"),
                ),
                ("invited_at", models.DateTimeField(auto_now_add=True, verbose_name="invited")),
                ("opened_at", models.DateTimeField(blank=True, null=True, verbose_name="first opened")),
                ("accepted_at", models.DateTimeField(blank=True, null=True, verbose_name="accepted")),
                (
                    "accepted_by",
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
                        related_name="invitations",
                        to="contracts.contract",
                    ),
                ),
                (
                    "invited_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "invitation of an organisation",
                "verbose_name_plural": "invitations of organisations",
                "ordering": ["-invited_at"],
            },
        ),
        migrations.CreateModel(
            name="Application",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organisation_name", models.CharField(max_length=300, verbose_name="organisation")),
                (
                    "cluster",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("urban_regeneration", "Urban-regeneration operators"),
                            ("city_owned", "City-owned companies"),
                            ("university", "Universities and research"),
                            ("housing_cooperative", "Housing cooperatives"),
                            ("enabling", "Enabling actors"),
                            ("public_body", "Public bodies"),
                            ("company", "Companies and utilities"),
                            ("association", "Associations"),
                            ("", "not stated"),
                        ],
                        max_length=24,
                        verbose_name="cluster",
                    ),
                ),
                ("contact_name", models.CharField(max_length=150, verbose_name="your name")),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail address")),
                (
                    "language",
                    models.CharField(
                        choices=[("it", "Italian"), ("en", "English")],
                        default="it",
                        max_length=5,
                        verbose_name="language",
                    ),
                ),
                ("text", models.TextField(verbose_name="what you would like to do")),
                (
                    "state",
                    models.CharField(
                        choices=[("received", "received"), ("accepted", "accepted"), ("refused", "refused")],
                        default="received",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("answer", models.TextField(blank=True, verbose_name="answer")),
                ("received_at", models.DateTimeField(auto_now_add=True, verbose_name="received")),
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
                        related_name="applications",
                        to="contracts.contract",
                    ),
                ),
                (
                    "invitation",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="application",
                        to="stakeholders.invitation",
                    ),
                ),
            ],
            options={
                "verbose_name": "application of an organisation",
                "verbose_name_plural": "applications of organisations",
                "ordering": ["-received_at"],
            },
        ),
        migrations.CreateModel(
            name="Organisation",
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
                ("name", models.CharField(max_length=300, verbose_name="name")),
                (
                    "cluster",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("urban_regeneration", "Urban-regeneration operators"),
                            ("city_owned", "City-owned companies"),
                            ("university", "Universities and research"),
                            ("housing_cooperative", "Housing cooperatives"),
                            ("enabling", "Enabling actors"),
                            ("public_body", "Public bodies"),
                            ("company", "Companies and utilities"),
                            ("association", "Associations"),
                            ("", "not stated"),
                        ],
                        max_length=24,
                        verbose_name="cluster",
                    ),
                ),
                ("legal_form", models.CharField(blank=True, max_length=200, verbose_name="legal form")),
                (
                    "tax_code",
                    models.CharField(blank=True, max_length=20, verbose_name="tax code or VAT number"),
                ),
                ("is_public_body", models.BooleanField(default=False, verbose_name="public body")),
                ("sector", models.CharField(blank=True, max_length=200, verbose_name="sector")),
                ("website", models.URLField(blank=True, verbose_name="website")),
                (
                    "about",
                    core.fields.TextsField(
                        blank=True, default=core.fields.Texts, verbose_name="about the organisation"
                    ),
                ),
                ("logo", models.FileField(blank=True, upload_to="logos/", verbose_name="logo")),
                (
                    "listings",
                    models.ManyToManyField(
                        blank=True,
                        related_name="organisations",
                        to="contracts.contractparty",
                        verbose_name="listed in contracts as",
                    ),
                ),
            ],
            options={
                "verbose_name": "organisation",
                "verbose_name_plural": "organisations",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Mandate",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("legal_representative", "legal representative"),
                            ("proxy", "power of attorney"),
                            ("resolution", "resolution of a body"),
                            ("office", "public office"),
                        ],
                        max_length=20,
                        verbose_name="basis",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="office held")),
                (
                    "tax_code",
                    models.CharField(blank=True, max_length=16, verbose_name="tax code of the person"),
                ),
                ("file", models.FileField(blank=True, upload_to="mandates/%Y/%m/", verbose_name="proof")),
                (
                    "original_name",
                    models.CharField(blank=True, max_length=200, verbose_name="name of the file"),
                ),
                ("sha256", models.CharField(blank=True, max_length=64)),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="valid until")),
                ("declared_at", models.DateTimeField(auto_now_add=True, verbose_name="declared")),
                (
                    "confirmed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="seen by the city"),
                ),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended")),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mandates",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mandates",
                        to="stakeholders.organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "mandate",
                "verbose_name_plural": "mandates",
                "ordering": ["organisation", "-declared_at"],
            },
        ),
        migrations.AddField(
            model_name="invitation",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="invitations",
                to="stakeholders.organisation",
            ),
        ),
        migrations.AddField(
            model_name="commitment",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="commitments",
                to="stakeholders.organisation",
            ),
        ),
        migrations.CreateModel(
            name="ActionParty",
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
                        choices=[("promoter", "promoter"), ("partner", "partner"), ("funder", "funder")],
                        default="promoter",
                        max_length=10,
                        verbose_name="role",
                    ),
                ),
                (
                    "share",
                    models.DecimalField(
                        blank=True, decimal_places=6, max_digits=9, null=True, verbose_name="share"
                    ),
                ),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parties",
                        to="contracts.action",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="action_parts",
                        to="stakeholders.organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "part in an action",
                "verbose_name_plural": "parts in actions",
                "ordering": ["action", "organisation"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("action", "organisation", "role"), name="action_party_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("share__isnull", True), ("share__range", (0, 1)), _connector="OR"
                        ),
                        name="action_party_share_0_to_1",
                        violation_error_message="A share lies between 0 and 1.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OrganisationAlias",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("name", models.CharField(max_length=300, verbose_name="name")),
                ("key", models.CharField(editable=False, max_length=300, unique=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="aliases",
                        to="stakeholders.organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "alias",
                "verbose_name_plural": "aliases",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="OrganisationMembership",
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
                        choices=[
                            ("editor", "editor"),
                            ("signatory", "authorised signatory"),
                            ("reader", "reader"),
                        ],
                        max_length=10,
                        verbose_name="role",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="since")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to="stakeholders.organisation",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="organisation_memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "organisation membership",
                "verbose_name_plural": "organisation memberships",
                "ordering": ["organisation", "user"],
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "user", "role"), name="member_role_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="RequestSigner",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("step", models.PositiveSmallIntegerField(default=1, verbose_name="step")),
                (
                    "side",
                    models.CharField(
                        choices=[("organisation", "the organisation"), ("city", "the city")],
                        default="organisation",
                        max_length=12,
                        verbose_name="side",
                    ),
                ),
                ("role_title", models.CharField(max_length=200, verbose_name="office held")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting for others"),
                            ("ready", "asked"),
                            ("signed", "signed"),
                            ("declined", "declined"),
                            ("handed_over", "handed to a colleague"),
                            ("closed", "no longer asked"),
                        ],
                        default="waiting",
                        max_length=12,
                        verbose_name="state",
                    ),
                ),
                ("token_sha256", models.CharField(blank=True, db_index=True, editable=False, max_length=64)),
                ("asked_at", models.DateTimeField(blank=True, null=True, verbose_name="asked")),
                ("opened_at", models.DateTimeField(blank=True, null=True, verbose_name="document opened")),
                ("checked_at", models.DateTimeField(blank=True, null=True, verbose_name="data confirmed")),
                ("reminders", models.PositiveSmallIntegerField(default=0, verbose_name="reminders sent")),
                (
                    "next_reminder_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="next reminder"),
                ),
                ("declined_reason", models.TextField(blank=True, verbose_name="why it was declined")),
                (
                    "ended_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="signed, declined or ended"),
                ),
                (
                    "handed_from",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handed_to",
                        to="stakeholders.requestsigner",
                    ),
                ),
                (
                    "mandate",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signing_slots",
                        to="stakeholders.mandate",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signing_slots",
                        to="stakeholders.organisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signing_slots",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "signer of a request",
                "verbose_name_plural": "signers of requests",
                "ordering": ["request", "step", "id"],
            },
        ),
        migrations.CreateModel(
            name="IdentityProof",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("email_code", "code by e-mail"),
                            ("totp", "code of an authenticator app"),
                            ("passkey", "passkey"),
                            ("oidc", "identity provider"),
                            ("certificate", "certificate of the signed file"),
                            ("officer", "told by an officer of the city"),
                        ],
                        max_length=12,
                        verbose_name="method",
                    ),
                ),
                ("made_at", models.DateTimeField(auto_now_add=True, verbose_name="made")),
                ("signed_in_at", models.DateTimeField(blank=True, null=True, verbose_name="last sign-in")),
                ("issuer", models.CharField(blank=True, max_length=200, verbose_name="issued by")),
                ("level", models.CharField(blank=True, max_length=120, verbose_name="level of assurance")),
                ("subject_sha256", models.CharField(blank=True, max_length=64)),
                ("code_hmac", models.CharField(blank=True, editable=False, max_length=64)),
                ("expires_at", models.DateTimeField(blank=True, null=True, verbose_name="valid until")),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="attempts")),
                ("consumed_at", models.DateTimeField(blank=True, null=True, verbose_name="used")),
                (
                    "signer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proofs",
                        to="stakeholders.requestsigner",
                    ),
                ),
            ],
            options={
                "verbose_name": "proof of identity",
                "verbose_name_plural": "proofs of identity",
                "ordering": ["signer", "made_at"],
            },
        ),
        migrations.CreateModel(
            name="ExternalSignedFile",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("file", models.FileField(upload_to="signed/%Y/%m/", verbose_name="file")),
                ("original_name", models.CharField(max_length=200, verbose_name="name of the file")),
                ("size_bytes", models.PositiveIntegerField(verbose_name="size, bytes")),
                ("sha256", models.CharField(max_length=64)),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("passed", "passed"),
                            ("indeterminate", "cannot be told"),
                            ("failed", "failed"),
                        ],
                        max_length=14,
                        verbose_name="verdict",
                    ),
                ),
                ("report", models.JSONField(default=dict, verbose_name="report")),
                ("uploaded_at", models.DateTimeField(auto_now_add=True, verbose_name="uploaded")),
                ("accepted_reason", models.TextField(blank=True, verbose_name="why it was accepted")),
                (
                    "accepted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "signer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="external_files",
                        to="stakeholders.requestsigner",
                    ),
                ),
            ],
            options={
                "verbose_name": "file signed outside",
                "verbose_name_plural": "files signed outside",
                "ordering": ["signer", "uploaded_at"],
            },
        ),
        migrations.CreateModel(
            name="SignatureRecord",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "route",
                    models.CharField(
                        choices=[
                            ("portal", "electronic signature recorded and sealed by the portal"),
                            ("external", "signed outside, checked here"),
                            ("paper", "signed on paper, recorded by the city"),
                        ],
                        max_length=10,
                        verbose_name="route",
                    ),
                ),
                ("statement", models.TextField(verbose_name="statement")),
                ("statement_sha256", models.CharField(max_length=64)),
                ("key_id", models.CharField(max_length=32, verbose_name="key")),
                ("portal_signature", models.TextField(verbose_name="signature of the portal (base64)")),
                ("signed_at", models.DateTimeField(verbose_name="signed")),
                ("idempotency_key", models.CharField(max_length=64, unique=True)),
                ("event_seq", models.PositiveIntegerField(verbose_name="number in the evidence log")),
                (
                    "proof",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signature",
                        to="stakeholders.identityproof",
                    ),
                ),
                (
                    "signer",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signature",
                        to="stakeholders.requestsigner",
                    ),
                ),
            ],
            options={
                "verbose_name": "signature",
                "verbose_name_plural": "signatures",
                "ordering": ["signed_at"],
            },
        ),
        migrations.CreateModel(
            name="SigningRequest",
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
                            ("sign", "signature"),
                            ("amend", "signature of an amendment"),
                            ("acknowledge", "acknowledgement of changed clauses"),
                            ("withdraw", "withdrawal"),
                        ],
                        default="sign",
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                (
                    "minimum_route",
                    models.CharField(
                        choices=[
                            ("portal", "electronic signature recorded and sealed by the portal"),
                            ("external", "signed outside, checked here"),
                            ("paper", "signed on paper, recorded by the city"),
                        ],
                        default="portal",
                        max_length=10,
                        verbose_name="least route",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("collecting", "collecting signatures"),
                            ("sealing", "being sealed"),
                            ("in_force", "in force"),
                            ("declined", "declined"),
                            ("expired", "expired"),
                            ("cancelled", "cancelled"),
                            ("superseded", "superseded"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="collecting",
                        max_length=12,
                        verbose_name="state",
                    ),
                ),
                ("expires_at", models.DateTimeField(verbose_name="open until")),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
                ("effect_on", models.DateField(blank=True, null=True, verbose_name="takes effect on")),
                ("opened_at", models.DateTimeField(auto_now_add=True, verbose_name="opened")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="closed")),
                (
                    "opened_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="requests",
                        to="stakeholders.commitmentversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "request for signatures",
                "verbose_name_plural": "requests for signatures",
                "ordering": ["-opened_at"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "collecting")),
                        fields=("version", "kind"),
                        name="one_open_request_a_version",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SealedDocument",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("generation", models.PositiveSmallIntegerField(default=1, verbose_name="generation")),
                ("file", models.FileField(upload_to="sealed/%Y/%m/", verbose_name="file")),
                ("source_sha256", models.CharField(max_length=64)),
                ("sealed_sha256", models.CharField(db_index=True, max_length=64)),
                ("level", models.CharField(max_length=8, verbose_name="level")),
                ("key_id", models.CharField(max_length=32, verbose_name="key")),
                (
                    "verify_code",
                    models.CharField(max_length=40, unique=True, verbose_name="verification code"),
                ),
                ("made_at", models.DateTimeField(auto_now_add=True, verbose_name="sealed")),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documents",
                        to="stakeholders.signingrequest",
                    ),
                ),
            ],
            options={
                "verbose_name": "sealed document",
                "verbose_name_plural": "sealed documents",
                "ordering": ["-made_at"],
                "constraints": [
                    models.UniqueConstraint(fields=("request", "generation"), name="sealed_once")
                ],
            },
        ),
        migrations.AddField(
            model_name="requestsigner",
            name="request",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="signers",
                to="stakeholders.signingrequest",
            ),
        ),
        migrations.AddConstraint(
            model_name="actionsheet",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("latitude__isnull", True), ("longitude__isnull", True)),
                    models.Q(
                        ("latitude__isnull", False),
                        ("latitude__range", (-90, 90)),
                        ("longitude__isnull", False),
                        ("longitude__range", (-180, 180)),
                    ),
                    _connector="OR",
                ),
                name="sheet_place_on_earth",
                violation_error_message="Give both numbers of a place on the map.",
            ),
        ),
        migrations.AddConstraint(
            model_name="commitment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("reduction_tco2e__isnull", True), ("reduction_tco2e__gte", 0), _connector="OR"
                ),
                name="commitment_reduction_not_negative",
                violation_error_message="A reduction is not negative.",
            ),
        ),
        migrations.AddConstraint(
            model_name="commitment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("start_year__isnull", True),
                    ("end_year__isnull", True),
                    ("end_year__gte", models.F("start_year")),
                    _connector="OR",
                ),
                name="commitment_years_in_order",
                violation_error_message="The end year is not before the start year.",
            ),
        ),
        migrations.AddConstraint(
            model_name="commitment",
            constraint=models.UniqueConstraint(fields=("contract", "number"), name="commitment_number_once"),
        ),
        migrations.AddConstraint(
            model_name="requestsigner",
            constraint=models.UniqueConstraint(
                fields=("request", "person", "organisation"), name="signer_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="requestsigner",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("organisation__isnull", True), ("side", "city")),
                    models.Q(("organisation__isnull", False), ("side", "organisation")),
                    _connector="OR",
                ),
                name="signer_of_one_side",
            ),
        ),
        AppendOnly("stakeholders_commitmentversion"),
        AppendOnly("stakeholders_signaturerecord"),
    ]
