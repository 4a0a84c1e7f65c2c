package io.github.gfstoprometheus.protocol;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** The bytes of a message; valid while it is being taken. */
public final class EncodedRequest {
  private final Bytes head;
  private final Bytes timeseries;
  private int samples;

  EncodedRequest(Bytes head, Bytes timeseries) {
    this.head = head;
    this.timeseries = timeseries;
  }

  /** How many bytes there are. */
  public int sizeBytes() {
    return head.size() + timeseries.size();
  }

  /** How many samples it has. */
  public int samples() {
    return samples;
  }

  void setSamples(int count) {
    samples = count;
  }

  /** Writes the bytes. */
  public void writeTo(OutputStream out) throws IOException {
    out.write(head.array(), 0, head.size());
    out.write(timeseries.array(), 0, timeseries.size());
  }

  /** Copies the bytes into an array, which they may be longer than: then into a new one. */
  public byte[] copyTo(byte[] target) {
    byte[] room = sizeBytes() <= target.length ? target : Arrays.copyOf(target, sizeBytes());
    System.arraycopy(head.array(), 0, room, 0, head.size());
    System.arraycopy(timeseries.array(), 0, room, head.size(), timeseries.size());
    return room;
  }
}
