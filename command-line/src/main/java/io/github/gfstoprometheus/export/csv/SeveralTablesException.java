package io.github.gfstoprometheus.export.csv;

import java.io.IOException;
import java.io.Serial;

/** There is more than one table, and room for one. */
public final class SeveralTablesException extends IOException {
  @Serial private static final long serialVersionUID = 1;

  private SeveralTablesException(String message) {
    super(message);
  }

  static SeveralTablesException ofTypes(String first, String other) {
    return new SeveralTablesException(
        "the resource types %s and %s have a table each, and there is room for one"
            .formatted(first, other));
  }

  static SeveralTablesException ofType(String type) {
    return new SeveralTablesException(
        "the statistics of %s change, so that it has several tables, and there is room for one"
            .formatted(type));
  }
}
