"""How a request for signatures ends without a signature: declined, or out of time."""

from tests.journeys.conftest import NewVisitor
from tests.journeys.signing_steps import CITY, LINK, Signer, ask_for_signatures, call_inside, count_mails
from tests.journeys.site import SIGNATORY
from tests.journeys.visitor import Visitor

REASON = "La seconda scheda riporta una cifra sbagliata."


def test_signer_declines_and_the_officer_reads_why(officer: Visitor, new_visitor: NewVisitor) -> None:
    before = count_mails(officer.site, SIGNATORY, LINK)
    made = ask_for_signatures(officer, "Tetti verdi")
    signer = Signer(new_visitor())
    link = signer.open_link(before)
    signer.visitor.sign_in(SIGNATORY)
    signer.visitor.page.goto(link.replace("/leggi/", "/rifiuta/"))
    signer.visitor.field("reason").fill(REASON)
    signer.visitor.submit()
    assert signer.visitor.status_of(link) == 410
    officer.open("request-detail", city=CITY, pk=made["request"])
    assert REASON in officer.text()
    assert call_inside(officer.site, "state_of", commitment=made["commitment"]) == "changes_requested"


def test_nothing_is_signed_once_the_time_is_over(officer: Visitor, new_visitor: NewVisitor) -> None:
    before = count_mails(officer.site, SIGNATORY, LINK)
    made = ask_for_signatures(officer, "Pompe di calore")
    signer = Signer(new_visitor())
    link = signer.open_link(before)
    signer.go_to_code()
    call_inside(officer.site, "end_time", request=made["request"])
    signer.click("[name=consent]", "consent")
    signer.click("main form button.btn-primary", "sign")
    assert signer.visitor.page.title().startswith(("Il tempo per firmare", "The time to sign"))
    assert signer.visitor.status_of(link) == 410
