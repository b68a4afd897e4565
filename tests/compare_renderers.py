#!/usr/bin/env python3
"""Compare what cray-ims prints with what the reference client's own packages print, on generated documents.

usage: compare_renderers.py CRAY-IMS [--documents N] [--seed S]
needs: pip install toml==0.10.2 ruamel.yaml==0.19.1

A loopback server answers with the documents; `cray-ims images describe` prints each in JSON, TOML and YAML, and then the
objects among them as one long list, each several times. Where the
packages print text that parses back to the document, the same bytes are wanted; where they do not (or crash), the output
must parse back. Exit status 0 when every output is as wanted.
"""
import argparse, http.server, io, json, math, os, random, subprocess, sys, tempfile, threading, tomllib, unicodedata
import toml
from ruamel.yaml import YAML

WORDS = ["sles15", "x86_64", "true", "no", "null", "~", "=", "<<", "123", "0o17", "0x1f", "0b11", "-5", "+1.5", "1e5", ".5", "1_000",
         ".inf", "-.inf", ".nan", "2026-11-23", "2026-11-23T22:27:19.212811", "2026-11-23 2:27:19 Z", "2026-1-3", "-", "- x", "--- a", "...", "a: b",
         "a:b", ":", "a:", "#", "a #b", "a#b", "?", "? x", "?x", "!", "&a", "*a", "@", "`", "%", "|", ">", "[", "]", "{", "}", ",", "a,b", "'", "it's",
         '"', 'say "hi"', "\\", "a\\b", "C:\\xfoo", "\\x41", "", " ", "  ", " a", "a ", "a  b", "\t", "a\tb", "\n", "a\n", "a\nb", "a\n b", "a \nb",
         "\n\n", "\r", "a\r\nb", "\0", "\x1b[31m", "\x7f", "\x80", "\x85", "a\x85b", "\xa0", "\xad", "é", "Zürich", "日本", "😀", "\u200b", "\u2028",
         "a\u2028b", "\u2029", "\ufeff", "\ue000", "\ufffd", "\U0001f468\u200d", "e\u0301", "\u0301", "s3://boot-images/one/manifest.json"]

def text(rng, longest=260):
    kind = rng.random()
    if kind < 0.45:
        return rng.choice(WORDS)
    if kind < 0.7:
        return rng.choice([" ", " ", "  ", "-", ":", ": ", ",", "\n", "/", "", "' ", '"', "\t", "é "]).join(
            rng.choice(WORDS + ["word"] * 60) for _ in range(rng.randrange(1, 8)))
    if kind < 0.85:
        count = rng.randrange(1, 60)
        return rng.choice([" ", " ", " ", "  "]).join("".join(rng.choice("abcde'\"\\:#é\t") if rng.random() < 0.05 else "w"
                          for _ in range(rng.randrange(1, 14))) for _ in range(count))[:longest]
    if kind < 0.95:
        return "".join(rng.choice("abcXYZ019 _-./:'\"\\#,\t\n") for _ in range(rng.randrange(0, longest)))
    characters = (chr(rng.choice([rng.randrange(0, 0x300), rng.randrange(0, 0xd800), rng.randrange(0xe000, 0x110000)]))
                  for _ in range(rng.randrange(0, 40)))
    # Which unassigned characters are printable depends on the Unicode version of the Python at hand.
    return "".join(c for c in characters if unicodedata.category(c) != "Cn")

def number(rng):
    return rng.choice([
        lambda: rng.randrange(-10, 200), lambda: rng.randrange(-2**70, 2**70), lambda: rng.random(), lambda: rng.randrange(10**100),
        lambda: rng.uniform(-1e6, 1e6), lambda: math.ldexp(rng.random(), rng.randrange(-1074, 1023)), lambda: float(rng.randrange(-10**17, 10**17)),
        lambda: rng.choice([0.0, -0.0, 1e16, 1e15, 1e-4, 1e-5, 5e-324, 1.7976931348623157e308, 1e22])])()

def key(rng):
    kind = rng.random()
    if kind < 0.7:
        return rng.choice(["id", "name", "arch", "created", "link", "metadata", "require_dkms", "k-1", "a b", "k.with.dot", "", "7"]) + rng.choice(["", "", "2", "3"])
    if kind < 0.97:
        return text(rng, 40).replace("\n", " ") if rng.random() < 0.9 else text(rng, 40)
    return text(rng, 300)

def value(rng, depth=0):
    kind = rng.random()
    if depth > 4 or kind < 0.5:
        return text(rng)
    if kind < 0.65:
        return number(rng)
    if kind < 0.75:
        return rng.choice([True, False, None])
    size = rng.choice([0, 0, 1, 1, 2, 3, 5])
    if kind < 0.83:
        return [value(rng, depth + 1) for _ in range(size)]
    if kind < 0.88:
        return [mapping(rng, depth + 1) for _ in range(size)]
    return mapping(rng, depth + 1)

