"""A crisis team in a thread: it believes true signatures only, and says what it is told to."""

import hashlib
import hmac
import json
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

NAME = "Mobile crisis team"
SECRET = "a secret of the tests"
PART = f"""
[responder]
source = "Agreed for a test."
reviewed = 2026-11-30
signed_off = false
name = "{NAME}"
languages = ["en"]
hours = "24/7"
open.always = true
ask_seconds = 5
"""


class Team:
    """`says` is its answer to everything from now on, a body or a status; `took` is what it has."""

    def __init__(self):
        self.says = {"status": "received"}
        self.took = []
        self.settings = {}


def _is_ours(header, signed):
    at, mark = (part.partition("=")[2] for part in header.split(","))
    true = hmac.new(SECRET.encode(), f"{at}.".encode() + signed, hashlib.sha256).hexdigest()
    return hmac.compare_digest(true, mark)


def _desk(team):
    class Desk(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if self._answers(body):
                team.took.append(json.loads(body))

        def do_GET(self):
            self._answers(self.path.rpartition("/")[2].encode())

        def _answers(self, signed):
            ours = _is_ours(self.headers["X-Warmline-Signature"], signed)
            broken = isinstance(team.says, int)
            said = json.dumps(team.says).encode() if ours and not broken else b""
            self.send_response(401 if not ours else team.says if broken else 200)
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)
            return ours and not broken

        def log_message(self, *_):
            """What it is asked is nobody's."""

    return Desk


@contextmanager
def crisis_team():
    team = Team()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _desk(team))
    team.settings = {
        "WARMLINE_RESPONDER_URL": f"http://127.0.0.1:{server.server_port}/referrals",
        "WARMLINE_RESPONDER_SECRET": SECRET,
    }
    serving = Thread(target=server.serve_forever)
    serving.start()
    try:
        yield team
    finally:
        server.shutdown()
        serving.join()
        server.server_close()
