package io.github.gfstoprometheus.tsdb.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a listener is told, and in which thread. */
final class Heard implements BlockListener {
  final List<String> creating = new ArrayList<>();
  final List<BlockMeta> published = new ArrayList<>();
  final List<String> empty = new ArrayList<>();
  final Set<Thread> threads = new HashSet<>();
  private final Path data;
  int mostUnderWay;

  Heard(Path data) {
    this.data = data;
  }

  List<String> publishedUlids() {
    return published.stream().map(BlockMeta::ulid).toList();
  }

  @Override
  public void creating(String ulid) {
    threads.add(Thread.currentThread());
    creating.add(ulid);
    mostUnderWay = Math.max(mostUnderWay, creating.size() - published.size());
  }

  @Override
  public void empty(String ulid) {
    empty.add(ulid);
  }

  @Override
  public void published(BlockMeta block, long sizeBytes) throws IOException {
    threads.add(Thread.currentThread());
    published.add(block);
    assertThat(creating).containsSubsequence(publishedUlids());
    assertThat(BlockReader.open(data.resolve(block.ulid())).meta()).isEqualTo(block);
  }
}
