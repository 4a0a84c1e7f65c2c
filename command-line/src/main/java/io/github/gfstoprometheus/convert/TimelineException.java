package io.github.gfstoprometheus.convert;

import java.io.IOException;
import java.io.UncheckedIOException;

/** The timeline failed, which ends a conversion, while a failure to read an archive does not. */
final class TimelineException extends UncheckedIOException {
  private static final long serialVersionUID = 1L;

  TimelineException(IOException cause) {
    super(cause);
  }
}
