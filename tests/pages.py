"""Reading pages as a person would."""

import re
from html import unescape
from typing import Any

from django.utils.translation import gettext


def page_title(response: Any) -> str:
    """The title of the browser's tab."""
    return unescape(re.findall(r"<title>(.*?)</title>", response.content.decode(), re.DOTALL)[0]).strip()


def tells_an_error(response: Any) -> bool:
    """Whether the page says everywhere it must that the form came back: in its title and in a summary."""
    starts = page_title(response).startswith(gettext("Error:"))
    return starts and 'class="error-summary"' in response.content.decode()


def field_errors(response: Any) -> dict[str, int]:
    """How many errors each field of the page's form has."""
    return {name: len(errors) for name, errors in response.context["form"].errors.items()}


def words(response: Any) -> str:
    """The text of a page without its tags, with single spaces."""
    text = re.sub(r"<(script|style|title)\b.*?</\1>", " ", response.content.decode(), flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", text)).split())
