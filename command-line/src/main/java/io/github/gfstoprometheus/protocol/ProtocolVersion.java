package io.github.gfstoprometheus.protocol;

/** The versions of remote write that messages can have. */
public enum ProtocolVersion {
  /** 1.0: each series tells its labels in words, and metadata go apart from series. */
  ONE(RemoteWriteFormat.TIMESERIES_OF_1),
  /** 2.0: texts stand once in a message, and each series tells its metadata. */
  TWO(RemoteWriteFormat.TIMESERIES);

  private final int timeseriesTag;

  ProtocolVersion(int timeseriesTag) {
    this.timeseriesTag = timeseriesTag;
  }

  /** What stands before each series in a message. */
  int timeseriesTag() {
    return timeseriesTag;
  }

  /** How series of this version are written. */
  RequestForm form() {
    return this == ONE ? new PlainForm() : new SymbolForm();
  }
}
