"""The tables of this room, in one step: it stands for all that came before it."""

import core.fields
import django.db.models.deletion
import uuid_utils.compat
from django.conf import settings
from django.core.management import call_command
from django.db import migrations, models

from core.append_only import AppendOnly


CACHE_TABLE = "shared_cache"


def make_table(apps, schema_editor):
    """Make the table of the shared cache, which counts tries for all processes of an installation."""
    call_command("createcachetable", CACHE_TABLE, database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    initial = True
    replaces = [
        ("core", "0001_initial"),
        ("core", "0002_dataset_load"),
        ("core", "0003_scenario_job_name"),
        ("core", "0004_evidence_and_reminders"),
        ("core", "0005_field_history"),
        ("core", "0006_evidence_only_grows"),
        ("core", "0007_daily_mail"),
        ("core", "0008_keys_checkpoints_and_mail"),
        ("core", "0009_shared_cache"),
        ("core", "0010_summaries_in_every_language"),
        ("core", "0011_mail_error"),
        ("core", "0012_user_erased_at"),
        ("core", "0013_invitation_job_name"),
        ("core", "0014_seal_job_name"),
    ]

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.CreateModel(
            name="DatasetLoad",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("name", models.CharField(max_length=60, unique=True, verbose_name="data set")),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256 of its files")),
                ("loaded_at", models.DateTimeField(auto_now=True, verbose_name="loaded")),
            ],
            options={
                "verbose_name": "loaded data set",
                "verbose_name_plural": "loaded data sets",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="EvidenceCheck",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="when")),
                ("streams", models.PositiveIntegerField(verbose_name="streams")),
                ("events", models.PositiveIntegerField(verbose_name="events")),
                ("faults", models.JSONField(blank=True, default=list, verbose_name="faults")),
            ],
            options={
                "verbose_name": "check of the evidence log",
                "verbose_name_plural": "checks of the evidence log",
                "ordering": ["-at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="EvidenceHead",
            fields=[
                ("stream", models.UUIDField(primary_key=True, serialize=False)),
                ("seq", models.PositiveIntegerField(default=0)),
                ("sha256", models.CharField(blank=True, max_length=64)),
                ("at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "head of an evidence stream",
                "verbose_name_plural": "heads of evidence streams",
                "ordering": ["stream"],
            },
        ),
        migrations.CreateModel(
            name="Mail",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("to", models.EmailField(max_length=254, verbose_name="to")),
                ("subject", models.CharField(max_length=200, verbose_name="subject")),
                ("body", models.TextField(verbose_name="text")),
                ("html", models.TextField(blank=True, verbose_name="text with its look")),
                ("kind", models.CharField(blank=True, max_length=60, verbose_name="kind")),
                ("language", models.CharField(blank=True, max_length=5, verbose_name="language")),
                ("message_id", models.CharField(blank=True, max_length=200, verbose_name="Message-ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting"),
                            ("claimed", "being sent"),
                            ("sent", "sent"),
                            ("maybe_sent", "perhaps sent"),
                            ("failed", "failed"),
                        ],
                        default="waiting",
                        max_length=12,
                        verbose_name="state",
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="attempts")),
                ("claimed_at", models.DateTimeField(blank=True, null=True, verbose_name="taken by a worker")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="sent")),
                ("error", models.TextField(blank=True, verbose_name="error")),
            ],
            options={
                "verbose_name": "e-mail",
                "verbose_name_plural": "e-mails",
                "ordering": ["-created_at"],
            },
        ),
        migrations.CreateModel(
            name="User",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                ("email", models.EmailField(max_length=254, unique=True, verbose_name="e-mail address")),
                ("name", models.CharField(blank=True, max_length=150, verbose_name="name")),
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
                    "wants_digest",
                    models.BooleanField(default=True, verbose_name="daily e-mail with open work"),
                ),
                (
                    "digest_on",
                    models.DateField(blank=True, editable=False, null=True, verbose_name="last daily e-mail"),
                ),
                (
                    "calendar_key",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=64,
                        verbose_name="secret of the calendar address",
                    ),
                ),
                ("is_staff", models.BooleanField(default=False, verbose_name="platform administrator")),
                ("is_active", models.BooleanField(default=True, verbose_name="active")),
                ("date_joined", models.DateTimeField(auto_now_add=True, verbose_name="joined")),
                (
                    "erased_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="erased"),
                ),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
            options={
                "verbose_name": "person",
                "verbose_name_plural": "people",
                "ordering": ["email"],
            },
        ),
        migrations.CreateModel(
            name="Change",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "verb",
                    models.CharField(
                        choices=[
                            ("created", "created"),
                            ("changed", "changed"),
                            ("published", "published"),
                            ("archived", "archived"),
                            ("restored", "restored"),
                            ("removed", "removed"),
                            ("imported", "imported"),
                            ("undone", "undone"),
                        ],
                        max_length=12,
                        verbose_name="what happened",
                    ),
                ),
                ("subject_kind", models.CharField(max_length=60, verbose_name="kind of thing")),
                ("subject_id", models.UUIDField(verbose_name="id of the thing")),
                ("city_slug", models.CharField(blank=True, max_length=60, verbose_name="city")),
                (
                    "summary",
                    core.fields.TextsField(
                        blank=True,
                        default=core.fields.Texts,
                        help_text="In every language, as it was when the change was made.",
                        verbose_name="summary",
                    ),
                ),
                ("made_at", models.DateTimeField(auto_now_add=True, verbose_name="when")),
                (
                    "is_public",
                    models.BooleanField(
                        default=True,
                        help_text="Drafts and reviews stay inside the office.",
                        verbose_name="public",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="changes",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "change",
                "verbose_name_plural": "changes",
                "ordering": ["-made_at"],
                "indexes": [models.Index(fields=["city_slug", "-made_at"], name="change_feed")],
            },
        ),
        migrations.CreateModel(
            name="EvidenceEvent",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("stream", models.UUIDField(verbose_name="stream")),
                ("seq", models.PositiveIntegerField(verbose_name="number")),
                ("at", models.DateTimeField(verbose_name="when")),
                ("kind", models.CharField(max_length=60, verbose_name="kind")),
                ("payload", models.TextField(verbose_name="payload")),
                ("previous_sha256", models.CharField(blank=True, max_length=64)),
                ("sha256", models.CharField(max_length=64)),
            ],
            options={
                "verbose_name": "event of the evidence log",
                "verbose_name_plural": "events of the evidence log",
                "ordering": ["stream", "seq"],
                "constraints": [models.UniqueConstraint(fields=("stream", "seq"), name="evidence_dense")],
            },
        ),
        migrations.CreateModel(
            name="FieldChange",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("subject_kind", models.CharField(max_length=60, verbose_name="kind of thing")),
                ("subject_id", models.UUIDField(verbose_name="id of the thing")),
                ("subject_label", models.CharField(blank=True, max_length=200, verbose_name="thing")),
                ("field", models.CharField(max_length=60, verbose_name="field")),
                ("old", models.JSONField(null=True, verbose_name="before")),
                ("new", models.JSONField(null=True, verbose_name="after")),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="fields", to="core.change"
                    ),
                ),
            ],
            options={
                "verbose_name": "change of a field",
                "verbose_name_plural": "changes of fields",
                "ordering": ["-change__made_at", "subject_label", "field"],
                "indexes": [models.Index(fields=["subject_kind", "subject_id"], name="field_history")],
            },
        ),
        migrations.CreateModel(
            name="Job",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        choices=[
                            ("core.send_mail", "core.send_mail"),
                            ("progress.recompute_contract", "progress.recompute_contract"),
                            ("progress.recompute_chunk", "progress.recompute_chunk"),
                            ("progress.recompute_all", "progress.recompute_all"),
                            ("progress.recompute_scenario", "progress.recompute_scenario"),
                            ("contracts.send_digests", "contracts.send_digests"),
                            ("contracts.run_campaigns", "contracts.run_campaigns"),
                            ("stakeholders.run_invitations", "stakeholders.run_invitations"),
                            ("stakeholders.seal_request", "stakeholders.seal_request"),
                            ("exchange.read_import", "exchange.read_import"),
                            ("exchange.apply_import", "exchange.apply_import"),
                            ("exchange.make_export", "exchange.make_export"),
                            ("core.make_checkpoint", "core.make_checkpoint"),
                            ("core.check_evidence", "core.check_evidence"),
                        ],
                        max_length=60,
                        verbose_name="kind of work",
                    ),
                ),
                ("key", models.CharField(blank=True, max_length=80, verbose_name="about")),
                ("payload", models.JSONField(blank=True, default=dict, verbose_name="input")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("pending", "waiting"),
                            ("running", "running"),
                            ("done", "done"),
                            ("merged", "done together with a later job"),
                            ("failed", "failed"),
                        ],
                        default="pending",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("step", models.CharField(blank=True, max_length=120, verbose_name="step")),
                ("done", models.PositiveIntegerField(default=0, verbose_name="done")),
                ("total", models.PositiveIntegerField(default=0, verbose_name="of")),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="attempts")),
                ("error", models.TextField(blank=True, verbose_name="error")),
                ("claim", models.UUIDField(editable=False, null=True)),
                ("lease_until", models.DateTimeField(editable=False, null=True)),
                ("run_after", models.DateTimeField(blank=True, null=True, verbose_name="not before")),
                ("sent_at", models.DateTimeField(editable=False, null=True)),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("finished_at", models.DateTimeField(blank=True, null=True, verbose_name="finished")),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="jobs",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="core.job",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="children",
                        to="core.job",
                    ),
                ),
            ],
            options={
                "verbose_name": "job",
                "verbose_name_plural": "jobs",
                "ordering": ["-created_at"],
                "indexes": [
                    models.Index(fields=["state", "lease_until"], name="job_sweep"),
                    models.Index(fields=["name", "key", "state"], name="job_merge"),
                ],
            },
        ),
        migrations.CreateModel(
            name="PortalKey",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("key_id", models.CharField(max_length=32, unique=True, verbose_name="key")),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("seal", "seal of documents"),
                            ("statement", "signature of statements"),
                            ("checkpoint", "signature of checkpoints"),
                        ],
                        max_length=12,
                        verbose_name="purpose",
                    ),
                ),
                ("certificate", models.TextField(verbose_name="certificate (PEM)")),
                ("chain", models.TextField(blank=True, verbose_name="certificates above it (PEM)")),
                ("not_before", models.DateTimeField(verbose_name="valid from")),
                ("not_after", models.DateTimeField(verbose_name="valid until")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("active", "in use"),
                            ("verify_only", "only for checking"),
                            ("revoked", "revoked"),
                        ],
                        default="active",
                        max_length=12,
                        verbose_name="state",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="made")),
                ("revoked_at", models.DateTimeField(blank=True, null=True, verbose_name="revoked")),
                ("revoked_reason", models.TextField(blank=True, verbose_name="why it was revoked")),
            ],
            options={
                "verbose_name": "key of the portal",
                "verbose_name_plural": "keys of the portal",
                "ordering": ["purpose", "-created_at"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "active")),
                        fields=("purpose",),
                        name="one_active_key_a_purpose",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Checkpoint",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.PositiveIntegerField(unique=True, verbose_name="number")),
                ("at", models.DateTimeField(verbose_name="when")),
                ("size", models.PositiveIntegerField(verbose_name="streams")),
                ("events", models.PositiveIntegerField(verbose_name="events")),
                ("root_sha256", models.CharField(max_length=64, verbose_name="root")),
                ("previous_sha256", models.CharField(blank=True, max_length=64)),
                (
                    "heads",
                    models.TextField(help_text="The leaves: canonical JSON of [stream, number, digest]."),
                ),
                ("note", models.TextField(verbose_name="signed text")),
                ("sha256", models.CharField(max_length=64, verbose_name="digest of the signed text")),
                ("signature", models.TextField(verbose_name="signature (base64)")),
                (
                    "key",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="checkpoints",
                        to="core.portalkey",
                    ),
                ),
            ],
            options={
                "verbose_name": "checkpoint of the evidence log",
                "verbose_name_plural": "checkpoints of the evidence log",
                "ordering": ["-number"],
            },
        ),
        migrations.CreateModel(
            name="AccessGrant",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "role",
                    models.CharField(choices=[("reviewer", "reviewer")], max_length=20, verbose_name="role"),
                ),
                ("subject_kind", models.CharField(max_length=60, verbose_name="kind of thing")),
                ("subject_id", models.UUIDField(verbose_name="id of the thing")),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="valid until")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="grants",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "access grant",
                "verbose_name_plural": "access grants",
                "ordering": ["-created_at"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("user", "role", "subject_kind", "subject_id"), name="grant_once_per_thing"
                    )
                ],
            },
        ),
        migrations.RunPython(make_table, migrations.RunPython.noop),
        AppendOnly("core_evidenceevent"),
        AppendOnly("core_checkpoint"),
    ]
