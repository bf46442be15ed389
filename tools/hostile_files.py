"""Files that no honest person sends, to prove that the import refuses them: `python -m tools.hostile_files FOLDER`."""

import os
import struct
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tools.raw_workbooks import BOOK_LINKS, MAIN, RELATIONS, SHEET, archive, text_cell, workbook

MEGABYTE = 2**20
HARMLESS = ""


@dataclass(frozen=True)
class HostileFile:
    """A file, and the code of the refusal that it must meet; empty where it may be read but must do no harm."""

    name: str
    refusal: str
    make: Callable[[], bytes]


def zip_bomb() -> bytes:
    """Two hundred megabytes of blanks in a sheet."""
    return workbook({"xl/worksheets/sheet1.xml": b" " * (200 * MEGABYTE)})


def dense_part() -> bytes:
    """Fifty megabytes that pack a thousand to one: within the limit of size, not of density."""
    return workbook({"xl/media/blank.xml": b"\0" * (50 * MEGABYTE)})


def many_entries() -> bytes:
    """Five thousand parts."""
    return workbook({f"xl/media/{number}.xml": "x" for number in range(5000)})


def overlapping_entries() -> bytes:
    """A directory that names the same packed bytes many times."""
    content = workbook(rows=f'<row r="1">{text_cell("A1", "x" * 5000)}</row>')
    end = content.rindex(b"PK\x05\x06")
    size, start = struct.unpack("<II", content[end + 12 : end + 20])
    entries = content[start : start + size]
    count = struct.unpack("<H", content[end + 10 : end + 12])[0]
    tail = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, count * 60, count * 60, size * 60, start, 0)
    return content[:start] + entries * 60 + tail


def laughing_entities() -> bytes:
    """Entities of entities, in the sheet and in shared strings."""
    layers = "".join(f'<!ENTITY l{number} "{f"&l{number - 1};" * 10}">' for number in range(1, 10))
    bomb = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{layers}]>'
    sheet = SHEET % f'<row r="1">{text_cell("A1", "&l9;")}</row>'
    return workbook({"xl/worksheets/sheet1.xml": sheet.replace('<?xml version="1.0"?>', bomb)})


def outside_entity() -> bytes:
    """An entity that reads a file of the machine."""
    head = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    sheet = SHEET % f'<row r="1">{text_cell("A1", "&f;")}</row>'
    return workbook({"xl/worksheets/sheet1.xml": sheet.replace('<?xml version="1.0"?>', head)})


def wide_entity_encoding() -> bytes:
    """The same in UTF-16, where a search for bytes would miss it."""
    return workbook(
        {
            "xl/worksheets/sheet1.xml": '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x []><x/>'.encode(
                "utf-16"
            )
        }
    )


def far_cell() -> bytes:
    """One cell in the last corner of a sheet: a reader that fills the area needs 17 billion cells."""
    far = f'<row r="1">{text_cell("A1", "x")}</row><row r="1048576">{text_cell("XFD1048576", "y")}</row>'
    return workbook(rows=far)


def wide_merge() -> bytes:
    """A merged area over the whole sheet."""
    sheet = SHEET % f'<row r="1">{text_cell("A1", "Total")}</row>'
    merge = '</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    return workbook({"xl/worksheets/sheet1.xml": sheet.replace("</sheetData>", merge)})


def outside_links() -> bytes:
    """Formulas and links that ask another machine, with the results they were saved with."""
    row = (
        '<row r="1"><c r="A1"><f>WEBSERVICE("http://192.0.2.1/")</f></c>'
        '<c r="B1" t="str"><f>[1]Sheet!A1</f><v>cached</v></c></row>'
    )
    link = f'<?xml version="1.0"?><externalLink xmlns="{MAIN}"/>'
    return workbook({"xl/externalLinks/externalLink1.xml": link}, rows=row)


def encrypted() -> bytes:
    """The beginning of a workbook that is protected by a password."""
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + b"\0" * 1000
        + "EncryptedPackage".encode("utf-16-le")
        + b"\0" * 3000
    )


def random_archive() -> bytes:
    """The beginning of an archive, then noise."""
    return b"PK\x03\x04" + os.urandom(50_000)


def noisy_sheet() -> bytes:
    """A workbook whose sheet is noise."""
    return workbook({"xl/worksheets/sheet1.xml": os.urandom(20_000)})


def endless_line() -> bytes:
    """Twenty megabytes without a line end."""
    return b"x" * (20 * MEGABYTE - 10)


def endless_quote() -> bytes:
    """A quotation mark that never ends."""
    return b'a;b;c\n1;"' + b"y;\n" * 5_000_000


def million_columns() -> bytes:
    """One row of a million cells."""
    return b";".join([b"1"] * 1_000_000)


def million_rows() -> bytes:
    """A million rows."""
    return b"a;b\n" * 1_000_000


def many_cells() -> bytes:
    """Twenty megabytes of the smallest cells: little to send, much to keep."""
    return (b"10;" * 900 + b"\n") * 7_000


def repeated_text() -> bytes:
    """A long text that is stored once and stands in ten thousand cells."""
    strings = f'<?xml version="1.0"?><sst xmlns="{MAIN}" count="1"><si><t>{"x" * 30_000}</t></si></sst>'
    link = f'<Relationship Id="rId2" Type="{RELATIONS}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
    rows = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(1, 10_001))
    links = BOOK_LINKS.replace("</Relationships>", link)
    return workbook({"xl/sharedStrings.xml": strings, "xl/_rels/workbook.xml.rels": links}, rows=rows)


