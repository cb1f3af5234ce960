"""A file too large for anything here, sent as a browser sends it and never held in memory."""

import tracemalloc
from io import BytesIO

SIZE = 60 * 1024 * 1024
HEAD = b'--B\r\nContent-Disposition: form-data; name="file"; filename="big.csv"\r\n\r\n'
TAIL = b"\r\n--B--\r\n"


class Endless(BytesIO):
    """Many megabytes that are made while they are read."""

    def __init__(self, head: bytes, size: int, tail: bytes) -> None:
        super().__init__(head)
        self.left, self.tail = size, tail

    def read(self, size: int = -1) -> bytes:
        found = super().read(size)
        if found or not self.left:
            rest, self.tail = (b"", self.tail) if found else (self.tail, b"")
            return found or rest
        piece = min(size if size > 0 else 65536, self.left)
        self.left -= piece
        return b"x" * piece


def send_sixty_megabytes(client, path):
    """Return the answer, and how many bytes were held at most."""
    environ = {
        "CONTENT_TYPE": "multipart/form-data; boundary=B",
        "CONTENT_LENGTH": str(len(HEAD) + SIZE + len(TAIL)),
        "wsgi.input": Endless(HEAD, SIZE, TAIL),
    }
    tracemalloc.start()
    answer = client.generic("POST", path, **environ)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return answer, peak
