"""Time what a reader waits for, and let 50 read at once.

    python benchmarks/web.py

The page is served by a process of its own on this machine, and warm, as it is once it answers. The
first view is of a pair that nobody asked about, a change of one that was: each is worked out. Every
reader looks at one of 21 pairs, and changes what is assumed. Times are as a browser sees them,
less its own; memory is the most that the serving process held.
"""

import http.client
import socket
import statistics
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import combinations
from pathlib import Path

READERS = 50
PLACES = ["NLD", "DEU", "FRA", "BRA", "USA", "CHN", "JPN"]
PAIRS = [f"/brief?a={a}&b={b}&year=2018" for a, b in combinations(PLACES, 2)]
CASE = "/brief?case=vladivostok-2019"
ENTRY = "import sys; from detente.cli import main; sys.exit(main())"
TRIES = 5


def main() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    began = time.perf_counter()
    server = subprocess.Popen([sys.executable, "-c", ENTRY, "serve", "--port", str(port)],
                              stderr=subprocess.DEVNULL)  # fmt: skip
    try:
        seconds(port, "/")
        print(f"start, until it answers    {1e3 * (time.perf_counter() - began):9.0f} ms")
        told("the page to choose on", [seconds(port, "/") for _ in range(TRIES)])
        told("first view of a pair", [seconds(port, pair) for pair in PAIRS[1 : 1 + TRIES]])
        for name, change in (("share", "&share={}"), ("elasticity", "&theta={}")):
            asked = [PAIRS[1] + change.format(number) for number in range(3, 3 + TRIES)]
            told(f"change of {name}", [seconds(port, each) for each in asked])
        told("the same again", [seconds(port, PAIRS[1]) for _ in range(TRIES)])
        seconds(port, CASE)
        asked = [f"{CASE}&share={number}" for number in range(3, 3 + TRIES)]
        told("change of share in a case", [seconds(port, each) for each in asked])
        together(port)
        print(f"memory at most             {peak(server.pid):9.0f} MB")
    finally:
        server.terminate()
        server.wait(20)


def together(port: int) -> None:
    began = time.perf_counter()
    with ThreadPoolExecutor(READERS) as readers:
        times = [t for own in readers.map(lambda n: reading(port, n), range(READERS)) for t in own]
    took = time.perf_counter() - began
    told(f"{READERS} readers, each view", times)
    print(f"{len(times)} views in {took:.1f} s, without an error; the slowest {max(times):.1f} s")


def reading(port: int, reader: int) -> list[float]:
    """One reader: the page to choose on, a pair, and two changes of what is assumed."""
    pair = PAIRS[reader % len(PAIRS)]
    return [seconds(port, each) for each in ("/", pair, f"{pair}&share=30", f"{pair}&theta=6")]


def seconds(port: int, address: str) -> float:
    """How long an address takes to answer; waits for a server that starts."""
    for _ in range(600):
        began = time.perf_counter()
        asked = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        try:
            asked.request("GET", address)
            answer = asked.getresponse()
            answer.read()
        except ConnectionRefusedError:
            time.sleep(0.1)
            continue
        finally:
            asked.close()
        if answer.status != 200:
            raise SystemExit(f"{address} answered {answer.status}.")
        return time.perf_counter() - began
    raise SystemExit("The page did not start.")


def peak(process: int) -> float:
    """Most memory that a process held, in megabytes; Linux only."""
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    (line,) = (each for each in status.splitlines() if each.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def told(name: str, times: list[float]) -> None:
    best, middle = (1e3 * t for t in (min(times), statistics.median(times)))
    print(f"{name:26} best {best:9.1f} ms   median {middle:9.1f} ms")


if __name__ == "__main__":
    main()
