package io.github.gfstoprometheus.export.csv;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/** One stream, which has room for one table. */
public final class SingleTable implements Tables {
  private final Opening opening;
  private Optional<String> taken = Optional.empty();

  /** How the stream is opened. */
  @FunctionalInterface
  public interface Opening {
    /** Opens it. */
    OutputStream open() throws IOException;
  }

  /** A stream that is opened when there is a table. */
  public SingleTable(Opening opening) {
    this.opening = opening;
  }

  @Override
  public OutputStream open(String type, int number) throws IOException {
    if (taken.isPresent()) {
      String first = taken.get();
      throw first.equals(type)
          ? SeveralTablesException.ofType(type)
          : SeveralTablesException.ofTypes(first, type);
    }
    taken = Optional.of(type);
    return opening.open();
  }
}
