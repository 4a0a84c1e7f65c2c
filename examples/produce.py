#!/usr/bin/env python3
"""Writes the system's load, once a second, as a stream that gfs-to-prometheus imports.

    ./produce.py 60 | gfs-to-prometheus import - --format protobuf --output ./data

The only argument is how many seconds to go on; without it, until Ctrl-C.
The format is described in docs/stream-protocol.md.
"""

import itertools
import os
import socket
import struct
import sys
import time

HEADER = b"\x89PRW\r\n\x1a\x01"
END = b"\x00"
GAUGE = 2


def varint(number):
    encoded = bytearray()
    while number > 0x7F:
        encoded.append(number & 0x7F | 0x80)
        number >>= 7
    encoded.append(number)
    return bytes(encoded)


def number_field(field, number):
    return varint(field << 3) + varint(number)


def bytes_field(field, content):
    return varint(field << 3 | 2) + varint(len(content)) + content


def request(series):
    """A message: of each series its labels, its help, and (milliseconds, value) pairs."""
    symbols = {"": 0}

    def ref(text):
        return symbols.setdefault(text, len(symbols))

    timeseries = bytearray()
    for labels, help_text, samples in series:
        refs = b"".join(varint(ref(text)) for label in sorted(labels.items()) for text in label)
        fields = bytes_field(1, refs)
        for millis, value in samples:
            fields += bytes_field(2, b"\x09" + struct.pack("<d", value) + number_field(2, millis))
        fields += bytes_field(5, number_field(1, GAUGE) + number_field(3, ref(help_text)))
        timeseries += bytes_field(5, fields)
    return b"".join(bytes_field(4, text.encode()) for text in symbols) + timeseries


def load(millis):
    """What is to be told of one moment."""
    common = {"job": "produce.py", "instance": socket.gethostname()}
    for minutes, value in zip((1, 5, 15), os.getloadavg()):
        labels = {"__name__": f"node_load{minutes}", **common}
        yield labels, f"{minutes}m load average.", [(millis, value)]


def main():
    seconds = range(int(sys.argv[1])) if len(sys.argv) > 1 else itertools.count()
    out = sys.stdout.buffer
    out.write(HEADER)
    try:
        for _ in seconds:
            message = request(load(time.time_ns() // 1_000_000))
            out.write(varint(len(message)) + message)
            out.flush()  # so that the reader has it now
            time.sleep(1)
    except KeyboardInterrupt:
        pass
    out.write(END)


if __name__ == "__main__":
    main()
