package io.github.gfstoprometheus.remotewrite;

/** Which version of remote write is spoken. */
public enum RemoteWriteVersion {
  /** 2.0 if the receiver knows it, else 1.0. */
  AUTO,
  /** 1.0, which all receivers know. */
  V1,
  /** 2.0, and nothing else. */
  V2
}
