"""A server for this machine alone: files made on demand, pages that reload when they change.

It stands on the standard library. Starlette with uvicorn takes 0.23 s of work more to start, where the
whole preview takes 0.9 s, and would leave here what most of this module is: who may ask, how large and how
slow a request may be, and what is done in another process.
"""

from __future__ import annotations

import contextlib
import hmac
import importlib.resources
import json
import posixpath
import queue
import re
import socket
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from inclucities_docs.build.writer import OUTPUT, hold_roots
from inclucities_docs.diagnostics import DiagnosticError
from inclucities_docs.preview.editor import TASKS, edit
from inclucities_docs.preview.page import POLICY, inject_scripts, make_list, make_notice
from inclucities_docs.preview.window import Preview
from inclucities_docs.schema.format import FORMATS

__all__ = ["PreviewServer", "serve"]

HOST = "127.0.0.1"

TYPES = {
    **{f".{one.suffix}": one.media_type for one in FORMATS},
    ".html": "text/html; charset=utf-8",
    ".json": "application/json",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".webp": "image/webp",
    ".xml": "application/xml",
    ".zip": "application/zip",
    ".csv": "text/csv; charset=utf-8",
}

MADE = {f".{one.suffix}" for one in FORMATS} - {".html"}
"""Endings of documents that can't show a problem beside what they were: it is shown in their place."""

LONGEST = 2000
"""Longest address that is looked at, characters."""

PATIENCE = 60
"""Longest wait for a request to be complete, seconds."""

LONGEST_ENTRY = 1 << 20
"""Largest entry of a field, bytes."""

ASSETS = {
    f"/-/{name}": importlib.resources.files("inclucities_docs.preview").joinpath(name).read_bytes()
    for name in ("preview.js", "editor.js", "editor.css")
}
"""What the preview adds to pages, by address."""

LARGEST = 256 << 20
"""Largest file that is shown, bytes."""


def _make_handler(preview: Preview, port: int) -> type[BaseHTTPRequestHandler]:
    allowed = {f"{HOST}:{port}", f"localhost:{port}"}

    class Handler(BaseHTTPRequestHandler):
        server_version = "preview"
        timeout = PATIENCE
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: Any) -> None:
            """Say nothing: the watcher tells what matters."""

        def do_HEAD(self) -> None:
            """Answer without content."""
            self._respond()

        def do_GET(self) -> None:
            """Answer with a file, the script, or what changes."""
            self._respond()

        def handle_one_request(self) -> None:
            """Wait for a request, in all no longer than it may take, however slowly it comes."""
            self._patience = threading.Timer(PATIENCE, self._hang_up)
            self._patience.daemon = True
            self._patience.start()
            try:
                super().handle_one_request()
            finally:
                self._patience.cancel()

        def _hang_up(self) -> None:
            with contextlib.suppress(OSError):
                self.connection.shutdown(socket.SHUT_RDWR)

        def _respond(self) -> None:
            self._patience.cancel()
            if self.headers.get("Content-Length", "0") != "0" or "Transfer-Encoding" in self.headers:
                self.close_connection = True  # what follows is no request
                self._send(400, b"a request has no content here\n", "text/plain")
                return
            if not self._is_from_here():
                self._send(403, b"this server answers on this machine only\n", "text/plain")
                return
            if not self.path.startswith("/") or len(self.path) > LONGEST:
                self._send(404, b"there is no such file\n", "text/plain")
                return
            address = urlsplit(f"//{HOST}{self.path}")
            if address.path in ASSETS:
                self._send(200, ASSETS[address.path], TYPES[posixpath.splitext(address.path)[1]])
            elif address.path == "/-/documents":
                self._list()
            elif address.path == "/-/events":
                asked = parse_qs(address.query)
                self._tell(asked.get("path", [""])[0], asked.get("shown", [""])[0])
            else:
                self._give(unquote(address.path))

        def do_POST(self) -> None:
            """Change something, for a page of this server that has the key; refused for all else."""
            address = urlsplit(f"//{HOST}{self.path}").path if self.path.startswith("/-/") else ""
            task = address.removeprefix("/-/")
            if task not in TASKS:
                self.close_connection = True
                self._send(501, b"nothing is changed here\n", "text/plain")
                return
            length = self.headers.get("Content-Length", "")
            is_plain = (
                self.headers.get_content_type() == "application/json"
                and "Transfer-Encoding" not in self.headers
            )
            is_ours = (
                self._is_from_here() and self.headers.get("Origin") == f"http://{self.headers.get('Host')}"
            )
            if not (
                is_ours and is_plain and re.fullmatch("[0-9]{1,8}", length) and int(length) <= LONGEST_ENTRY
            ):
                self.close_connection = True
                self._send(403, b"this server answers on this machine only\n", "text/plain")
                return
            try:
                given = json.loads(self.rfile.read(int(length)))
            except (ValueError, RecursionError):
                given = None
            self._patience.cancel()
            self._edit(task, given)

        def _edit(self, task: str, given: object) -> None:
            """Answer what concerns fields, for who has the key."""
            key = self.headers.get("X-Preview-Key", "")
            if not hmac.compare_digest(key.encode("latin-1", "replace"), preview.key.encode()):
                self._send(
                    403, b"open the address that the preview printed when it was started\n", "text/plain"
                )
                return
            try:
                made = edit(preview, task, given)
            except DiagnosticError as error:
                made = {"problems": {"": str(error)}}
            except Exception:  # what was sent makes no sense
                self._send(400, b"this is no entry of a field\n", "text/plain")
                return
            self._send(200, json.dumps(made, ensure_ascii=False).encode(), TYPES[".json"])

        def _is_from_here(self) -> bool:
            """Return whether this machine asks, by a page of this server or by its user's own hand.

            Other sites' pages may lead here; they may not take anything from here in passing.
            """
            hosts, origins = self.headers.get_all("Host", []), self.headers.get_all("Origin", [])
            site, mode = self.headers.get("Sec-Fetch-Site", "none"), self.headers.get("Sec-Fetch-Mode", "")
            return (
                len(hosts) == 1
                and hosts[0] in allowed
                and all(origin == f"http://{hosts[0]}" for origin in origins)
                and (site in ("none", "same-origin") or mode == "navigate")
            )

        def _give(self, asked: str) -> None:
            path = posixpath.normpath(asked).lstrip("/")
            path = "index.html" if path in ("", ".") else path
            folder = (preview.root / OUTPUT).resolve()
            try:
                target = (folder / path.replace("\0", "")).resolve()
                target.exists()
            except OSError:  # no file can have that name
                target = folder.parent
            try:
                hold_roots(preview.root)
            except DiagnosticError as error:
                self._send(403, str(error).encode(), "text/plain; charset=utf-8")
                return
            is_hidden = any(part.startswith(".") for part in asked.split("/"))
            if "\0" in asked or not target.is_relative_to(folder) or is_hidden:
                self._send(404, b"there is no such file\n", "text/plain")
                return
            if target.is_dir():
                path, target = f"{path}/index.html", target / "index.html"
            rendered = preview.take(path)
            content = rendered.content
            is_kept = (
                content is None and target.is_file() and not (rendered.problems and target.suffix in MADE)
            )
            if is_kept and target.stat().st_size > LARGEST:
                self._send(413, b"this file is too large to be shown\n", "text/plain")
                return
            if is_kept:
                content = target.read_bytes()
            kind = TYPES.get(target.suffix, "application/octet-stream")
            if content is None and path == "index.html" and not rendered.problems:
                self._list()
            elif content is None and not rendered.problems:
                self._send(404, b"there is no such file; /-/documents lists all documents\n", "text/plain")
            elif target.suffix == ".html":
                page = make_notice(path, rendered.problems) if content is None else content
                self._show(200, page, rendered.problems, rendered.fingerprint)
            elif content is None:
                self._show(500, make_notice(path, rendered.problems), rendered.problems)
            else:
                self._send(200, content, kind)

        def _list(self) -> None:
            """Answer with the list of documents, each with the problems it had when it was last asked for."""
            names, problems = preview.worker.list_documents()
            self._show(200, make_list(names, preview.problems), problems)

        def _show(self, status: int, page: bytes, problems: str, fingerprint: str = "") -> None:
            """Answer with a page as it is shown here."""
            origin = f"http://{self.headers['Host']}"
            content, policy = inject_scripts(page, problems, fingerprint, origin)
            self._send(status, content, TYPES[".html"], policy)

        def _send(
            self, status: int, content: bytes, kind: str, policy: str = POLICY.format(scripts="'none'")
        ) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(content)))
            self.send_header("Cache-Control", "no-store")
            self.send_header("X-Content-Type-Options", "nosniff")
            self.send_header("Cross-Origin-Resource-Policy", "same-origin")
            self.send_header("Content-Security-Policy", policy)
            self.send_header("Referrer-Policy", "no-referrer")
            self.end_headers()
            if self.command != "HEAD":
                with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                    self.wfile.write(content)

        def _tell(self, asked: str, shown: str) -> None:
            path = posixpath.normpath(asked).lstrip("/")
            path = "index.html" if path in ("", ".") else path
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            if self.command == "HEAD":
                return
            with contextlib.suppress(OSError), preview.listen(path, shown) as events:
                while True:
                    try:
                        news = events.get(timeout=15)
                        self.wfile.write(f"data: {news}\n\n".encode())
                    except queue.Empty:
                        self.wfile.write(b": still here\n\n")
                    self.wfile.flush()

    return Handler


