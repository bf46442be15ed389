"""Tables whose rows are rows of one model, a field for each column."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Model, Q, QuerySet

from contracts.documents.rows import Cells, Row, RowPage, as_uuid, plain_value, state_number
from contracts.models import ContractVersion
from contracts.tables import ColumnKind, TableSpec

Values = Mapping[str, Any]
Links = Mapping[Any, Any]
WORDS = (ColumnKind.TEXT, ColumnKind.TEXTS, ColumnKind.CHOICE)


@dataclass(frozen=True, kw_only=True)
class FieldReader:
    """Rows of a model, read as values.

    `paths` gives the look-up of a column that is no field of the same name, `made` makes a cell of the values that
    `needs` names. A table in `filled` has only the rows where one of these columns is known. `links` reads, for the
    rows of a page, cells of a column that stand in another table. `hides` is the field with columns not public.
    """

    rows: Callable[[ContractVersion], QuerySet[Any]]
    order: tuple[str, ...]
    searched: tuple[str, ...]
    paths: Mapping[str, str] = field(default_factory=dict)
    made: Mapping[str, Callable[[Values], Any]] = field(default_factory=dict)
    needs: tuple[str, ...] = ()
    filled: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    links: Mapping[str, Callable[[QuerySet[Any]], Links]] = field(default_factory=dict)
    hides: str = ""
    is_revised: bool = True

    def read(self, version: ContractVersion, specs: Sequence[TableSpec]) -> dict[str, list[Row]]:
        """All rows of some tables, by table, in one query and one for each link."""
        found = self.rows(version).order_by(*self.order)
        values, links = list(found.values(*self._names(specs))), self._links(found, specs)
        return {spec.key: self._rows_of(spec, values, links) for spec in specs}

    def page(
        self, version: ContractVersion, spec: TableSpec, *, limit: int, offset: int, query: str
    ) -> RowPage:
        """Rows from `offset` on that hold the words of `query`, in two queries and one for each link."""
        found = self.rows(version).filter(self._kept(spec)).order_by(*self.order)
        if query:
            found = found.filter(self._holding(query))
        values = list(found.values(*self._names([spec]))[offset : offset + limit])
        links = self._links(self.rows(version).filter(pk__in=[one["id"] for one in values]), [spec])
        return RowPage(self._rows_of(spec, values, links), found.count())

    def find(self, version: ContractVersion, spec: TableSpec, row_id: str) -> Row | None:
        """The row of an id, in one query and one for each link; of a table of costs also before a cost is known."""
        found = self.rows(version).filter(pk=as_uuid(row_id))
        values = list(found.values(*self._names([spec])))
        return self._row(spec, values[0], self._links(found, [spec])) if values else None

    def count(self, version: ContractVersion, specs: Sequence[TableSpec]) -> dict[str, int]:
        """The number of rows by table, in one query."""
        counts = {spec.key: Count("pk", filter=self._kept(spec)) for spec in specs}
        return self.rows(version).order_by().aggregate(**counts)

    def cells_of(self, spec: TableSpec, values: Values, links: Mapping[str, Links]) -> Cells:
        """The cells of one row."""
        cells: Cells = {}
        for column in spec.columns:
            if column.key in self.links:
                value = links[column.key].get(values["id"])
            elif column.key in self.made:
                value = self.made[column.key](values)
            else:
                value = values[self.paths.get(column.key, column.key)]
            cells[column.key] = plain_value(value)
        return cells

    def _rows_of(self, spec: TableSpec, values: Sequence[Values], links: Mapping[str, Links]) -> list[Row]:
        wanted = self.filled.get(spec.key, ())
        rows = [self._row(spec, one, links) for one in values]
        return [row for row in rows if not wanted or any(row.cells[key] is not None for key in wanted)]

    def _row(self, spec: TableSpec, values: Values, links: Mapping[str, Links]) -> Row:
        cells = self.cells_of(spec, values, links)
        revision = values["revision"] if self.is_revised else state_number(cells)
        hidden = dict(values[self.hides]) if self.hides else {}
        return Row(str(values["id"]), cells, revision, hidden)

    def _names(self, specs: Sequence[TableSpec]) -> list[str]:
        keys = [column.key for spec in specs for column in spec.columns]
        plain = [self.paths.get(key, key) for key in keys if key not in self.made and key not in self.links]
        also = [*(["revision"] if self.is_revised else []), *([self.hides] if self.hides else [])]
        return list(dict.fromkeys(["id", *plain, *self.needs, *also]))

    def _links(self, rows: QuerySet[Model], specs: Sequence[TableSpec]) -> dict[str, Links]:
        keys = {column.key for spec in specs for column in spec.columns}
        return {key: read(rows) for key, read in self.links.items() if key in keys}

    def _kept(self, spec: TableSpec) -> Q:
        """The rows of the model that belong to the table."""
        kept = Q()
        for key in self.filled.get(spec.key, ()):
            is_words = spec.column(key).kind in WORDS
            kept |= ~Q(**{key: ""}) if is_words else Q(**{f"{key}__isnull": False})
        return kept

    def _holding(self, query: str) -> Q:
        found = Q()
        for name in self.searched:
            found |= Q(**{f"{name}__icontains": query})
        return found
