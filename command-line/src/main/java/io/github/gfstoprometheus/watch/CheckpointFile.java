package io.github.gfstoprometheus.watch;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.jr.ob.JSON;
import io.github.gfstoprometheus.convert.Inheritance;
import io.github.gfstoprometheus.durable.DurableFile;
import io.github.gfstoprometheus.members.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A checkpoint on the disk.
 *
 * <pre>{@code
 * {"version": 1,
 *  "target": "http://prometheus:9090/api/v1/write",
 *  "members": [
 *    {"name": "server-1", "type": "server",
 *     "chains": ["/var/geode/server-1/stats"],
 *     "reached": "2026-11-23T07:00:00.001Z",
 *     "done": ["2026-11-23T06:00:00Z 4711 9c1e2a77"],
 *     "run": {"systemId": 4711, "start": "2026-11-20T11:00:00Z"},
 *     "numbers": []}],
 *  "blocks": [],
 *  "next": [{"block": "", "replaces": [], "members": […]}]}
 * }</pre>
 *
 * <p>{@code reached} is the end of a half-open range; it is empty for a member of whom nothing is
 * published. {@code next} is empty or has one element, and {@code run} is there if {@code numbers}
 * has any.
 */
final class CheckpointFile {
  private static final int VERSION = 1;
  private static final JSON FORMAT = JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT);

  private final Path file;
  private final String target;

  /**
   * A file that need not be there.
   *
   * @param target where samples are published
   */
  CheckpointFile(Path file, String target) {
    this.file = file;
    this.target = target;
  }

  /** What the file holds. */
  record Content(
      int version,
      String target,
      List<WrittenMember> members,
      List<String> blocks,
      List<WrittenPublication> next) {}

  /** A member, as it is written. */
  record WrittenMember(
      String name,
      String type,
      List<String> chains,
      String reached,
      List<String> done,
      List<WrittenRun> run,
      List<Inheritance.Numbered> numbers) {
    static WrittenMember of(MemberProgress member) {
      return new WrittenMember(
          member.name(),
          member.type().orElse(""),
          member.chains(),
          member.isBegun() ? Instant.ofEpochMilli(member.reachedMillis()).toString() : "",
          member.done(),
          member.inheritance().run().stream().map(WrittenRun::of).toList(),
          member.inheritance().numbers());
    }

    MemberProgress read() {
      return new MemberProgress(
          Objects.requireNonNull(name),
          Optional.of(type).filter(known -> !known.isEmpty()),
          chains,
          reached.isEmpty() ? Long.MIN_VALUE : Instant.parse(reached).toEpochMilli(),
          done,
          new Inheritance(run.stream().map(WrittenRun::read).findFirst(), numbers));
    }
  }

  /** A member's run, as it is written. */
  record WrittenRun(long systemId, String start) {
    static WrittenRun of(Run run) {
      return new WrittenRun(
          run.systemId(), Instant.ofEpochMilli(run.systemStartMillis()).toString());
    }

    Run read() {
      return new Run(systemId, Instant.parse(start).toEpochMilli());
    }
  }

  /** A publication, as it is written. */
  record WrittenPublication(String block, List<String> replaces, List<WrittenMember> members) {
    static WrittenPublication of(Checkpoint.Publication publication) {
      return new WrittenPublication(
          publication.block(),
          publication.replaces(),
          publication.members().stream().map(WrittenMember::of).toList());
    }

    Checkpoint.Publication read() {
      return new Checkpoint.Publication(
          block, replaces, members.stream().map(WrittenMember::read).toList());
    }
  }

  /** Replaces the file; it is on the disk when this returns. */
  void write(Checkpoint checkpoint) throws IOException {
    Content content =
        new Content(
            VERSION,
            target,
            checkpoint.members().stream().map(WrittenMember::of).toList(),
            checkpoint.blocks(),
            checkpoint.next().stream().map(WrittenPublication::of).toList());
    DurableFile.write(file, FORMAT.asBytes(content));
  }

  /** What the file holds; nothing is published if there is none. */
  Checkpoint read() throws IOException {
    byte[] json;
    try {
      json = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      return Checkpoint
          .NONE; // and nothing else counts as nothing: what cannot be read may be there
    }
    Content content = parse(json);
    if (content.version() != VERSION) {
      throw new IOException(
          file
              + ": expected version "
              + VERSION
              + ", found "
              + content.version()
              + ": use the release that wrote it, or another directory");
    }
    if (!content.target().equals(target)) {
      throw new IOException(
          file
              + ": expected what is published to "
              + target
              + ", found "
              + content.target()
              + ": give each target a directory of its own (--state)");
    }
    try {
      return new Checkpoint(
          content.members().stream().map(WrittenMember::read).toList(),
          content.blocks(),
          content.next().stream().map(WrittenPublication::read).findFirst());
    } catch (DateTimeException | NullPointerException e) {
      throw new IOException(unreadable(), e);
    }
  }

  private Content parse(byte[] json) throws IOException {
    try {
      Content content = FORMAT.beanFrom(Content.class, json);
      if (content != null && (content.version() != VERSION || content.target() != null)) {
        return content;
      }
    } catch (JacksonException e) {
      throw new IOException(unreadable(), e);
    }
    throw new IOException(unreadable());
  }

  private String unreadable() {
    return file
        + ": expected what a watch has published, found something else: restore the file; without"
        + " it, all that the archives hold is published again";
  }
}
