from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from contracts.models import City, Contract, ProxyValue
from core.models import Job, User
from tests.browsers import sign_in
from tests.factories import ProxyValueFactory
from tests.pages import field_errors, tells_an_error, words

pytestmark = pytest.mark.django_db

HEADER = "kind,year,month,value,unit,source\n"
FILLED = {
    "kind": "gas_sold",
    "year": "2024",
    "month": "",
    "value": "1.200,5",
    "unit": "GWh",
    "source": "Rete",
}


@pytest.fixture
def proxy(contract: Contract) -> ProxyValue:
    return ProxyValueFactory(city=contract.city)


def address(name: str, *rows: Any) -> str:
    return reverse(name, args=["valdoria", *(row.pk for row in rows)])


def send(office: Client, content: str | bytes) -> Any:
    content = content if isinstance(content, bytes) else content.encode()
    return office.post(address("proxy-import"), {"file": SimpleUploadedFile("figures.csv", content)})


def faults(response: Any) -> list[tuple[int, str]]:
    return [(fault.line, fault.column) for fault in response.context["form"].faults]


def test_proxy_create_saves_and_shows_the_recomputation(office: Client, contract: Contract) -> None:
    response = office.post(address("proxy-create"), FILLED | {"month": "3"})
    assert response["Location"] == address("job-detail", Job.objects.get())
    row = ProxyValue.objects.get()
    assert (row.kind, row.year, row.month, row.value, row.unit) == (
        "gas_sold",
        2024,
        3,
        Decimal("1200.5"),
        "GWh",
    )


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        ({"kind": ""}, {"kind": 1}),
        ({"year": "soon"}, {"year": 1}),
        ({"year": "1800"}, {"year": 1}),
        ({"month": "13"}, {"month": 1}),
        ({"value": "many"}, {"value": 1}),
        ({"value": "-1"}, {"value": 1}),
        ({"unit": "t"}, {"unit": 1}),
        ({"source": ""}, {"source": 1}),
    ],
)
@pytest.mark.parametrize("language", ["it", "en"])
def test_proxy_create_tells_errors_and_keeps_what_was_typed(
    office: Client, contract: Contract, language: str, typed: dict[str, str], errors: dict[str, int]
) -> None:
    wanted = FILLED | typed
    with translation.override(language):
        response = office.post(address("proxy-create"), wanted)
        assert (field_errors(response), tells_an_error(response)) == (errors, True)
    form = response.context["form"]
    assert {name: form[name].value() for name in wanted} == wanted
    assert (ProxyValue.objects.count(), Job.objects.count()) == (0, 0)


def test_proxy_edit_saves_and_shows_a_conflict(office: Client, proxy: ProxyValue) -> None:
    assert office.get(address("proxy-edit", proxy)).context["form"]["value"].value() == "1.200"
    assert office.post(address("proxy-edit", proxy), FILLED | {"revision": "1"}).status_code == 302
    response = office.post(address("proxy-edit", proxy), FILLED | {"value": "7", "revision": "1"})
    assert (response.status_code, response.context["form"]["revision"].value()) == (409, "2")
    assert [(one.stored, one.typed) for one in response.context["differences"]] == [("1.200,5", "7")]
    again = FILLED | {"value": "7", "revision": "2"}
    assert office.post(address("proxy-edit", proxy), again).status_code == 302
    proxy.refresh_from_db()
    assert (proxy.value, proxy.revision) == (Decimal(7), 3)


def test_proxy_delete_asks_first(office: Client, proxy: ProxyValue) -> None:
    assert "1.200 GWh" in words(office.get(address("proxy-delete", proxy))).replace("\N{NO-BREAK SPACE}", " ")
    assert ProxyValue.objects.count() == 1
    assert office.post(address("proxy-delete", proxy)).status_code == 302
    assert ProxyValue.objects.count() == 0


def test_proxy_list_filters_by_kind_and_year(office: Client, proxy: ProxyValue) -> None:
    ProxyValueFactory(city=proxy.city, year=2023)
    ProxyValueFactory(city=proxy.city, kind="traffic", unit="vehicle-km")
    ProxyValueFactory()
    shown = {
        query: len(office.get(address("proxy-list") + query).context["rows"])
        for query in ("", "?kind=gas_sold", "?year=2024", "?kind=gas_sold&year=2024", "?year=1999", "?kind=x")
    }
    assert shown == {
        "": 3,
        "?kind=gas_sold": 2,
        "?year=2024": 2,
        "?kind=gas_sold&year=2024": 1,
        "?year=1999": 0,
        "?kind=x": 3,
    }


def test_the_file_holds_what_the_list_shows(office: Client, proxy: ProxyValue) -> None:
    ProxyValueFactory(city=proxy.city, year=2023)
    url = office.get(address("proxy-list") + "?kind=gas_sold&year=2023").context["csv_url"]
    assert office.get(url).getvalue().decode().count("gas_sold") == 1
    assert office.get(address("proxy-list")).context["csv_url"] == address("proxy-csv")


