package io.github.gfstoprometheus.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** Tells the version that the build wrote down, and the JVM's. */
final class VersionProvider implements IVersionProvider {
  @Override
  public String[] getVersion() throws IOException {
    return new String[] {"gfs-to-prometheus " + version() + " (Java " + Runtime.version() + ")"};
  }

  static String version() throws IOException {
    Properties properties = new Properties();
    try (InputStream resource = VersionProvider.class.getResourceAsStream("version.properties")) {
      properties.load(resource);
    }
    return properties.getProperty("version");
  }
}
