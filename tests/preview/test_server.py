"""What others may ask of the preview server, and how: nothing but files of deliverables, on this machine alone."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tiny_project import SOURCE, TinyProject, copy_project


@dataclass(frozen=True)
class Server:
    """A preview at work, asked byte by byte."""

    process: subprocess.Popen[str]
    port: int
    said: Path

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    def send(self, content: bytes, seconds: float = 20) -> tuple[int, bytes]:
        """Send some bytes; gives the status (0: none) and what came up to the end of the first answer."""
        answer = b""
        with socket.create_connection(("127.0.0.1", self.port), timeout=seconds) as line:
            line.sendall(content)
            while not is_whole(answer):
                part = line.recv(65536)
                if not part:
                    break
                answer += part
        found = re.match(rb"HTTP/1\.1 (\d+)", answer)
        return int(found[1]) if found else 0, answer

    def ask(self, path: str, *headers: str, method: str = "GET", host: str = "") -> tuple[int, bytes]:
        """Ask for a path with some headers."""
        lines = [f"{method} {path} HTTP/1.1", f"Host: {host or self.host}", *headers, "", ""]
        return self.send("\r\n".join(lines).encode("latin-1"))


def is_whole(answer: bytes) -> bool:
    head, end, body = answer.partition(b"\r\n\r\n")
    length = re.search(rb"Content-Length: (\d+)", head)
    return bool(end) and (len(body) >= int(length[1]) if length else b"\n\n" in body)


@pytest.fixture(scope="module")
def server(built_once: TinyProject, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Give a preview over a built project beside which there is a secret; it must still answer in the end."""
    folder = tmp_path_factory.mktemp("preview")
    project = copy_project(built_once.root, folder / "project")
    (folder / "secret.html").write_text("SECRET")
    (project.root / "deliverables" / "out").symlink_to(folder)
    (project.root / "deliverables" / "secret.html").symlink_to(folder / "secret.html")
    os.mkfifo(project.root / "deliverables" / "pipe.pdf")
    said = folder / "said.txt"
    with said.open("w") as stream:
        process = subprocess.Popen(
            [sys.executable, "-u", "-m", "inclucities_docs", "preview", "--port", "0"],
            cwd=project.root,
            env={**os.environ, "PYTHONPATH": str(SOURCE)},
            stdout=subprocess.PIPE,
            stderr=stream,
            text=True,
        )
    try:
        assert process.stdout is not None
        found = re.search(r":(\d+)/", process.stdout.readline())
        assert found
        one = Server(process, int(found[1]), said)
        yield one
        assert one.ask("/fr/leaflet.html")[0] == 200
        assert said.read_text() == ""
    finally:
        process.kill()
        process.wait()


OUTSIDE = [
    "/../data/meetings.yaml", "/%2e%2e/data/meetings.yaml", "/%252e%252e/data/meetings.yaml", "/..%2fdata/meetings.yaml",
    "/..%5cdata%5cvisits.yaml", "/..\\data\\visits.yaml", "/en/../../data/meetings.yaml", "/en/%00",
    "/en/leaflet.html%00.pdf", "//etc/passwd", "/%2fetc/passwd", "/out/secret.html", "/secret.html",
    "/%c0%ae%c0%ae/data/meetings.yaml", "/file:///etc/passwd", "/pipe.pdf", "/" + "a" * 1900, "/" + "%61" * 9000,
    "/%ff", "http://[x", "http://evil.example/fr/leaflet.html", "*", "/fr/leaflet.html/x", "/%0d%0aX:y",
]  # fmt: skip


@pytest.mark.parametrize("path", OUTSIDE)
def test_no_path_leads_out_of_deliverables(server: Server, path: str) -> None:
    status, answer = server.ask(path)
    assert status == 404
    assert b"SECRET" not in answer
    assert b"round-1" not in answer