class PreviewServer(ThreadingHTTPServer):
    """A preview that listens, and looks for what changes, from when it is made until it is closed."""

    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = (
        128  # windows that save at once are answered one after another, and none is hung up on
    )

    def __init__(self, root: Path, port: int, *, read_only: bool = False) -> None:
        from inclucities_docs.preview.watch import watch_inputs

        hold_roots(root)
        self.preview = Preview(root, read_only=read_only)
        self._stop = threading.Event()
        super().__init__((HOST, port), BaseHTTPRequestHandler)
        self.RequestHandlerClass = _make_handler(self.preview, self.server_address[1])
        given = (root, self.preview.refresh, self._stop)
        threading.Thread(target=watch_inputs, args=given, daemon=True).start()

    @property
    def address(self) -> str:
        """Where it is asked."""
        return f"http://{HOST}:{self.server_address[1]}/"

    def server_close(self) -> None:
        """End the watcher and what makes files, and listen no longer."""
        self._stop.set()
        self.preview.worker.close()
        self.preview.fitter.close()
        super().server_close()

    def get_request(self) -> Any:
        """Take a request; where the system has no room for one, wait a little instead of asking again at once."""
        try:
            return super().get_request()
        except OSError:
            time.sleep(0.2)
            raise

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of who hung up."""
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):
            super().handle_error(request, client_address)


def serve(root: Path, port: int, *, read_only: bool = False) -> int:
    """Serve a project until stopped; return the exit code."""
    try:
        server = PreviewServer(root, port, read_only=read_only)
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", "") or "ports go from 0 to 65535"
        print(f"error: cannot listen on port {port}: {reason}")
        print("  hint: another preview may be running; name another port with --port")
        return 2
    print(
        f"preview on {server.address}#key={server.preview.key} — save a file and look, or press F2"
        " on a page and change what it says; stop with Ctrl+C",
        flush=True,
    )
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        print("\npreview ended")
    finally:
        server.server_close()
    return 0
