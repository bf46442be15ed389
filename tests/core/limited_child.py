"""What the tests run in a limited process: it does what its input says."""

import json
import os
import sys
import time


def spin() -> None:
    while True:
        pass


def flood() -> None:
    while True:
        sys.stdout.buffer.write(b"x" * 2**20)


ORDERS = {
    "echo": lambda: sys.stdout.buffer.write(b"heard: echo"),
    "environment": lambda: sys.stdout.write(json.dumps(sorted(os.environ))),
    "memory": lambda: bytearray(2**30),
    "spin": spin,
    "sleep": lambda: time.sleep(60),
    "flood": flood,
}


def main(order: str) -> None:
    ORDERS.get(order, lambda: sys.exit(f"cannot {order}"))()


if __name__ == "__main__":
    main(sys.stdin.read())
