package io.github.gfstoprometheus.tsdb.block;

import io.github.gfstoprometheus.tsdb.labels.LabelSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Steps through the series of several blocks in the order of labels, each series once. */
final class MergeInputs {
  private final List<MergeInput> inputs = new ArrayList<>();
  private final PriorityQueue<MergeInput> pending =
      new PriorityQueue<>(
          Comparator.comparing(MergeInput::labels).thenComparingInt(MergeInput::number));

  /** Opens the blocks in these directories. */
  MergeInputs(List<Path> directories) throws IOException {
    for (Path directory : directories) {
      inputs.add(new MergeInput(directory, inputs.size()));
    }
  }

  /** The labels of all series that have samples; {@link #nextChunks} begins anew. */
  List<LabelSet> labels() throws IOException {
    restart();
    List<LabelSet> labels = new ArrayList<>();
    while (!pending.isEmpty()) {
      LabelSet next = pending.element().labels();
      if (!nextChunks().isEmpty()) {
        labels.add(next);
      }
    }
    restart();
    return labels;
  }

  /** The chunks of the next series that has any, those of earlier inputs first. */
  List<SourceChunk> nextWithChunks() throws IOException {
    List<SourceChunk> chunks = nextChunks();
    while (chunks.isEmpty()) {
      chunks = nextChunks();
    }
    return chunks;
  }

  private List<SourceChunk> nextChunks() throws IOException {
    List<SourceChunk> chunks = new ArrayList<>();
    LabelSet labels = pending.element().labels();
    while (!pending.isEmpty() && pending.element().labels().equals(labels)) {
      MergeInput input = pending.remove();
      input.addChunks(chunks);
      advance(input);
    }
    return chunks;
  }

  private void restart() throws IOException {
    pending.clear();
    for (MergeInput input : inputs) {
      input.restart();
      advance(input);
    }
  }

  private void advance(MergeInput input) throws IOException {
    if (input.next()) {
      pending.add(input);
    }
  }
}