def many_merges() -> bytes:
    """A hundred thousand merged areas, each as wide as the sheet."""
    rows = "".join(f'<row r="{row}">{text_cell(f"A{row}", "x")}</row>' for row in range(1, 100_001))
    merges = "".join(f'<mergeCell ref="A{row}:XFD{row}"/>' for row in range(1, 100_001))
    sheet = (SHEET % rows).replace("</sheetData>", f"</sheetData><mergeCells>{merges}</mergeCells>")
    return workbook({"xl/worksheets/sheet1.xml": sheet})


def spaced_lines() -> bytes:
    """Long runs of blanks, which greedy patterns read again and again."""
    return b"Title\n" + (b"a" + b" " * 90_000 + b"b\n") * 50


def long_words() -> bytes:
    """Headers and numbers made to be read slowly."""
    return (
        b"Table A-1.3: "
        + b"emissions by " * 10_000
        + b"\n"
        + b"Sector;Scope 1\n"
        + b"Buildings;"
        + b"1." * 50_000
        + b"\n"
        + b"Waste;"
        + b"1" * 100_000
        + b"\n"
    )


def formula_texts() -> bytes:
    """Cells that a spreadsheet would run."""
    return (
        b"A-2.1 List of policies\nType;Level;Name;Description\nregulation;local;=cmd|' /C calc'!A0;@SUM(1)\n"
    )


CORPUS = (
    HostileFile("zip_bomb.xlsx", "bomb", zip_bomb),
    HostileFile("dense_part.xlsx", "bomb", dense_part),
    HostileFile("many_entries.xlsx", "bomb", many_entries),
    HostileFile("overlapping_entries.xlsx", "bomb", overlapping_entries),
    HostileFile("laughing_entities.xlsx", "entities", laughing_entities),
    HostileFile("outside_entity.xlsx", "entities", outside_entity),
    HostileFile("wide_entity_encoding.xlsx", "entities", wide_entity_encoding),
    HostileFile("far_cell.xlsx", "too_much_memory", far_cell),
    HostileFile("wide_merge.xlsx", HARMLESS, wide_merge),
    HostileFile("outside_links.xlsx", HARMLESS, outside_links),
    HostileFile("macros.xlsm", "macros", workbook),
    HostileFile("macros_renamed.xlsx", "macros", lambda: workbook({"xl/vbaProject.bin": b"\xd0\xcf"})),
    HostileFile("program.xlsx", "program", lambda: b"MZ\x90\x00" + b"\0" * 1000),
    HostileFile("program.csv", "program", lambda: b"\x7fELF" + b"\0" * 1000),
    HostileFile("paper.xlsx", "pdf", lambda: b"%PDF-1.7\n%%EOF"),
    HostileFile("picture.xlsx", "picture", lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 100),
    HostileFile("web_page.csv", "web_page", lambda: b"<html><table><tr><td>1</td></tr></table></html>"),
    HostileFile("old.xls", "old_workbook", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 3000),
    HostileFile("encrypted.xlsx", "encrypted", encrypted),
    HostileFile("document.xlsx", "not_a_workbook", lambda: archive({"word/document.xml": "<x/>"})),
    HostileFile("table.ods", "other_workbook", lambda: archive({"content.xml": "<x/>"})),
    HostileFile("binary_book.xlsx", "other_workbook", lambda: workbook({"xl/workbook.bin": b"\0"})),
    HostileFile("random_archive.xlsx", "damaged", random_archive),
    HostileFile("noisy_sheet.xlsx", "damaged", noisy_sheet),
    HostileFile("no_sheet.xlsx", "damaged", lambda: workbook({"xl/_rels/workbook.xml.rels": "<x/>"})),
    HostileFile("truncated.xlsx", "damaged", lambda: workbook()[:-40]),
    HostileFile("text_called_workbook.xlsx", "not_a_workbook", lambda: b"a;b\n1;2\n"),
    HostileFile("workbook_called_text.csv", "binary", workbook),
    HostileFile("script.py", "extension", lambda: b"print(1)\n"),
    HostileFile("nothing.csv", "empty", lambda: b""),
    HostileFile("blanks.csv", "empty", lambda: b" \n \n"),
    HostileFile("blank_book.xlsx", "empty", workbook),
    HostileFile("nuls.csv", "binary", lambda: b"a;b\n\0\0\0\0;1\n" * 100),
    HostileFile("too_large.csv", "too_large", lambda: b"a;b\n" * (6 * MEGABYTE)),
    HostileFile("endless_line.csv", "cell_too_long", endless_line),
    HostileFile("endless_quote.csv", "cell_too_long", endless_quote),
    HostileFile("million_columns.csv", "too_many_columns", million_columns),
    HostileFile("million_rows.csv", "too_many_rows", million_rows),
    HostileFile("many_cells.csv", "too_many_cells", many_cells),
    HostileFile("repeated_text.xlsx", "too_much_memory", repeated_text),
    HostileFile("many_merges.xlsx", HARMLESS, many_merges),
    HostileFile("spaced_lines.txt", HARMLESS, spaced_lines),
    HostileFile("long_words.csv", HARMLESS, long_words),
    HostileFile("formula_texts.csv", HARMLESS, formula_texts),
    HostileFile("../../etc/passwd.csv", HARMLESS, lambda: b"a;b\n1;2\n"),
)


def make_corpus(folder: Path) -> list[Path]:
    """Write every file; names that would leave the folder lose their path."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for hostile in CORPUS:
        path = folder / hostile.name.replace("/", "_")
        path.write_bytes(hostile.make())
        paths.append(path)
    return paths


if __name__ == "__main__":
    for made in make_corpus(Path(sys.argv[1])):
        sys.stdout.write(f"{made}\n")
