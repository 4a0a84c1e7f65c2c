package io.github.gfstoprometheus.remotewrite;

import java.io.IOException;

/** Sending ended because somebody wanted it to; the receiver may have some of the samples. */
public final class SendingBrokenOffException extends IOException {
  SendingBrokenOffException() {
    super("sending was broken off: the receiver may lack the last samples");
  }
}