def mapping(rng, depth):
    return {key(rng): value(rng, depth + 1) for _ in range(rng.choice([0, 1, 2, 3, 6]))}

def document(rng):
    kind = rng.random()
    if kind < 0.2:
        return [mapping(rng, 1) for _ in range(rng.randrange(0, 5))]
    if kind < 0.3:
        return [value(rng, 1) for _ in range(rng.randrange(0, 5))]
    return mapping(rng, 0)

def same(a, b):
    """Equality that tells 1 from 1.0 and True, and takes tables and arrays of any class."""
    if isinstance(a, dict) and isinstance(b, dict):
        return list(a) == list(b) and all(same(a[k], b[k]) for k in a)
    if isinstance(a, list) and isinstance(b, list):
        return len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, bool) or isinstance(b, bool) or a is None or b is None:
        return a is b or (isinstance(a, bool) and isinstance(b, bool) and a == b)
    if isinstance(a, str) or isinstance(b, str):
        return isinstance(a, str) and isinstance(b, str) and a == b
    if isinstance(a, (dict, list)) or isinstance(b, (dict, list)):
        return False
    return isinstance(a, float) == isinstance(b, float) and a == b

def survives(value, read):
    """Whether TOML text that reads as this holds the value: nulls are left out, and the packages drop some empty tables."""
    if isinstance(value, dict) and isinstance(read, dict):
        return set(read) <= {k for k, v in value.items() if v is not None} and all(
            survives(v, read[k]) if k in read else is_empty(v) for k, v in value.items())
    if isinstance(value, list) and isinstance(read, list):
        kept = [v for v in value if v is not None]
        return len(kept) == len(read) and all(map(survives, kept, read))
    return same(value, read)

def is_empty(value):
    return value is None or isinstance(value, dict) and all(map(is_empty, value.values()))

def reference(fmt, doc):
    if fmt == "json":
        return json.dumps(doc, indent=2) + "\n"
    if fmt == "toml":
        return toml.dumps({"results": doc} if isinstance(doc, list) else doc) + "\n"
    out = io.StringIO()
    YAML().dump(doc, out)
    return out.getvalue() + "\n"

def parses_back(fmt, doc, printed):
    try:
        if fmt == "json":
            return same(json.loads(printed), doc)
        if fmt == "toml":
            wanted = {"results": doc} if isinstance(doc, list) else doc
            return survives(wanted, tomllib.loads(printed))
        return same(YAML(typ="safe", pure=True).load(printed), doc)
    except Exception:
        return False

class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    def __init__(self, documents):
        super().__init__(("127.0.0.1", 0), Handler)
        self.documents = documents

class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        body = self.server.documents[int(self.path.rsplit("/", 1)[1])].encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
    def log_message(self, *args):
        pass

def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("client")
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    rng = random.Random(args.seed)
    documents = [document(rng) for _ in range(args.documents)]
    tables = [doc for doc in documents if isinstance(doc, dict)]
    documents.append(rng.choices(tables, k=4 * len(tables)))
    layouts = [dict(), dict(indent=2), dict(ensure_ascii=False), dict(indent=4, separators=(" ,", " : "))]
    server = Server([json.dumps(doc, **rng.choice(layouts)) for doc in documents])
    threading.Thread(target=server.serve_forever, daemon=True).start()
    wrong = repaired = 0
    with tempfile.TemporaryDirectory() as home:
        os.makedirs(os.path.join(home, ".config/cray/configurations"))
        with open(os.path.join(home, ".config/cray/configurations/default"), "w") as f:
            f.write(f'[core]\nhostname = "http://127.0.0.1:{server.server_port}"\n')
        for number_, doc in enumerate(documents):
            for fmt in ("json", "toml", "yaml"):
                run = subprocess.run([args.client, "images", "describe", str(number_), "--format", fmt], capture_output=True,
                                     env={"CRAY_CONFIG_DIR": home, "HOME": home})
                printed = run.stdout.decode("utf-8", "surrogatepass")
                try:
                    wanted = reference(fmt, doc)
                except Exception:
                    wanted = None
                exact = wanted is not None and parses_back(fmt, doc, wanted)
                repaired += not exact
                if run.returncode != 0 or (printed != wanted if exact else not parses_back(fmt, doc, printed)):
                    wrong += 1
                    print(f"DIFFERS in {fmt}: {json.dumps(doc)}")
                    print(f"--- wanted{'' if exact else ' something that parses back, unlike'}\n{wanted}\n--- got\n{printed}{run.stderr.decode()}")
                    if wrong == 5:
                        sys.exit(1)
    print(f"{3 * len(documents)} outputs compared; {repaired} of them the reference client prints wrongly or not at all; {wrong} wrong here")
    sys.exit(1 if wrong else 0)

if __name__ == "__main__":
    main()
