"""A PDF with a text layer, as registrars' consoles export certificates: written by hand, no font embedded."""

from collections.abc import Sequence

OBJECTS = (
    b"<< /Type /Catalog /Pages 2 0 R >>",
    b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
    b"",
    b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [6 0 R] >>",
    b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /FontDescriptor 7 0 R"
    b" /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /DW 1000 /W [1 95 500] >>",
    b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0"
    b" /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
)


def text_pdf(title: str, rows: Sequence[str]) -> bytes:
    """One A4 page: a title and lines of text, all in the basic plane (UCS-2)."""
    lines = [_line(title, 20, 150, 760)]
    lines += [_line(row, 12, 90, 690 - 30 * place) for place, row in enumerate(rows)]
    stream = b"BT\n" + b"\n".join(lines) + b"\nET"
    objects = list(OBJECTS)
    objects[3] = b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream)
    return _file(objects)


def _line(text: str, size: int, x: int, y: int) -> bytes:
    return b"/F1 %d Tf 1 0 0 1 %d %d Tm <%s> Tj" % (size, x, y, text.encode("utf-16-be").hex().encode())


def _file(objects: Sequence[bytes]) -> bytes:
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    end = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + end
