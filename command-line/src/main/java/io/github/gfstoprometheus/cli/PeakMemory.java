package io.github.gfstoprometheus.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much memory the process has taken at the most. */
final class PeakMemory {
  private static final Path PROCESS_STATUS = Path.of("/proc/self/status");
  private static final String HIGH_WATER_MARK = "VmHWM:";
  private static final int KIB = 1024;
  private static final int MB = 1_000_000;

  private PeakMemory() {}

  /** The resident set at its highest where Linux tells it, else the heap as it is. */
  static long megabytes() {
    try {
      if (Files.exists(PROCESS_STATUS)) {
        for (String line : Files.readAllLines(PROCESS_STATUS)) {
          if (line.startsWith(HIGH_WATER_MARK)) {
            return Long.parseLong(line.replaceAll("\\D", "")) * KIB / MB;
          }
        }
      }
    } catch (IOException e) {
      // The heap must do, below.
    }
    return Runtime.getRuntime().totalMemory() / MB;
  }
}
