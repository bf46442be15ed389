"""What no log may hold."""

import logging
import re

SECRET_LINKS = re.compile(r"(/(?:firma|invito)/)[^/\s?]+")


class HideSecretLinks(logging.Filter):
    """Strike the secret of a mailed link out of a line: Django logs the address of every answer above 399."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the line; every line stays."""
        record.msg, record.args = SECRET_LINKS.sub(r"\1***", record.getMessage()), ()
        return True
