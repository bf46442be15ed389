"""PDFs to seal and to attack: made in a moment, small, with text, information and pages that can be changed."""

from io import BytesIO

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pypdf import PdfWriter


def plain_pdf(*, pages: int = 2, title: str = "Impegno") -> bytes:
    """A PDF with a title and some empty pages."""
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(200, 200)
    writer.add_metadata({"/Title": title})
    made = BytesIO()
    writer.write(made)
    return made.getvalue()


def bomb_pdf() -> bytes:
    """A small file that holds three hundred megabytes of nothing."""
    writer = PdfWriter()
    page = writer.add_blank_page(200, 200)
    stream = generic.StreamObject(stream_data=bytes(300_000_000))
    stream.compress()
    packed = stream.encoded_data
    made = BytesIO()
    writer.write(made)
    page.clear()
    return _appended(made.getvalue(), lambda update: update.add_object(_packed_stream(packed)))


def _packed_stream(packed):
    told = generic.DictionaryObject({pdf_name("/Filter"): pdf_name("/FlateDecode")})
    return generic.StreamObject(told, encoded_data=packed)


def _appended(pdf, change):
    """A further revision of a PDF, after the last byte of what is there."""
    update = IncrementalPdfFileWriter(BytesIO(pdf), strict=False)
    change(update)
    made = BytesIO()
    update.write(made)
    return made.getvalue()


def with_page_rewritten(pdf: bytes) -> bytes:
    """The first page shows something else."""

    def change(update):
        page = update.root["/Pages"]["/Kids"][0]
        text = generic.StreamObject(stream_data=b"BT ET")
        page[pdf_name("/Contents")] = update.add_object(text)
        update.update_container(page)

    return _appended(pdf, change)


def with_note(pdf: bytes) -> bytes:
    """A note lies over the first page."""

    def change(update):
        page = update.root["/Pages"]["/Kids"][0]
        note = generic.DictionaryObject(
            {
                pdf_name("/Type"): pdf_name("/Annot"),
                pdf_name("/Subtype"): pdf_name("/FreeText"),
                pdf_name("/Rect"): generic.ArrayObject([generic.NumberObject(one) for one in (0, 0, 99, 99)]),
                pdf_name("/Contents"): generic.pdf_string("Altro"),
            }
        )
        place = generic.ArrayObject([update.add_object(note)])
        page[pdf_name("/Annots")] = place
        update.update_container(page)

    return _appended(pdf, change)


def with_title_rewritten(pdf: bytes) -> bytes:
    """The title in the information of the document is another."""

    def change(update):
        update.set_info(generic.DictionaryObject({pdf_name("/Title"): generic.pdf_string("Altro titolo")}))

    return _appended(pdf, change)


def with_script(pdf: bytes) -> bytes:
    """A script runs when the file is opened."""

    def change(update):
        script = {pdf_name("/S"): pdf_name("/JavaScript"), pdf_name("/JS"): generic.pdf_string("1")}
        update.root[pdf_name("/OpenAction")] = update.add_object(generic.DictionaryObject(script))
        update.update_root()

    return _appended(pdf, change)
