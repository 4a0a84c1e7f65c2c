package io.github.gfstoprometheus.remotewrite;

/**
 * What became of samples that were sent.
 *
 * @param accepted how many samples the receiver has
 * @param rejected how many it will never take
 * @param requests how many requests it answered for good
 * @param retries how many were sent again
 * @param bytes how many bytes the requests had that it answered for good, compressed
 */
public record SentFigures(long accepted, long rejected, long requests, long retries, long bytes) {
  /** Nothing was sent. */
  public static final SentFigures NONE = new SentFigures(0, 0, 0, 0, 0);

  /** These and others. */
  public SentFigures plus(SentFigures other) {
    return new SentFigures(
        accepted + other.accepted,
        rejected + other.rejected,
        requests + other.requests,
        retries + other.retries,
        bytes + other.bytes);
  }
}
