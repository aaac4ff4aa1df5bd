"""The proxies of docs/proxies, run as they stand but for names, ports and certificate."""

import datetime as dt
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.dev.checkout import ROOT

CONFIGURED = ROOT / "docs" / "proxies"
UP_WITHIN = 60.0
NONE = (
    "There is no reverse proxy here: install Caddy, nginx or HAProxy "
    "(`apt-get install caddy`) and try again."
)


@dataclass(frozen=True)
class Place:
    """Where the proxy listens, what stands behind it, and where its files lie."""

    port: int
    upstreams: Sequence[str]
    folder: Path


@dataclass(frozen=True)
class Kind:
    name: str
    file: str
    write: Callable[[str, Place], str]
    command: Callable[[str, Path], list[str]]


def _addresses(text: str, place: Place) -> str:
    """As many as there are: the file has three."""
    for number, upstream in enumerate(place.upstreams, 1):
        text = text.replace(f"127.0.0.1:800{number}", upstream)
    return text


def _caddy(text: str, place: Place) -> str:
    certificate = f"tls {place.folder / 'chain.pem'} {place.folder / 'key.pem'}"
    text = text.replace("\n{\n", "\n{\n\tadmin off\n\tauto_https off\n", 1)
    at = f"https://127.0.0.1:{place.port} {{\n\t{certificate}"
    return _addresses(text, place).replace("chat.example.org {", at)


def _nginx(text: str, place: Place) -> str:
    text = _addresses(text, place).replace("listen 443", f"listen 127.0.0.1:{place.port}")
    text = text.replace("/etc/ssl/warmline/fullchain.pem", str(place.folder / "chain.pem"))
    text = text.replace("/etc/ssl/warmline/key.pem", str(place.folder / "key.pem"))
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    paths = "".join(f"{kind}_temp_path {place.folder / kind};\n" for kind in kinds)
    user = "user root;\n" if os.geteuid() == 0 else ""
    head = f"daemon off;\n{user}pid {place.folder / 'pid'};\nerror_log stderr crit;\nevents {{}}\n"
    return f"{head}http {{\n{paths}{text}\n}}\n"


def _haproxy(text: str, place: Place) -> str:
    text = _addresses(text, place).replace("bind :443", f"bind 127.0.0.1:{place.port}")
    text = text.replace("maxconn 40000", "maxconn 400")
    return text.replace("/etc/ssl/warmline/both.pem", str(place.folder / "both.pem"))


KINDS = (
    Kind("caddy", "Caddyfile", _caddy, lambda at, file: [at, "run", "--config", str(file)]),
    Kind("haproxy", "haproxy.cfg", _haproxy, lambda at, file: [at, "-db", "-f", str(file)]),
    Kind(
        "nginx", "nginx.conf", _nginx,
        lambda at, file: [at, "-c", str(file), "-p", str(file.parent), "-e", "stderr"],
    ),
)  # fmt: skip
DEFAULT_PATH = f"{os.environ.get('PATH', os.defpath)}:/usr/sbin:/usr/local/sbin"


def program(kind: Kind) -> str | None:
    return shutil.which(kind.name, path=DEFAULT_PATH)


def installed() -> list[Kind]:
    return [kind for kind in KINDS if program(kind)]


def obtained() -> Kind:
    """One that is here, or that root may install. Exits with one sentence where there is none."""
    if not installed() and os.geteuid() == 0 and shutil.which("apt-get"):
        install = ["apt-get", "install", "-y", "--no-install-recommends", "haproxy"]
        env = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(install, check=False, env=env, stdout=subprocess.DEVNULL, timeout=300)
    if not (here := installed()):
        raise SystemExit(NONE)
    return here[0]


class Proxy:
    """`with Proxy(kind, place) as url`: it answers, over TLS, with a certificate of its own."""

    def __init__(self, kind: Kind, place: Place) -> None:
        self.url = f"https://127.0.0.1:{place.port}"
        self._kind = kind
        self._place = place

    def __enter__(self) -> str:
        place, kind = self._place, self._kind
        _certify(place.folder)
        file = place.folder / kind.file
        file.write_text(kind.write((CONFIGURED / kind.file).read_text(), place))
        with (place.folder / f"{kind.name}.log").open("ab") as log:
            env = os.environ | {"HOME": str(place.folder)}
            command = kind.command(program(kind), file)
            self._process = subprocess.Popen(command, stdout=log, stderr=log, env=env)
        self._wait()
        return self.url

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(5)

    def printed(self) -> str:
        return (self._place.folder / f"{self._kind.name}.log").read_text()

    def _wait(self) -> None:
        deadline = time.monotonic() + UP_WITHIN
        while True:
            assert self._process.poll() is None, f"{self._kind.name} ended:\n{self.printed()}"
            assert time.monotonic() < deadline, f"{self._kind.name} does not listen"
            try:
                socket.create_connection(("127.0.0.1", self._place.port), 1).close()
                return
            except OSError:
                time.sleep(0.05)


def _certify(folder: Path) -> None:
    """Signed by itself, for a day."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = dt.datetime.now(dt.UTC)
    built = x509.CertificateBuilder().subject_name(name).issuer_name(name)
    built = built.public_key(key.public_key()).serial_number(x509.random_serial_number())
    built = built.not_valid_before(now).not_valid_after(now + dt.timedelta(days=1))
    own = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    signed = built.add_extension(own, critical=False).sign(key, hashes.SHA256())
    chain = signed.public_bytes(serialization.Encoding.PEM)
    secret = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    for file, content in (("chain", chain), ("key", secret), ("both", chain + secret)):
        (folder / f"{file}.pem").write_bytes(content)
