package io.github.gfstoprometheus.protocol;

import java.io.IOException;
import java.io.OutputStream;

/** The bytes of a message; valid while it is being taken. */
public final class EncodedRequest {
  private final Bytes symbols;
  private final Bytes timeseries;

  EncodedRequest(Bytes symbols, Bytes timeseries) {
    this.symbols = symbols;
    this.timeseries = timeseries;
  }

  /** How many bytes there are. */
  public int sizeBytes() {
    return symbols.size() + timeseries.size();
  }

  /** Writes the bytes. */
  public void writeTo(OutputStream out) throws IOException {
    out.write(symbols.array(), 0, symbols.size());
    out.write(timeseries.array(), 0, timeseries.size());
  }
}
