"""An upload of at most so many bytes: what is beyond is thrown away as it comes, never kept."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile

from contacts.formats.rows import MAX_BYTES


class BoundedUpload(FileUploadHandler):
    """Keep one file in memory up to the bound; past it, forget it and say so in `request.too_large`."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.pieces: list[bytes] = []
        self.kept = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.kept += len(raw_data)
        if self.kept > MAX_BYTES:
            self.pieces = []
            self.request.too_large = True  # type: ignore[union-attr]
            raise SkipFile
        self.pieces.append(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile:
        content = b"".join(self.pieces)
        self.pieces = []
        return SimpleUploadedFile(self.file_name or "file", content, self.content_type or "")
