package io.github.gfstoprometheus.testkit.victoriametrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gfstoprometheus.testkit.process.Executable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VictoriaMetricsTest {
  private static final String LINE =
      """
      {"metric":{"__name__":"temperature","room":"hall"},"values":[1.5,-2],"timestamps":[1500000000001,1500000060000]}
      """;

  @TempDir private Path directory;

  @Test
  void whatWasImportedIsExported() throws IOException {
    Path lines = Files.writeString(directory.resolve("lines.jsonl"), LINE);
    Path back = directory.resolve("back.jsonl");
    Path data = Files.createDirectory(directory.resolve("data"));
    try (VictoriaMetrics server = VictoriaMetrics.start(data)) {
      server.importLines(lines);
      server.exportLines(back);
      assertThat(server.log()).contains(data.toString());
    }
    assertThat(Files.readString(back)).isEqualTo(LINE);
  }

  @Test
  void whatIsNotInstalledIsToldWithItsPackage() {
    assertThatThrownBy(() -> Executable.locate("no-such-program", "a-package"))
        .hasMessageContaining("apt install a-package")
        .hasMessageContaining("-Dno-such-program=FILE or NO_SUCH_PROGRAM=FILE");
  }
}
