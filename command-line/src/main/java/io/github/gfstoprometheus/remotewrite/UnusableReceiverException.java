package io.github.gfstoprometheus.remotewrite;

import java.io.IOException;

/** No sample can be sent, and trying again does not help: something must be set otherwise. */
public final class UnusableReceiverException extends IOException {
  UnusableReceiverException(String message) {
    super(message);
  }

  UnusableReceiverException(String message, Throwable cause) {
    super(message, cause);
  }
}
