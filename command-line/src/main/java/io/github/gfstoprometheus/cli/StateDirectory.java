package io.github.gfstoprometheus.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/** Where a user's programs keep what they must remember, a directory for each receiver. */
final class StateDirectory {
  private StateDirectory() {}

  /**
   * The directory for a receiver.
   *
   * @param headers those of its requests, which may name a tenant
   * @return nothing if the user has no home
   */
  static Optional<Path> of(URI receiver, Map<String, String> headers) {
    CRC32C checksum = new CRC32C();
    checksum.update((receiver + " " + new TreeMap<>(headers)).getBytes(UTF_8));
    String host = receiver.getHost() + (receiver.getPort() < 0 ? "" : "-" + receiver.getPort());
    return home()
        .map(
            home ->
                home.resolve("gfs-to-prometheus")
                    .resolve("%s-%08x".formatted(host, checksum.getValue())));
  }

  private static Optional<Path> home() {
    return variable("XDG_STATE_HOME")
        .or(() -> variable("HOME").map(home -> home.resolve(".local").resolve("state")))
        .or(() -> userHome().map(home -> home.resolve(".local").resolve("state")));
  }

  private static Optional<Path> variable(String name) {
    return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isEmpty()).map(Path::of);
  }

  /** The JVM says {@code ?} for a user without an entry. */
  private static Optional<Path> userHome() {
    return Optional.ofNullable(System.getProperty("user.home"))
        .map(Path::of)
        .filter(Path::isAbsolute);
  }
}
