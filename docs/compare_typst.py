#!/usr/bin/env python3
"""Prints the same two documents with Holdfast and with Typst, and tells time, memory and size.

    cargo bench --no-run            # names the program: target/release/deps/holdfast-...
    pip install typst
    python3 docs/compare_typst.py target/release/deps/holdfast-... [RUNS]

Each print is a new process; the middle one of RUNS (7) counts. Typst prints from its Python
package, whose own start is timed apart and taken off. Both tag the file and use the same fonts.
"""
import os
import statistics
import subprocess
import sys
import tempfile
import time

TYPST = """
import sys, typst
if len(sys.argv) > 1:
    typst.compile(sys.argv[1], output=sys.argv[2], font_paths=["assets/fonts"],
                  ignore_system_fonts=True)
"""


def run(command, more_environment):
    """Seconds and megabytes of one process."""
    began = time.perf_counter()
    process = subprocess.Popen(command, env={**os.environ, **more_environment})
    _, status, used = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{command[0]} failed")
    return time.perf_counter() - began, used.ru_maxrss / 1024


def middle(runs, command, more_environment=None):
    took = [run(command, more_environment or {}) for _ in range(runs)]
    return statistics.median(t for t, _ in took), statistics.median(m for _, m in took)


def pages(path):
    told = subprocess.run(["pdfinfo", path], capture_output=True, text=True).stdout
    return next((line.split()[1] for line in told.splitlines() if line.startswith("Pages")), "?")


def main():
    program, runs = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 7
    folder = tempfile.mkdtemp()
    start, _ = middle(runs, [sys.executable, "-c", TYPST])
    print(f"start of Python with typst, taken off: {start:.3f} s")
    for document in ("summary", "report"):
        at = {end: f"{folder}/{document}{end}" for end in (".pdf", ".typ", "-typst.pdf")}
        asked = {"HOLDFAST_DOCUMENT": document}
        run([program], {**asked, "HOLDFAST_TO": at[".typ"]})
        ours = middle(runs, [program], {**asked, "HOLDFAST_TO": at[".pdf"]})
        typst = [sys.executable, "-c", TYPST, at[".typ"], at["-typst.pdf"]]
        seconds, memory = middle(runs, typst)
        theirs = (seconds - start, memory)
        rows = []
        for name, (seconds, memory), path in (
            ("Holdfast", ours, at[".pdf"]),
            ("Typst", theirs, at["-typst.pdf"]),
        ):
            size = os.path.getsize(path) / 1024
            rows.append((seconds, memory, size))
            print(f"{document:8} {name:9} {pages(path):>4} pages {seconds:7.3f} s"
                  f" {memory:7.1f} MB {size:8.0f} KB")
        print(f"{document:8} Holdfast / Typst: time {rows[0][0] / rows[1][0]:.2f},"
              f" memory {rows[0][1] / rows[1][1]:.2f}, size {rows[0][2] / rows[1][2]:.2f}")
    print(f"the files are in {folder}")


if __name__ == "__main__":
    main()