@pytest.mark.parametrize("count", [1, 8])
def test_proxy_list_takes_few_queries(
    office: Client, contract: Contract, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for year in range(2010, 2010 + count):
        ProxyValueFactory(city=contract.city, year=year)
    with django_assert_num_queries(7):
        office.get(address("proxy-list"))


def test_import_takes_a_file_of_figures(office: Client, proxy: ProxyValue) -> None:
    text = HEADER + "gas_sold,2024,,1300.25,GWh,Rete\ngas_sold,2025,1,9,GWh,Rete\n"
    with translation.override("en"):
        response = office.post(
            address("proxy-import"), {"file": SimpleUploadedFile("x.csv", text.encode())}, follow=True
        )
    assert "1 figures added, 1 changed, 0 as before" in words(response)
    values = proxy.city.proxy_values.order_by("year").values_list("year", "month", "value")
    assert list(values) == [(2024, None, Decimal("1300.25")), (2025, 1, Decimal(9))]


def test_import_reads_what_italian_spreadsheets_write(office: Client, contract: Contract) -> None:
    send(office, "\ufeffKind;Year;Month;Value;Unit;Source\r\nwaste_collected;2024;12;1,5;t;Società\r\n")
    row = ProxyValue.objects.get()
    assert (row.month, row.value, row.source) == (12, Decimal("1.5"), "Società")


def test_what_is_downloaded_can_be_imported(office: Client, proxy: ProxyValue) -> None:
    ProxyValueFactory(city=proxy.city, year=2023, month=2, source="=Rete")
    response = office.get(address("proxy-csv"))
    content = response.getvalue()
    assert content.decode().splitlines() == [
        HEADER.strip(),
        "gas_sold,2024,,1200,GWh,Yearly report of the network",
        "gas_sold,2023,2,1200,GWh,'=Rete",
    ]
    assert send(office, content).status_code == 302
    assert list(ProxyValue.objects.values_list("revision", flat=True)) == [1, 1]
    empty = office.get(address("proxy-template")).getvalue()
    assert empty.decode() == HEADER.replace("\n", "\r\n")


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("gas_sold,24th,,1,GWh,Rete\n", [(2, "year")]),
        ("gas_sold,2024,March,1,GWh,Rete\n", [(2, "month")]),
        ("gas_sold,2024,,\"1,240.5\",GWh,Rete\n", [(2, "value")]),
        ("gas_sold,2024,,1.2345678,GWh,Rete\n", [(2, "value")]),
        ("gas_sold,2024\n", [(2, "value")]),
        (
            "magic,2024,,1,GWh,Rete\n\ngas_sold,2024,13,-1,GWh,\n",
            [(2, "kind"), (4, "month"), (4, "value"), (4, "source")],
        ),
        ("gas_sold,2024,,1,GWh,Rete\ngas_sold,2024,,2,MWh,Rete\n", [(3, "year"), (3, "unit")]),
    ],
)  # fmt: skip
@pytest.mark.parametrize("language", ["it", "en"])
def test_import_shows_errors_by_line_and_column(
    office: Client, contract: Contract, language: str, content: str, found: list[tuple[int, str]]
) -> None:
    with translation.override(language):
        response = send(office, HEADER + content)
        assert (response.status_code, tells_an_error(response)) == (200, True)
    assert (faults(response), field_errors(response)) == (found, {"file": 1})
    assert (ProxyValue.objects.count(), Job.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        HEADER.encode(),
        b"kind,year\ngas_sold,2024\n",
        "città".encode("latin-1"),
        HEADER.encode() + b"x" * 1_000_001,
        HEADER.encode() + b"gas_sold,2024,,1,GWh,Rete\n" * 2_001,
    ],
)
def test_import_refuses_what_is_no_such_file(office: Client, contract: Contract, content: bytes) -> None:
    response = send(office, content)
    assert (field_errors(response), faults(response)) == ({"file": 1}, [])


def test_assumptions_are_saved_with_their_source(office: Client, contract: Contract) -> None:
    typed = {"carbon_price_eur": "85", "discount_share": "3,5", "budget_tco2e": "", "revision": "1"}
    response = office.post(address("assumptions-edit"), typed)
    assert (field_errors(response), tells_an_error(response)) == ({"assumptions_note_it": 1}, True)
    wanted = typed | {"assumptions_note_it": "Delibera 12"}
    assert office.post(address("assumptions-edit"), wanted).status_code == 302
    contract.refresh_from_db()
    assert (contract.carbon_price_eur, contract.discount_share, contract.budget_tco2e) == (
        Decimal(85),
        Decimal("0.035"),
        None,
    )
    again = office.post(address("assumptions-edit"), wanted | {"carbon_price_eur": "90"})
    assert (again.status_code, len(again.context["differences"])) == (409, 1)


def test_a_reader_sees_the_assumptions_and_changes_nothing(
    reader: User, contract: Contract, city: City
) -> None:
    contract.discount_share = Decimal("0.035")
    contract.assumptions_note = {"it": "Delibera 12"}
    contract.save()
    browser = sign_in(reader)
    page = browser.get(address("assumptions-edit"))
    assert ["3,5%" in words(page), "Delibera 12" in words(page), "<form method" in page.content.decode()] == [
        True,
        True,
        False,
    ]
    assert browser.post(address("assumptions-edit"), {}).status_code == 403
