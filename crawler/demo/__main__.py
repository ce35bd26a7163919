"""`python -m crawler.demo --port 8800`: the demo newspapers, to look at in a browser."""

from __future__ import annotations

import argparse
import sys
import threading

from crawler.demo.server import DemoServer


def main() -> None:
    """Serve until interrupted."""
    parser = argparse.ArgumentParser(
        prog="python -m crawler.demo", description="Serve the demo newspapers on this machine."
    )
    parser.add_argument(
        "--port", type=int, default=8800, help="the first newspaper's port; the others follow (default 8800)"
    )
    parser.add_argument("--delay", type=float, default=0.0, help="seconds each answer takes (default 0)")
    parser.add_argument("--second-day", action="store_true", help="serve the second day")
    options = parser.parse_args()
    try:
        server = DemoServer(first_port=options.port, delay=options.delay)
    except OSError as error:
        parser.exit(
            1, f"crawler.demo: port {options.port} and the two after it: {error.strerror}; choose another --port\n"
        )
    if options.second_day:
        server.advance()
    with server:
        for name in server.sites:
            sys.stdout.write(f"{name:10} {server.origin(name)}/\n")
        sys.stdout.flush()
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            parser.exit(0)


if __name__ == "__main__":
    main()