def test_events_of_a_path_outside_tell_nothing(server: Server) -> None:
    status, answer = server.ask("/-/events?path=../../data/meetings.yaml&shown=x")
    assert status == 200
    assert answer.endswith(b'data: {"problems": ""}\n\n') or b"reload" in answer
    assert b"round-1" not in answer


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:{port}.evil.example", "[::1]:{port}",
     "0.0.0.0:{port}", "user@127.0.0.1:{port}", "127.0.0.1:{port}, evil.example"],
)  # fmt: skip
def test_other_hosts_are_refused(server: Server, host: str) -> None:
    assert server.ask("/fr/leaflet.html", host=host.format(port=server.port))[0] == 403


def test_its_own_names_are_good_hosts(server: Server) -> None:
    for host in (server.host, f"localhost:{server.port}"):
        assert server.ask("/fr/leaflet.html", f"Origin: http://{host}", host=host)[0] == 200
    assert server.send(b"GET / HTTP/1.1\r\n\r\n")[0] == 403
    assert server.ask("/fr/leaflet.html", "Host: evil.example")[0] == 403


@pytest.mark.parametrize("path", ["/fr/leaflet.html", "/-/preview.js", "/-/events?path=/fr/leaflet.html"])
@pytest.mark.parametrize(
    "header",
    ["Origin: http://evil.example", "Origin: null", "Origin: http://localhost:1", "Sec-Fetch-Site: cross-site",
     "Sec-Fetch-Site: same-site"],
)  # fmt: skip
def test_pages_of_others_take_nothing(server: Server, path: str, header: str) -> None:
    assert server.ask(path, header)[0] == 403


def test_others_may_lead_to_a_page(server: Server) -> None:
    status, answer = server.ask("/fr/leaflet.html", "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate")
    assert status == 200
    head = answer.partition(b"\r\n\r\n")[0].decode()
    assert "Content-Security-Policy: default-src 'none'" in head
    assert "frame-ancestors 'none'" in head
    assert "Cross-Origin-Resource-Policy: same-origin" in head
    assert "nosniff" in head
    assert "Access-Control" not in head


@pytest.mark.parametrize(
    "method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "X" * 999]
)
def test_nothing_is_changed_from_outside(server: Server, method: str) -> None:
    assert server.ask("/fr/leaflet.html", "Content-Length: 0", method=method)[0] == 501


@pytest.mark.parametrize("path", ["/fr/leaflet.html", "/-/events?path=/fr/leaflet.html", "/no"])
def test_heads_have_no_body(server: Server, path: str) -> None:
    lines = f"HEAD {path} HTTP/1.1\r\nHost: {server.host}\r\nConnection: close\r\n\r\n"
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as line:
        line.sendall(lines.encode())
        answer = b""
        while part := line.recv(65536):
            answer += part
    assert answer.endswith(b"\r\n\r\n")


def test_what_is_too_much_is_refused(server: Server) -> None:
    assert server.ask("/", *(f"a{number}: b" for number in range(500)))[0] == 431
    assert server.ask("/", "a: " + "b" * 200_000)[0] == 431
    assert server.ask("/?" + "a" * 60_000)[0] == 404
    assert server.ask("/" + "a" * 100_000)[0] == 414
    assert server.send(b"\0\xff\r\n\r\n")[0] in (0, 400)
    body = b"GET /fr/leaflet.html HTTP/1.1\r\nHost: %s\r\nContent-Length: 9999999999\r\n\r\n"
    assert server.send(body % server.host.encode() + b"x" * 100_000)[0] == 400


def test_it_listens_on_this_machine_alone(server: Server) -> None:
    listening = [
        line.split()[1]
        for table in ("/proc/net/tcp", "/proc/net/tcp6")
        for line in Path(table).read_text().splitlines()[1:]
        if line.split()[3] == "0A" and line.split()[1].endswith(f":{server.port:04X}")
    ]
    assert listening == [f"0100007F:{server.port:04X}"]
