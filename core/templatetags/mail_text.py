"""What templates of mails may say."""

from typing import Any

from django import template

register = template.Library()


@register.filter
def quoted(text: Any) -> str:
    """Mark every line of what a person typed as a quotation, so that it stays one block and gains no links."""
    return "\n".join(f"> {line}".rstrip() for line in str(text).strip().splitlines())
