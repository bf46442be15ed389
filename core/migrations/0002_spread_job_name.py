"""Background work has one more name: the spread of molecules."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0001_tables"),
    ]

    operations = [
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
                    ("core.make_checkpoint", "core.make_checkpoint"),
                    ("core.check_evidence", "core.check_evidence"),
                ],
                max_length=60,
                verbose_name="kind of work",
            ),
        ),
    ]
