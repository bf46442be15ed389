"""The typesetter that every room may use: its template reads data and its own folder, nothing else."""

import io

import pytest
from django.utils import translation
from pypdf import PdfReader

from core.typesetting import PaperFailed, typeset

TEMPLATE = """
#let paper = json(bytes(sys.inputs.paper))
#set document(title: paper.title)
#set text(lang: "it", font: ("Libertinus Serif",))
= #paper.title
#paper.text
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "page.typ").write_text(TEMPLATE)
    return tmp_path


def test_typeset_prints_texts_as_data_and_gives_the_same_bytes(folder):
    paper = {"title": "Impegno", "text": '#read("/etc/passwd") 😀'}
    pdf = typeset(folder, paper, timestamp=0, main="page.typ")
    printed = PdfReader(io.BytesIO(pdf)).pages[0].extract_text()
    assert ["read(" in printed, "[U+1F600]" in printed, "root:" in printed] == [True, True, False]
    assert typeset(folder, paper, timestamp=0, main="page.typ") == pdf


def test_a_template_cannot_leave_its_folder(folder):
    (folder / "page.typ").write_text('#read("../../../../etc/hostname")')
    with translation.override("en"), pytest.raises(PaperFailed) as stopped:
        typeset(folder, {}, timestamp=0, main="page.typ")
    assert str(stopped.value) == "The paper could not be typeset; the administrators see why."
    assert "root" in stopped.value.detail
