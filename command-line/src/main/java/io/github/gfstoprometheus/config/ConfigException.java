package io.github.gfstoprometheus.config;

import java.io.IOException;

/** A file says what cannot be. */
public final class ConfigException extends IOException {
  private static final long serialVersionUID = 1;

  /** The message says where, what was expected, what stood there, and what to do. */
  ConfigException(String message) {
    super(message);
  }
}
