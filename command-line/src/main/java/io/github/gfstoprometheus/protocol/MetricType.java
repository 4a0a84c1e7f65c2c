package io.github.gfstoprometheus.protocol;

/** What kind of metric a series is, as far as senders here can tell. */
public enum MetricType {
  /** It is not known. */
  UNSPECIFIED(0),
  /** It counts up; where it falls, it began anew. */
  COUNTER(1),
  /** It goes up and down. */
  GAUGE(2);

  private final int number;

  MetricType(int number) {
    this.number = number;
  }

  /** Its number in a message. */
  int number() {
    return number;
  }
}
