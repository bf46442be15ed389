"""One form for the rows of every described table, built from its columns."""

from collections.abc import Mapping
from typing import Any

from contracts.tables import ColumnKind, TableSpec
from contracts.web.forms.cells import CellField, make_field, unit_sign
from contracts.web.forms.fields import RevisionField
from core.web.forms import TextsFormMixin

EMPTY: tuple[Any, ...] = (None, "", [], {})


class RowForm(TextsFormMixin):
    """A row of a table; its fields are the table's stored columns, `read_cells` gives what was typed as cells."""

    def __init__(
        self,
        data: Any = None,
        *,
        spec: TableSpec,
        cells: Mapping[str, Any] | None = None,
        revision: int | None = None,
    ) -> None:
        columns = spec.stored_columns
        translated = [column for column in columns if column.kind == ColumnKind.TEXTS]
        self.texts = {column.key: column.label for column in translated}
        self.long_texts = tuple(self.texts)
        self.required_texts = tuple(column.key for column in translated if column.required)
        super().__init__(data, initial={**(cells or {}), "revision": revision})
        for column in columns:
            if column.kind != ColumnKind.TEXTS:
                field = make_field(column)
                field.unit = unit_sign(column)  # type: ignore[attr-defined]  # read by the templates of forms
                self.fields[column.key] = field
                if isinstance(field, CellField):
                    self.initial[column.key] = field.write(self.initial.get(column.key))
        self.fields["revision"] = RevisionField()
        self.order_fields([*(column.key for column in columns), "revision"])

    def read_cells(self) -> dict[str, Any]:
        """The row as it is stored; what was left empty is unknown."""
        typed = {key: value for key, value in self.cleaned_data.items() if key != "revision"}
        cells = {key: dict(value) if key in self.texts else value for key, value in typed.items()}
        return {key: None if value in EMPTY else value for key, value in cells.items()}
