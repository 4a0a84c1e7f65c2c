package io.github.gfstoprometheus.watch;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what is told. */
final class RecordedTells implements Journal {
  private final List<Tell> tells = new CopyOnWriteArrayList<>();

  private record Tell(Level level, String event, String text) {}

  @Override
  public void tell(Level level, String event, String text, Map<String, ?> fields) {
    tells.add(new Tell(level, event, text));
  }

  /** What went wrong. */
  List<String> problems() {
    return tells.stream().filter(tell -> tell.level() == Level.PROBLEM).map(Tell::text).toList();
  }

  /** What was told of such an event. */
  List<String> of(String event) {
    return tells.stream().filter(tell -> tell.event().equals(event)).map(Tell::text).toList();
  }
}
