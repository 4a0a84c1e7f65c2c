#!/usr/bin/env python3
"""Reads a stream that gfs-to-prometheus exports, and prints figures of each series.

    gfs-to-prometheus export server-1.gfs --format protobuf | ./consume.py

Columns: number of samples, lowest, highest and last value, labels.
The format is described in docs/stream-protocol.md.
"""

import io
import struct
import sys

HEADER = b"\x89PRW\r\n\x1a\x01"
ZERO = bytes(8)  # a value that is left out
STALE = struct.pack("<Q", 0x7FF0000000000002)  # no value: the series ends


def varint(stream):
    number = shift = 0
    while True:
        byte = stream.read(1)
        if not byte:
            raise EOFError
        number |= (byte[0] & 0x7F) << shift
        if byte[0] < 0x80:
            return number
        shift += 7


def messages(stream):
    """The messages of a stream, or of several one behind the other."""
    while header := stream.read(len(HEADER)):
        if header != HEADER:
            sys.exit(f"consume.py: expected the header {HEADER}, found {header}")
        while length := varint(stream):
            message = stream.read(length)
            if len(message) < length:
                raise EOFError
            yield message


def fields(message):
    """The fields of a message: their numbers with an int or bytes each."""
    stream = io.BytesIO(message)
    while stream.tell() < len(message):
        field, wire_type = divmod(varint(stream), 8)
        if wire_type == 0:
            yield field, varint(stream)
        else:
            fixed_lengths = {1: 8, 5: 4}
            yield field, stream.read(fixed_lengths.get(wire_type) or varint(stream))


def series(message):
    """The series of a message: labels as a text, and the values of its samples."""
    parts = list(fields(message))
    symbols = [content.decode() for field, content in parts if field == 4]
    for timeseries in (content for field, content in parts if field == 5):
        labels, values = "", []
        for field, content in fields(timeseries):
            if field == 1:
                refs, texts = io.BytesIO(content), []
                while refs.tell() < len(content):
                    texts.append(symbols[varint(refs)])
                pairs = zip(texts[::2], texts[1::2])
                labels = ", ".join(f'{name}="{value}"' for name, value in pairs)
            elif field == 2:
                value = dict(fields(content)).get(1, ZERO)
                if value != STALE:
                    values.append(struct.unpack("<d", value)[0])
        yield labels, values


def main():
    figures = {}
    cut = False
    try:
        for message in messages(sys.stdin.buffer):
            for labels, values in series(message):
                if values:
                    count, low, high, _ = figures.get(labels, (0, values[0], values[0], 0))
                    low, high = min(low, *values), max(high, *values)
                    figures[labels] = count + len(values), low, high, values[-1]
    except EOFError:
        cut = True  # what came before is as good as ever
    for labels, (count, low, high, last) in figures.items():
        print(f"{count:8} {low:14g} {high:14g} {last:14g}  {{{labels}}}")
    if cut:
        sys.exit("consume.py: the stream was cut: there was more")


if __name__ == "__main__":
    try:
        main()
    except BrokenPipeError:  # by head, for example
        sys.stderr.close()
