"""From bytes to lines: which encoding was taken, and line by line reading in flat memory (pure)."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from contacts.formats.rows import MAX_BYTES, Unreadable

UTF_8, UTF_8_BOM, UTF_16, UTF_32, WINDOWS_1252 = "UTF-8", "UTF-8 with BOM", "UTF-16", "UTF-32", "Windows-1252"

SIGNATURES = (
    (
        b"PK\x03\x04",
        "This is a spreadsheet or an archive, not a text file. Save it as CSV, or unpack it first.",
    ),
    (b"\xd0\xcf\x11\xe0", "This is an Excel or Outlook file, not a text file. Save it as CSV first."),
    (b"%PDF", "This is a PDF. Export the list as CSV or vCard."),
    (b"\x1f\x8b", "This is a compressed file. Unpack it first."),
    (b"Rar!", "This is an archive. Unpack it first."),
    (b"7z\xbc\xaf", "This is an archive. Unpack it first."),
    (b"SQLite format 3", "This is a database file. Export the list as CSV or vCard."),
    (b"\x89PNG", "This is a picture, not a list of people."),
    (b"\xff\xd8\xff", "This is a picture, not a list of people."),
    (b"GIF8", "This is a picture, not a list of people."),
    (b"!BDN", "This is an Outlook data file. Export the contacts as CSV first."),
)
SOMETHING = re.compile(rb"[^ \t\r\n\x00\xef\xbb\xbf\xff\xfe]")
NOT_TEXT = "This is not a text file. Choose a CSV, vCard or JSON file."


@dataclass(slots=True, frozen=True)
class Text:
    """The file as one of two encodings Python decodes line by line.

    data        UTF-8 or Windows-1252 bytes with \\n at the ends of lines (\\r may stand before), no BOM
    encoding    which encoding the file was taken for, in words
    """

    data: bytes
    encoding: str

    @property
    def codec(self) -> str:
        return "cp1252" if self.encoding == WINDOWS_1252 else "utf-8"

    def lines(self, start: int = 0) -> Iterator[tuple[int, bytes]]:
        """Yield the offset of each line and the line with its end; one line is in memory at a time."""
        stream = BytesIO(self.data)
        stream.seek(start)
        offset = start
        for line in stream:
            yield offset, line
            offset += len(line)

    def line_number(self, offset: int) -> int:
        return self.data.count(b"\n", 0, offset) + 1

    def decode(self, line: bytes) -> tuple[str, bool]:
        """Return the text of a line and whether every byte could be read."""
        try:
            return line.decode(self.codec), True
        except UnicodeDecodeError:
            return line.decode(self.codec, "surrogateescape"), False


def read_text(data: bytes) -> Text:
    """Return the file as text; raise Unreadable for what is empty, too big or no text."""
    if len(data) > MAX_BYTES:
        raise Unreadable(
            f"This file is larger than {MAX_BYTES // 1024 // 1024} MB. Export a part of the list."
        )
    if not SOMETHING.search(data):
        raise Unreadable("This file is empty.")
    for signature, reason in SIGNATURES:
        if data.startswith(signature):
            raise Unreadable(reason)
    if data.startswith((b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")):
        return _checked(Text(_one_line_end(_transcode(data, "utf-32")), UTF_32))
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _checked(Text(_one_line_end(_transcode(data, "utf-16")), UTF_16))
    if codec := _utf_16_without_bom(data):
        return _checked(Text(_one_line_end(_transcode(data, codec)), UTF_16))
    if data.startswith(codecs.BOM_UTF8):
        return _checked(Text(_one_line_end(data[3:]), UTF_8_BOM))
    data = _one_line_end(data)
    if _is_utf_8(data) or _is_mostly_utf_8(data):
        return _checked(Text(data, UTF_8))
    return _checked(Text(data, WINDOWS_1252))


def _checked(text: Text) -> Text:
    head = text.data[:65536]
    odd = sum(head.count(byte) for byte in CONTROLS)
    if odd > max(8, len(head) // 100):
        raise Unreadable(NOT_TEXT)
    start = head.lstrip()[:200].lower()
    if start.startswith((b"<!doctype", b"<html", b"<?xml", b"<head", b"<body")):
        raise Unreadable(
            "This is a web page or XML file, not a list of people. Export the list as CSV or vCard."
        )
    if start.startswith(b"{\\rtf"):
        raise Unreadable("This is a formatted document. Save it as plain text or CSV.")
    return text


CONTROLS = tuple(bytes([code]) for code in (*range(9), 11, *range(14, 27), *range(28, 32)))


def _utf_16_without_bom(data: bytes) -> str:
    head = data[:4096]
    head = head[: len(head) // 2 * 2]
    if len(head) < 4:
        return ""
    zeros_even, zeros_odd = head[0::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if zeros_odd > half * 0.6 and zeros_even < half * 0.1:
        return "utf-16-le"
    if zeros_even > half * 0.6 and zeros_odd < half * 0.1:
        return "utf-16-be"
    return ""


def _transcode(data: bytes, codec: str) -> bytes:
    decoder = codecs.getincrementaldecoder(codec)("strict")
    pieces = []
    try:
        for start in range(0, len(data), 1 << 20):
            pieces.append(decoder.decode(data[start : start + (1 << 20)]).encode("utf-8"))
        pieces.append(decoder.decode(b"", final=True).encode("utf-8"))
    except UnicodeError:
        raise Unreadable(
            "This file begins as UTF-16 or UTF-32, but not all of it is. Save it again as UTF-8."
        ) from None
    return b"".join(pieces).removeprefix(codecs.BOM_UTF8)


def _one_line_end(data: bytes) -> bytes:
    # Some spreadsheets on the Mac still end their lines with CR alone.
    return data.replace(b"\r", b"\n") if b"\n" not in data and b"\r" in data else data


def _is_utf_8(data: bytes) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")("strict")
    try:
        for start in range(0, len(data), 1 << 20):
            decoder.decode(data[start : start + (1 << 20)])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _is_mostly_utf_8(data: bytes) -> bool:
    """Say whether most of the lines that need UTF-8 are sound: then the broken ones are complained of."""
    good = bad = 0
    for line in BytesIO(data):
        if line.isascii():
            continue
        try:
            line.decode("utf-8")
            good += 1
        except UnicodeDecodeError:
            bad += 1
    # Letters that happen to form valid UTF-8 hardly ever do so in Windows-1252.
    return 0 < good >= bad
