"""Templates that render to nothing: who may open a page shows without its text, and in a tenth of the time."""

from typing import Any

from django.template.backends.base import BaseEngine


class BlankTemplate:
    """An empty page."""

    def render(self, context: Any = None, request: Any = None) -> str:
        """Nothing."""
        return ""


class BlankTemplates(BaseEngine):
    """Whatever template is asked for is there, and empty."""

    app_dirname = "templates"

    def __init__(self, params: dict[str, Any]) -> None:
        """As Django's own engines."""
        super().__init__({key: value for key, value in params.items() if key != "OPTIONS"})

    def get_template(self, template_name: str) -> BlankTemplate:
        """An empty page, whatever its name."""
        return BlankTemplate()
