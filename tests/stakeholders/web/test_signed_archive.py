"""All that an organisation signed, in one file that can be checked without the portal."""

import json
from hashlib import sha256

import pytest
from django.core.files.base import ContentFile

from stakeholders.documents import answer_sha256
from stakeholders.web.signed_archive import archive_entries
from tests.factories.sheets import ActionSheetFactory, AttachmentFactory
from tests.stakeholders.signing.stage import make_stage

pytestmark = pytest.mark.django_db

MAP = b"%PDF-1.4 a map"


def test_archive_holds_annexes_what_opens_withheld_answers_and_the_verifier() -> None:
    stage = make_stage()
    sheet = ActionSheetFactory(
        commitment=stage.commitment, answers={"capex_eur": "250000"}, confidential=["capex_eur"]
    )
    digest = sha256(MAP).hexdigest()
    AttachmentFactory(sheet=sheet, file=ContentFile(MAP, "map.pdf"), sha256=digest)
    stage.sign_all(stage.open())
    AttachmentFactory(sheet=sheet, sha256="1" * 64)  # beside the commitment since, in no text
    entries = dict(archive_entries(stage.organisation))
    folder = next(iter(entries)).split("/")[0]
    assert [name for name in entries if "annex-" in name] == [f"{folder}/annex-{digest[:12]}.pdf"]
    assert entries[f"{folder}/annex-{digest[:12]}.pdf"] == MAP
    [opened] = json.loads(entries[f"{folder}/withheld-1.json"]).values()
    told = json.loads(entries[f"{folder}/text-1.json"])["sheets"][0]["answers"]["capex_eur"]["sha256"]
    assert answer_sha256(opened["salt"], "capex_eur", opened["value"]) == told
    assert "def verify" in entries["ccc_verify.py"].decode()
