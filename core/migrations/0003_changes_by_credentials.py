"""Changes say through which API credential they came; background work warns before one ends."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0002_spread_job_name"),
    ]

    operations = [
        migrations.AddField(
            model_name="change",
            name="via",
            field=models.CharField(
                blank=True,
                help_text="Empty where a person did it.",
                max_length=100,
                verbose_name="through the API credential",
            ),
        ),
        migrations.AlterField(
            model_name="job",
            name="name",
            field=models.CharField(
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
                    ("molecules.compute_spread", "molecules.compute_spread"),
                    ("exchange.read_import", "exchange.read_import"),
                    ("exchange.apply_import", "exchange.apply_import"),
                    ("exchange.make_export", "exchange.make_export"),
                    ("exchange.warn_of_credentials", "exchange.warn_of_credentials"),
                    ("core.make_checkpoint", "core.make_checkpoint"),
                    ("core.check_evidence", "core.check_evidence"),
                ],
                max_length=60,
                verbose_name="kind of work",
            ),
        ),
    ]
