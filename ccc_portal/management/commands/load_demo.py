"""`manage.py load_demo`: the demonstration data, loaded once and kept up to date."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, no_translations
from django.db import IntegrityError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ccc_portal.demo.accounts import ensure_accounts
from ccc_portal.demo.loader import load_demo
from ccc_portal.demo.reading import BrokenDataError
from ccc_portal.demo.sources import DEMO_FOLDER


class Command(BaseCommand):
    """Load the demonstration data; exit status 1 and nothing written when a file is broken."""

    help = "Loads the demonstration data: 112 Mission cities, nine contracts, and a fictitious training city."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--no-training", action="store_true", help="leave out the fictitious training city Valdoria"
        )
        parser.add_argument(
            "--folder", type=Path, default=DEMO_FOLDER, help="the folder of the files (default: demo/)"
        )

    @no_translations  # the terminal speaks English, as the other commands do
    def handle(self, *args: Any, **options: Any) -> None:
        try:
            load_demo(
                folder=options["folder"], with_training=not options["no_training"], tell=self.stdout.write
            )
        except BrokenDataError as error:
            for problem in error.problems:
                self.stderr.write(str(problem))
            raise CommandError(
                ngettext(
                    "%(count)s problem: nothing was written.",
                    "%(count)s problems: nothing was written.",
                    len(error.problems),
                )
                % {"count": len(error.problems)}
            ) from error
        except IntegrityError as error:
            raise CommandError(
                _("The data contradict what people have entered; nothing was written (%(error)s).")
                % {"error": error}
            ) from error
        accounts = ensure_accounts()
        self.stdout.write(_("demonstration accounts: %(count)s") % {"count": len(accounts)})
