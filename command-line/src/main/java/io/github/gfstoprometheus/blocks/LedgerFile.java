package io.github.gfstoprometheus.blocks;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.jr.ob.JSON;
import io.github.gfstoprometheus.durable.DurableFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The ledger of a data directory on the disk.
 *
 * <pre>{@code
 * {"version": 2, "conversions": [
 *   {"members": [
 *      {"labels": {"member": "server-1", …},
 *       "sources": [{"name": "server-1.gfs",
 *                    "fingerprint": {"identity": "…", "sizeBytes": 917271, "content": "…"}}],
 *       "minMillis": 1700000000000, "endMillis": 1700007200001, "gaps": 0, "problems": []}],
 *    "manner": {"naming": "", "selection": "", "exactness": "", "toleranceMillis": 0},
 *    "state": "COMPLETE", "blocks": ["01J…"]}]}
 * }</pre>
 */
final class LedgerFile {
  static final String NAME = "gfs-to-prometheus.json";
  private static final int VERSION = 2;
  private static final JSON FORMAT = JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT);

  private final Path file;

  LedgerFile(Path directory) {
    this.file = directory.resolve(NAME);
  }

  /** What the file holds. */
  record Content(int version, List<LedgerEntry> conversions) {}

  /** Replaces the file as a whole; it is on the disk when this returns. */
  void write(List<LedgerEntry> entries) throws IOException {
    DurableFile.write(file, FORMAT.asBytes(new Content(VERSION, entries)));
  }

  List<LedgerEntry> read() throws IOException {
    if (!Files.exists(file)) {
      return new ArrayList<>();
    }
    Content content = parse();
    if (content.version() != VERSION) {
      throw new IOException(
          file
              + ": expected version "
              + VERSION
              + ", found "
              + content.version()
              + ": use the release that wrote it, or another --output");
    }
    return new ArrayList<>(content.conversions());
  }

  private Content parse() throws IOException {
    byte[] json = Files.readAllBytes(file);
    try {
      Content content = FORMAT.beanFrom(Content.class, json);
      if (content != null && (content.version() != VERSION || content.conversions() != null)) {
        return content;
      }
    } catch (JacksonException e) {
      throw new IOException(unreadable(), e);
    }
    throw new IOException(unreadable());
  }

  private String unreadable() {
    return file
        + ": expected the ledger of the conversions into this directory, found something else:"
        + " restore the file, or choose another --output";
  }
}
