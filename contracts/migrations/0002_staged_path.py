"""Milestones with what proves them, when their owner expects them, and what they wait for."""

import django.db.models.deletion
import uuid_utils.compat
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("contracts", "0001_tables"),
    ]

    operations = [
        migrations.AddField(
            model_name="milestone",
            name="expected_on",
            field=models.DateField(
                blank=True, null=True, verbose_name="expected on, as its owner sees it now"
            ),
        ),
        migrations.AddField(
            model_name="milestone",
            name="pass_indicator",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="contracts.indicator",
                verbose_name="indicator",
            ),
        ),
        migrations.AddField(
            model_name="milestone",
            name="pass_rule",
            field=models.CharField(
                blank=True,
                choices=[("indicator", "an indicator comes to a value"), ("report", "a report is accepted")],
                max_length=10,
                verbose_name="reached when",
            ),
        ),
        migrations.AddField(
            model_name="milestone",
            name="pass_value",
            field=models.DecimalField(
                blank=True, decimal_places=6, max_digits=20, null=True, verbose_name="value of the indicator"
            ),
        ),
        migrations.CreateModel(
            name="MilestoneDependency",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "least_days",
                    models.PositiveIntegerField(default=0, verbose_name="days between them at least"),
                ),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="why")),
                (
                    "after",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="conditions",
                        to="contracts.milestone",
                    ),
                ),
                (
                    "before",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="followers",
                        to="contracts.milestone",
                    ),
                ),
            ],
            options={
                "verbose_name": "dependency of milestones",
                "verbose_name_plural": "dependencies of milestones",
                "ordering": ["before", "after"],
                "constraints": [
                    models.UniqueConstraint(fields=("before", "after"), name="milestone_dependency_once"),
                    models.CheckConstraint(
                        condition=models.Q(("before", models.F("after")), _negated=True),
                        name="milestone_not_before_itself",
                        violation_error_message="A milestone cannot wait for itself.",
                    ),
                ],
            },
        ),
    ]
