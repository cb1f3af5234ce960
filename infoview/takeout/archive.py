"""An archive from anywhere, read with suspicion: bounded, whole, and of our making, or one sentence."""

import hashlib
import json
import zipfile
from collections.abc import Generator, Iterator
from contextlib import closing
from typing import IO, Any

from django.utils.translation import gettext as _

from infoview.takeout.what import FORMAT, VERSION

MOST_FILES = 300
MOST_BYTES = 2_000_000_000  # all files together, unpacked
MANIFEST_BYTES = 1_000_000
ROW_BYTES = 16_000_000
# Rows of one account are much alike; what packs better than this is a trap.
RATIO_MOST = 200
RATIO_FROM = 20_000_000
CHUNK = 1 << 20


class Refused(Exception):
    """The file cannot be taken in; the sentence says why, and nothing was written."""


def damaged() -> Refused:
    return Refused(_("This file is damaged or was changed by hand. Export the account again."))


class Archive:
    """A zip of ours, checked before anything of it is used."""

    def __init__(self, file: IO[bytes]) -> None:
        try:
            self.zip = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise Refused(_("This is not a zip file, or it is damaged.")) from error
        self._bound()
        self.manifest = self._manifest()
        self._verify()

    @property
    def names(self) -> set[str]:
        return set(self.manifest["files"])

    def rows(self, name: str) -> Iterator[dict[str, Any]]:
        """Yield the rows of one file, line by line."""
        with closing(self._lines(name)) as lines:
            first = next(lines, b"")
            if first == b"[]":
                return
            if first != b"[":
                raise damaged()
            for line in lines:
                if line == b"]":
                    return
                row = _parsed(line.removesuffix(b","))
                if not isinstance(row, dict):
                    raise damaged()
                yield row
        raise damaged()

    def _lines(self, name: str) -> Generator[bytes]:
        try:
            with self.zip.open(name) as part:
                while line := part.readline(ROW_BYTES + 1):
                    if len(line) > ROW_BYTES:
                        raise damaged()
                    yield line.rstrip(b"\n")
        except _BROKEN as error:
            raise damaged() from error

    def _bound(self) -> None:
        entries = self.zip.infolist()
        names = {entry.filename for entry in entries}
        if len(entries) > MOST_FILES or len(names) != len(entries):
            raise damaged()
        if sum(entry.file_size for entry in entries) > MOST_BYTES:
            raise Refused(_("This file is too large to be an account of ours."))
        for entry in entries:
            packed = max(entry.compress_size, 1)
            if entry.file_size > RATIO_FROM and entry.file_size / packed > RATIO_MOST:
                raise Refused(_("This file is too large to be an account of ours."))
            if entry.flag_bits & 0x1 or entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise Refused(_("This file is locked or packed in a way that is not ours."))

    def _manifest(self) -> dict[str, Any]:
        try:
            with self.zip.open("manifest.json") as part:
                manifest = _parsed(part.read(MANIFEST_BYTES))
        except KeyError as error:
            raise Refused(_("This zip is not an account of Infoview: it has no manifest.")) from error
        except _BROKEN as error:
            raise damaged() from error
        if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
            raise Refused(_("This zip is not an account of Infoview."))
        number = manifest.get("version")
        if not isinstance(number, int) or isinstance(number, bool) or number < 1:
            raise damaged()
        if number > VERSION:
            raise newer()
        if not isinstance(manifest.get("files"), dict) or not isinstance(manifest.get("counts"), dict):
            raise damaged()
        return manifest

    def _verify(self) -> None:
        """Compare every file with what the manifest says of it."""
        present = {entry.filename: entry.file_size for entry in self.zip.infolist()}
        present.pop("manifest.json")
        files = self.manifest["files"]
        if present.keys() != files.keys():
            raise damaged()
        for name, said in files.items():
            if not isinstance(said, dict) or said.get("bytes") != present[name]:
                raise damaged()
            if self._sum(name, present[name]) != said.get("sha256"):
                raise damaged()

    def _sum(self, name: str, size: int) -> str:
        digest = hashlib.sha256()
        try:
            with self.zip.open(name) as part:
                while piece := part.read(CHUNK):
                    size -= len(piece)
                    if size < 0:
                        raise damaged()
                    digest.update(piece)
        except _BROKEN as error:
            raise damaged() from error
        return digest.hexdigest()


def newer() -> Refused:
    return Refused(_("This file was made by a newer Infoview. Update this one first."))


_BROKEN = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    OSError,
    EOFError,
    ValueError,
    RuntimeError,
    NotImplementedError,
)


def _parsed(data: bytes) -> Any:
    try:
        return json.loads(data, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise damaged() from error


def _no_number(name: str) -> None:
    raise ValueError(name)
