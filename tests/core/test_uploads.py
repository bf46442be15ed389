from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from core.uploads import CheckedFile, check_upload, content_type, shown_name
from tests.refusals import refusals

PDF, PNG, JPG = b"%PDF-1.7 text", b"\x89PNG\r\n\x1a\nrest", b"\xff\xd8\xff\xe0rest"


@pytest.mark.parametrize(
    ("name", "content", "extension"),
    [
        ("delibera.pdf", PDF, ".pdf"),
        ("FIRMA.PNG", PNG, ".png"),
        ("scan.jpg", JPG, ".jpg"),
        ("scan.jpeg", JPG, ".jpg"),
    ],
)
def test_check_upload_gives_a_name_of_our_own(name: str, content: bytes, extension: str) -> None:
    checked = check_upload(SimpleUploadedFile(name, content))
    assert (checked.original_name, checked.size_bytes, checked.name[36:]) == (name, len(content), extension)
    assert name not in checked.name


def test_check_upload_digests_the_content_and_leaves_the_file_at_its_beginning() -> None:
    file = SimpleUploadedFile("a.pdf", PDF)
    checked: CheckedFile = check_upload(file)
    assert checked.sha256 == "d2a7cbfc25129e09607979d6cfa7e1a96fc9a583b273207aab90dfaf8ee0cab4"
    assert file.read() == PDF


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.exe", b"MZ", "wrong_type"),
        ("a", PDF, "wrong_type"),
        ("a.svg", b"<svg/>", "wrong_type"),
        ("a.pdf.html", PDF, "wrong_type"),
        ("a.pdf", b"", "empty"),
        ("a.pdf", b"<html>", "wrong_content"),
        ("a.pdf", b" %PDF-1.7", "wrong_content"),
        ("a.pdf", PNG, "wrong_content"),
        ("a.png", JPG, "wrong_content"),
        ("a.pdf", b"%PDF-" + b"x" * 20 * 1024 * 1024, "too_large"),
    ],
)
def test_check_upload_refuses(name: str, content: bytes, code: str) -> None:
    file: Any = SimpleUploadedFile("x", content)
    file._name = name
    assert refusals(lambda: check_upload(file, "scan")) == {"scan": [code]}


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\temp\\file.pdf", "file.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie: x.pdf"),
        ("fir\u202efdp.pdf", "firfdp.pdf"),
        ("x" * 300 + ".pdf", "x" * 196 + ".pdf"),
        ("", ""),
    ],
)
def test_shown_name_is_harmless(sent: str, shown: str) -> None:
    assert shown_name(sent) == shown


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.pdf", "application/pdf"), ("a.png", "image/png"), ("a.svg", "application/octet-stream")],
)
def test_content_type_is_one_of_ours(name: str, kind: str) -> None:
    assert content_type(name) == kind
