"""A small client of the Language Server Protocol: what an editor asks, over stdio, each answer within a time limit."""

from __future__ import annotations

import json
import queue
import subprocess
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

__all__ = ["Client"]

SECONDS = 60


class Client:
    """An editor that talks to a server; use it in a `with` statement.

    Args:
        command: How the server is started; it speaks over stdin and stdout.
        settings: What the server is told when it asks for its configuration, by section.
    """

    def __init__(self, command: Sequence[str], settings: dict[str, Any]) -> None:
        self.command = command
        self.settings = settings
        self.number = 0
        self.arrived: queue.Queue[dict[str, Any] | None] = queue.Queue()
        self.diagnostics: dict[str, list[dict[str, Any]]] = {}
        self.shown: dict[Path, str] = {}

    def __enter__(self) -> Self:
        self.process = subprocess.Popen(
            self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()
        document = {
            "completion": {
                "completionItem": {"documentationFormat": ["markdown", "plaintext"], "snippetSupport": True}
            },
            "hover": {"contentFormat": ["markdown", "plaintext"]},
            "publishDiagnostics": {},
        }
        capabilities = {"textDocument": document, "workspace": {"configuration": True}}
        try:
            self.ask("initialize", {"processId": None, "rootUri": None, "capabilities": capabilities})
        except BaseException:
            self._end()
            raise
        self.tell("initialized", {})
        self.tell("workspace/didChangeConfiguration", {"settings": self.settings})
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def _end(self) -> None:
        self.process.kill()
        self.process.wait()
        self.reader.join(SECONDS)
        for stream in (self.process.stdin, self.process.stdout):
            if stream is not None:
                stream.close()

    def _read(self) -> None:
        stream = self.process.stdout
        assert stream is not None
        while True:
            length = 0
            while line := stream.readline().strip():
                name, _, value = line.partition(b":")
                if name.lower() == b"content-length":
                    length = int(value)
            if not length:
                break
            self.arrived.put(json.loads(stream.read(length)))
        self.arrived.put(None)

    def _write(self, message: dict[str, Any]) -> None:
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(data) + data)
        self.process.stdin.flush()

    def _next(self, end: float) -> dict[str, Any]:
        """Return the next message, after answering it if it is a question."""
        try:
            message = self.arrived.get(timeout=max(0.0, end - time.monotonic()))
        except queue.Empty:
            raise TimeoutError(f"the server said nothing for {SECONDS} s") from None
        if message is None:
            raise ConnectionError(f"the server ended with {self.process.poll()}")
        if "method" in message and "id" in message:
            result: Any = None
            if message["method"] == "workspace/configuration":
                result = [self.settings.get(item.get("section")) for item in message["params"]["items"]]
            self._write({"id": message["id"], "result": result})
        elif message.get("method") == "textDocument/publishDiagnostics":
            self.diagnostics[message["params"]["uri"]] = message["params"]["diagnostics"]
        return message

    def tell(self, method: str, parameters: dict[str, Any]) -> None:
        """Send what wants no answer."""
        self._write({"method": method, "params": parameters})

    def ask(self, method: str, parameters: dict[str, Any]) -> Any:
        """Return the answer to a question.

        Raises:
            TimeoutError: None came in time.
            ConnectionError: The server ended.
            RuntimeError: The server refused.
        """
        self.number += 1
        self._write({"id": self.number, "method": method, "params": parameters})
        end = time.monotonic() + SECONDS
        while True:
            message = self._next(end)
            if message.get("id") == self.number and "method" not in message:
                if "error" in message:
                    raise RuntimeError(message["error"]["message"])
                return message["result"]

    def open(self, file: Path, text: str) -> list[dict[str, Any]]:
        """Show the server a file with some text and return what it marks in it."""
        # A name of its own each time: marks of the text before, which come late, are then never taken for its own.
        self.number += 1
        uri = file.resolve().with_name(f"{file.stem}.{self.number}{file.suffix}").as_uri()
        if file in self.shown:
            self.tell("textDocument/didClose", {"textDocument": {"uri": self.shown[file]}})
        self.shown[file] = uri
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": document})
        end = time.monotonic() + SECONDS
        while uri not in self.diagnostics:
            self._next(end)
        return self.diagnostics[uri]

    def at(self, method: str, file: Path, line: int, column: int) -> Any:
        """Ask about a place in a file; line and column are counted from 0, as the protocol does."""
        where = {"textDocument": {"uri": self.shown[file]}, "position": {"line": line, "character": column}}
        return self.ask(method, where)
