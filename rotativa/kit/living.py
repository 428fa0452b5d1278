"""The sign of life that a program gives to whoever started it and watches over it: systemd, or ``rotativa serve``.

Both are told in the same way, by a word to the socket that the environment names (``sd_notify``).
"""

import os
import socket
import time
from contextlib import suppress

SOCKET = "NOTIFY_SOCKET"
SIGN = b"READY=1\nWATCHDOG=1"
_EVERY = 1.0
_told = [-_EVERY]


def give_sign() -> None:
    """Says that we are well. Ask it as often as you like."""
    name, now = os.environ.get(SOCKET, ""), time.monotonic()
    if not name or now - _told[0] < _EVERY:
        return
    _told[0] = now
    address = f"\0{name[1:]}" if name.startswith("@") else name
    # Whoever does not listen will notice that by itself.
    with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as told:
        told.setblocking(False)
        told.sendto(SIGN, address)
