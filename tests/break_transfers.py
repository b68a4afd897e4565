#!/usr/bin/env python3
"""Breaks uploads and downloads in random ways, and looks at what is left of them.

    break_transfers.py CLIENT [--runs N] [--seed N] [--only upload|download]

A server of its own gives out keys and holds objects. It misbehaves as it likes: it is busy, slow or gone in the middle of a
request, loses its answers, gives wrong etags and damaged contents, and lets keys expire; objects are replaced meanwhile, the
client is killed or interrupted, and the disk is full. After each command the object or the file must be whole, the new one or
the old one; and the same command, given again once nothing misbehaves any more, must end well and leave nothing behind.
"""
import argparse
import collections
import hashlib
import http.server
import json
import os
import random
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
from xml.sax.saxutils import escape

PART = 8 * 1024 * 1024
Object = collections.namedtuple("Object", "content etag metadata")


def md5(content):
    return hashlib.md5(content).hexdigest()


class Store:
    """Objects, unfinished uploads, the keys that are valid, and how the server misbehaves."""

    def __init__(self):
        self.lock = threading.RLock()
        self.begin(random.Random(0), 0, None)

    def begin(self, chance, rate, replacement):
        with self.lock:
            self.objects, self.uploads, self.lost = {}, {}, set()
            self.keys = 0
            self.chance, self.rate, self.replacement = chance, rate, replacement
            self.misbehaved = collections.Counter()

    def fault(self, *kinds):
        """One of these, now and then."""
        with self.lock:
            if self.chance.random() >= self.rate:
                return None
            kind = self.chance.choice(kinds)
            self.misbehaved[kind] += 1
            return kind


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def handle(self):
        try:
            super().handle()
        except (ConnectionError, TimeoutError, ValueError):
            pass

    def reset(self):
        """Breaks the connection, so that the other end notices at once."""
        self.close_connection = True
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()
        raise ConnectionError

    def answer(self, status, body=b"", headers=(), length=None):
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        self.end_headers()
        self.wfile.write(body)

    def refuse(self, status, code):
        self.answer(status, b"" if self.command == "HEAD" else f"<Error><Code>{code}</Code><Message>{code}</Message></Error>".encode())

    def body(self, fault):
        left = int(self.headers.get("Content-Length") or 0)
        cut = left // 2 if fault == "broken request" else 0
        content = b""
        while left > cut:
            content += (block := self.rfile.read(min(left, 1 << 20)))
            left -= len(block)
            if not block:
                raise ConnectionError
            if fault == "slow":
                time.sleep(0.02)
        if cut:
            self.reset()
        return content

    def go(self):
        store = self.server.store
        url = urllib.parse.urlsplit(self.path)
        query = dict(urllib.parse.parse_qsl(url.query, keep_blank_values=True))
        key = urllib.parse.unquote(url.path).removeprefix("/")
        if key == "apis/sts/token":
            return self.give_keys(store)
        fault = store.fault("busy", "error", "bad gateway", "broken request", "slow", "lost answer", "expired", "wrong", "cut", "gone")
        if fault == "gone":
            self.reset()
        content = self.body(fault)
        with store.lock:
            if fault == "expired":
                store.keys += 1
            if f"Credential=AK{store.keys}/" not in self.headers.get("Authorization", ""):
                return self.refuse(400, "ExpiredToken")
        if fault == "busy":
            return self.refuse(503, "SlowDown")
        if fault == "error":
            return self.refuse(500, "InternalError")
        if fault == "bad gateway":
            return self.answer(502, b"<html>no healthy upstream</html>")
        with store.lock:
            status, body, headers = self.serve(store, key, query, content, fault)
        if fault in ("lost answer", "cut") and self.command == "POST" and "uploads" in query:
            store.lost.add(body.decode().split("<UploadId>")[1].split("<")[0])
        if fault == "lost answer":
            self.reset()
        length = len(body)
        if self.command == "HEAD":
            length, body = dict(headers).pop("Content-Length", 0), b""
            headers = [pair for pair in headers if pair[0] != "Content-Length"]
        if fault == "cut" and len(body) > 1:
            self.answer(status, body[: len(body) // 2], headers, length)
            self.wfile.flush()
            self.reset()
        if fault == "wrong" and self.command == "GET" and "uploadId" not in query and body:
            body = bytes([body[0] ^ 1]) + body[1:]
        self.answer(status, body, headers, length)

    do_GET = do_PUT = do_POST = do_DELETE = do_HEAD = go

    def give_keys(self, store):
        self.body(None)
        with store.lock:
            keys = {
                "AccessKeyId": f"AK{store.keys}",
                "SecretAccessKey": "secret",
                "SessionToken": "token",
                "EndpointURL": f"http://127.0.0.1:{self.server.server_port}",
                "Expiration": "2099-01-01T00:00:00+00:00",
            }
        self.answer(201, json.dumps({"Credentials": keys}).encode(), [("Content-Type", "application/json")])

    def serve(self, store, key, query, content, fault):
        """The status, the body and the headers of the answer."""
        command, upload = self.command, store.uploads.get(query.get("uploadId"))

        def refusal(status, code):
            return status, f"<Error><Code>{code}</Code><Message>{code}</Message></Error>".encode(), []

        def etag(value):
            return [("ETag", f'"{value}"')]

        noted = {name.lower(): value for name, value in self.headers.items() if name.lower().startswith("x-amz-meta-")}
        if "uploadId" in query and upload is None:
            return refusal(404, "NoSuchUpload")
        if command == "POST" and "uploads" in query:
            name = f"upload{len(store.uploads)}-{store.chance.random()}"
            store.uploads[name] = (key, {}, noted)
            return 200, f"<InitiateMultipartUploadResult><UploadId>{name}</UploadId></InitiateMultipartUploadResult>".encode(), []
        if command == "PUT" and "partNumber" in query:
            if fault == "wrong":
                return 200, b"", etag(md5(content + b"!"))
            upload[1][int(query["partNumber"])] = content
            return 200, b"", etag(md5(content))
        if command == "GET" and "uploadId" in query:
            parts = "".join(
                f"<Part><PartNumber>{number}</PartNumber><ETag>&quot;{md5(part)}&quot;</ETag><Size>{len(part)}</Size></Part>"
                for number, part in sorted(upload[1].items())
            )
            return 200, f"<ListPartsResult><IsTruncated>false</IsTruncated>{parts}</ListPartsResult>".encode(), []
        if command == "POST":
            parts = [upload[1][number] for number in sorted(upload[1])]
            tag = f"{hashlib.md5(b''.join(hashlib.md5(part).digest() for part in parts)).hexdigest()}-{len(parts)}"
            store.objects[key] = Object(b"".join(parts), tag, upload[2])
            del store.uploads[query["uploadId"]]
            return 200, f"<CompleteMultipartUploadResult><ETag>&quot;{tag}&quot;</ETag></CompleteMultipartUploadResult>".encode(), []
        if command == "DELETE" and "uploadId" in query:
            del store.uploads[query["uploadId"]]
            return 204, b"", []
        if command == "PUT":
            if fault == "wrong":
                return refusal(400, "BadDigest")
            store.objects[key] = Object(content, md5(content), noted)
            return 200, b"", etag(md5(content))
        found = store.objects.get(key)
        if found is None:
            return refusal(404, "NoSuchKey")
        headers = etag(found.etag) + list(found.metadata.items())
        if command == "HEAD":
            return 200, b"", [*headers, ("Content-Length", str(len(found.content)))]
        if self.headers.get("If-Match", f'"{found.etag}"') != f'"{found.etag}"':
            return refusal(412, "PreconditionFailed")
        first, last = self.headers["Range"].removeprefix("bytes=").split("-")
        part = found.content[int(first) : int(last) + 1]
        if store.replacement and store.chance.random() < 0.1:
            store.objects[key], store.replacement = store.replacement, None
        return 206, part, headers


def object_of(content, chance):
    """An object as an upload in parts leaves it, or one in another way, which knows less of its content."""
    parts = [content[at : at + PART] for at in range(0, len(content), PART)]
    tag = f"{hashlib.md5(b''.join(hashlib.md5(part).digest() for part in parts)).hexdigest()}-{len(parts)}"
    other = f"{md5(content + b'?')}-{len(parts) + 1}"
    noted = {"x-amz-meta-md5sum": md5(content)}
    return chance.choice([Object(content, tag, noted), Object(content, md5(content), {}), Object(content, other, noted)])


class Run:
    """One object or file, and what was done with it."""

    def __init__(self, client, server, seed, only, small_disk):
        self.chance = random.Random(seed)
        self.client, self.server, self.seed, self.small_disk = client, server, seed, small_disk
        self.kind = only or self.chance.choice(["upload", "download"])
        sizes = [0, 5, PART - 1, PART, PART + 1, 3 * PART + 77, 5 * PART]
        self.new = self.chance.randbytes(self.chance.choice(sizes))
        self.old = self.chance.choice([None, b"old"])
        self.done = []
        self.home = tempfile.mkdtemp(prefix="break-transfers-")
        self.disk = small_disk if small_disk and self.kind == "download" and self.chance.random() < 0.15 else None
        base = f"{self.home}/.config/cray"
        for directory in ("configurations", "tokens", "logs"):
            os.makedirs(f"{base}/{directory}")
        with open(f"{base}/configurations/default", "w") as file:
            file.write(f'[core]\nhostname = "http://127.0.0.1:{server.server_port}"\n')
        with open(f"{base}/active_config", "w") as file:
            file.write("default")

    def path(self, directory=None):
        return f"{directory or self.home}/file"

    def give(self, directory=None):
        """Gives the command. It may be killed or interrupted."""
        # The time-out only ends what is stuck.
        words = ["artifacts", "create" if self.kind == "upload" else "get", "ims", "key", self.path(directory), "--timeout", "10"]
        words += self.chance.choice([[], [], [], ["--no-resume"], ["--parallel", "2"]])
        environment = {"PATH": os.environ["PATH"], "HOME": self.home, "LC_ALL": "C.UTF-8"}
        process = subprocess.Popen([self.client, *words], env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        ending = self.chance.choice([None, None, signal.SIGKILL, signal.SIGINT]) if self.server.store.rate else None
        try:
            out, error = process.communicate(timeout=self.chance.random() * 0.6 if ending else 100)
        except subprocess.TimeoutExpired:
            process.send_signal(ending or signal.SIGKILL)
            out, error = process.communicate()
            if not ending:
                raise AssertionError("it did not end") from None
        error = error.decode(errors="replace")
        self.done.append(f"{' '.join(words)} -> {process.returncode} {error.strip()[-300:]}")
        assert "panicked" not in error, "it panicked"
        return process.returncode

    def check(self, directory=None):
        """What is there must be whole. Returns whether it is the new one."""
        if self.kind == "upload":
            found = self.server.store.objects.get("ims/key")
            content = found and found.content
            if found and found.content != self.old:
                assert found.metadata.get("x-amz-meta-md5sum") == md5(content), "the metadata is not that of the content"
        else:
            path = self.path(directory)
            content = open(path, "rb").read() if os.path.exists(path) else None
        wanted = [self.old, self.new] + ([self.other.content] if self.kind == "download" else [])
        assert any(content == allowed for allowed in wanted), f"{content and len(content)} bytes are there, neither old nor new"
        return content

    def go(self):
        chance, store = self.chance, self.server.store
        self.other = object_of(chance.randbytes(chance.choice([7, PART + 5, 3 * PART + 77])), chance)
        replaces = self.kind == "download" and chance.random() < 0.3
        store.begin(chance, chance.choice([0.02, 0.1, 0.3]), self.other if replaces else None)
        directory = self.disk
        if self.kind == "upload":
            with open(self.path(), "wb") as file:
                file.write(self.new)
            if self.old is not None:
                store.objects["ims/key"] = Object(self.old, md5(self.old), {})
        else:
            store.objects["ims/key"] = object_of(self.new, chance)
            if self.old is not None:
                for place in {None, directory}:
                    with open(self.path(place), "wb") as file:
                        file.write(self.old)
        for _ in range(chance.randrange(1, 5)):
            status = self.give(directory)
            content = self.check(directory)
            if status == 0:
                assert content != self.old or content == self.new, "it says that it is done, and nothing has changed"
            if self.kind == "upload" and chance.random() < 0.1:
                # Whoever changes the file wants the new content.
                self.new = chance.randbytes(len(self.new))
                with open(self.path(), "wb") as file:
                    file.write(self.new)
                self.old = content
        store.rate, store.replacement = 0, None
        assert self.give() == 0, "it does not end well"
        content = self.check()
        wanted = self.new if self.kind == "upload" else store.objects["ims/key"].content
        assert content == wanted, "another content is there"
        # What was begun while the answer did not arrive, or while the client was killed, nobody could know.
        left = set(store.uploads) - store.lost
        if not any("-> -9" in line or "-> 130" in line for line in self.done):
            assert not left, f"unfinished uploads: {left}"
        names = [name for name in os.listdir(self.home) if name.endswith(".part")]
        assert not names, f"{names} are left"

    def end(self):
        shutil.rmtree(self.home)
        if self.disk:
            for name in os.listdir(self.disk):
                os.remove(f"{self.disk}/{name}")


def small_disk():
    """A file system with little room, if this may make one."""
    path = tempfile.mkdtemp(prefix="break-transfers-disk-")
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", path], capture_output=True)
    return path if made.returncode == 0 else None


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("client")
    parser.add_argument("--runs", type=int, default=500)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", choices=["upload", "download"])
    arguments = parser.parse_args()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.handle_error = lambda *_: None
    server.store = Store()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    disk, misbehaved, wrong = small_disk(), collections.Counter(), 0
    try:
        for seed in range(arguments.seed, arguments.seed + arguments.runs):
            run = Run(os.path.abspath(arguments.client), server, seed, arguments.only, disk)
            try:
                run.go()
            except AssertionError as fault:
                wrong += 1
                print(f"WRONG (--seed {seed}): {run.kind} of {len(run.new)} bytes: {fault}", *run.done, sep="\n    ", flush=True)
            misbehaved += server.store.misbehaved
            run.end()
    finally:
        if disk:
            subprocess.run(["umount", disk], check=True)
            os.rmdir(disk)
    print("It misbehaved:", ", ".join(f"{kind} {count} times" for kind, count in sorted(misbehaved.items())))
    if not disk:
        print("SKIPPED: no file system with little room could be made here.")
    print(f"{arguments.runs - wrong} of {arguments.runs} runs are right")
    sys.exit(wrong != 0)


if __name__ == "__main__":
    main()
