#!/usr/bin/env python3
"""Measure cray-ims beside curl on loopback and print the ratios.

usage: benches/ratios.py CRAY-IMS [--runs N] [--check]
needs: curl

A server holds 50,000 image records (17 MB). Each command is run in turn with `curl -s` of the same URL, so that both meet the
same noise; a ratio is the median of its own times over the median of curl's. Memory is the peak of the process, as a multiple
of the body. With --check the exit status is 1 when a ratio is above its bound.
"""
import argparse, http.server, json, multiprocessing, os, random, statistics, subprocess, sys, tempfile, time, uuid

# Command, format, bound for the time in multiples of curl's, bound for the memory in multiples of the body.
MEASURED = [("describe", "json", 0.7, None), ("list", "json", 1.8, 2), ("list", "toml", 2.2, 2), ("list", "yaml", 2.8, 2),
            ("list", "table", 4.0, 2)]

RECORDS = 50_000

def image(rng, number):
    id = str(uuid.UUID(int=rng.getrandbits(128), version=4))
    record = {"arch": rng.choice(["x86_64", "x86_64", "aarch64"]), "created": f"2026-11-{rng.randrange(1, 29):02}T22:27:{rng.randrange(60):02}.212811",
              "id": id, "link": {"etag": f"{rng.getrandbits(128):032x}", "path": f"s3://boot-images/{id}/manifest.json", "type": "s3"},
              "metadata": {}, "name": f"compute-csm-1.6.0-cos-3.1-sles15sp5-{number}-x86_64"}
    if rng.random() < 0.1:
        record["metadata"] = {"owner": rng.choice(["hpc", "é", "cloud team"])}
    if rng.random() < 0.05:
        record["link"] = None
    return record

class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    def do_GET(self):
        body = self.server.records if self.path.endswith("/images") else self.server.record
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)
    def log_message(self, *args):
        pass

def serve(ready):
    rng = random.Random(1)
    images = [image(rng, number) for number in range(RECORDS)]
    server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    server.records = json.dumps(images).encode()
    server.record = json.dumps(images[0]).encode()
    ready.send((server.server_port, images[0]["id"], len(server.records)))
    server.serve_forever()

def run(command, environment):
    """The wall time in seconds and the peak memory in bytes."""
    began = time.perf_counter()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    took = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(command)} failed")
    return took, usage.ru_maxrss * 1024

def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("client")
    parser.add_argument("--runs", type=int, default=30)
    parser.add_argument("--check", action="store_true")
    args = parser.parse_args()
    # The server is a process of its own: the peak memory of a child counts that of the process it was forked from.
    ours, theirs = multiprocessing.Pipe()
    multiprocessing.Process(target=serve, args=(theirs,), daemon=True).start()
    port, id, size = ours.recv()
    url = f"http://127.0.0.1:{port}"
    above = False
    with tempfile.TemporaryDirectory() as home:
        os.makedirs(f"{home}/.config/cray/configurations")
        with open(f"{home}/.config/cray/configurations/default", "w") as configuration:
            configuration.write(f'[core]\nhostname = "{url}"\n')
        environment = {**os.environ, "HOME": home, "CRAY_CONFIG_DIR": home}
        print(f"{RECORDS} records, {size / 1e6:.1f} MB, {args.runs} runs each; bounds in brackets")
        for verb, format, time_bound, memory_bound in MEASURED:
            path = [id] if verb == "describe" else []
            ours = [args.client, "images", verb, *path, "--format", format]
            curl = ["curl", "-s", "/".join([f"{url}/apis/ims/v3/images", *path])]
            pairs = [(run(ours, environment), run(curl, environment)) for _ in range(args.runs)]
            ratio = statistics.median(own[0] for own, _ in pairs) / statistics.median(other[0] for _, other in pairs)
            line = f"{verb:8} {format:5}  {ratio:5.2f} of curl's time [{time_bound}]"
            above |= ratio > time_bound
            if memory_bound:
                share = max(own[1] for own, _ in pairs) / size
                above |= share > memory_bound
                line += f"  {share:4.2f} of the body in memory [{memory_bound}]"
            print(line)
    sys.exit(1 if args.check and above else 0)

if __name__ == "__main__":
    main()
