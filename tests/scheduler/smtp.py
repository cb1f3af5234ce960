"""A mail server as small as can be, with moods: for tests of what a sender does when one is difficult."""

import contextlib
import socketserver
import threading
import time
from email import message_from_bytes, policy


class Mailbox:
    """What the server received, and what it answers.

    rcpt, data  codes answered to RCPT and after the letter; a function is asked with the address
    hold        where it falls silent: "" (nowhere), "greeting", "data" (after the whole letter)
    drops       whether it hangs up instead of answering the letter
    meet        so many connections wait for each other before the first is greeted
    """

    def __init__(self) -> None:
        self.letters = []
        self.rcpt = lambda address: 250
        self.data = 250
        self.hold = ""
        self.drops = False
        self.meet = None
        self.held = threading.Event()
        self.closed = threading.Event()
        self.lock = threading.Lock()

    def addresses(self):
        with self.lock:
            return [letter["To"] for letter in self.letters]

    def message_ids(self):
        with self.lock:
            return [letter["Message-ID"] for letter in self.letters]


class _Conversation(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        with contextlib.suppress(OSError):
            self._talk(self.server.mailbox)

    def say(self, code: int) -> None:
        self.wfile.write(b"%d as you like\r\n" % code)

    def fall_silent(self, box: Mailbox) -> None:
        box.held.set()
        box.closed.wait(30)

    def _talk(self, box: Mailbox) -> None:
        if box.hold == "greeting":
            return self.fall_silent(box)
        if box.meet is not None:
            with contextlib.suppress(threading.BrokenBarrierError):
                box.meet.wait(20)
        self.say(220)
        while line := self.rfile.readline().strip():
            verb = line[:4].upper()
            if verb == b"QUIT":
                return self.say(221)
            if verb == b"RCPT":
                self.say(box.rcpt(line.split(b"<")[1].split(b">")[0].decode()))
            elif verb == b"DATA":
                self.say(354)
                self._take(box)
                if box.hold == "data":
                    return self.fall_silent(box)
                if box.drops:
                    return None
                self.say(box.data)
            else:
                self.say(250)
        return None

    def _take(self, box: Mailbox) -> None:
        lines = []
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        time.sleep(0.005)
        if box.data == 250:
            with box.lock:
                box.letters.append(message_from_bytes(b"".join(lines), policy=policy.default))


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


@contextlib.contextmanager
def mail_server():
    """Run a server on a free port; yields its mailbox, which knows its `port`."""
    box = Mailbox()
    with _Server(("127.0.0.1", 0), _Conversation) as server:
        server.mailbox = box
        box.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield box
        finally:
            box.closed.set()
            server.shutdown()
            thread.join()
