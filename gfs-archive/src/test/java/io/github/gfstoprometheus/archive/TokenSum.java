package io.github.gfstoprometheus.archive;

/** Sums up all that it is told: enough to tell two readings apart, and cheap. */
final class TokenSum implements ArchiveVisitor {
  private long samples;
  private long checksum;

  long samples() {
    return samples;
  }

  long checksum() {
    return checksum;
  }

  @Override
  public void resourceType(ResourceType type) {
    checksum = 31 * checksum + type.statistics().hashCode();
  }

  @Override
  public void instanceCreated(ResourceInstance instance) {
    checksum = 31 * checksum + instance.textId().hashCode();
  }

  @Override
  public void instanceDeleted(ResourceInstance instance) {
    checksum = 31 * checksum + instance.slot();
  }

  @Override
  public void sample(Sample sample) {
    samples++;
    checksum = 31 * checksum + sample.timestampMillis();
    for (int i = 0; i < sample.instanceCount(); i++) {
      for (int c = sample.changesStart(i); c < sample.changesEnd(i); c++) {
        checksum = 31 * checksum + sample.valueBits(c) + sample.statistic(c);
      }
      checksum = 31 * checksum + sample.instance(i).id();
    }
  }
}
