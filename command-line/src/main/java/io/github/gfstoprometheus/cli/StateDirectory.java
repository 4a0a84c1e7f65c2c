package io.github.gfstoprometheus.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.CRC32C;

/** Where a user's programs keep what they must remember, a directory for each receiver. */
final class StateDirectory {
  private StateDirectory() {}

  static Path of(URI receiver) {
    CRC32C checksum = new CRC32C();
    checksum.update(receiver.toString().getBytes(UTF_8));
    String host = receiver.getHost() + (receiver.getPort() < 0 ? "" : "-" + receiver.getPort());
    return home()
        .resolve("gfs-to-prometheus")
        .resolve("%s-%08x".formatted(host, checksum.getValue()));
  }

  private static Path home() {
    return Optional.ofNullable(System.getenv("XDG_STATE_HOME"))
        .filter(directory -> !directory.isEmpty())
        .map(Path::of)
        .orElseGet(() -> Path.of(System.getProperty("user.home"), ".local", "state"));
  }
}
