package io.github.gfstoprometheus.config;

import io.github.gfstoprometheus.config.YamlValue.Reader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * A file in YAML that says which series there are and what they are called.
 *
 * <p>docs/config.md has an example of each key, docs/gfs-to-prometheus.schema.json the grammar. The
 * keys of an older converter mean what they meant there.
 */
public final class ConfigFile {
  private final NamingSection naming = new NamingSection();
  private final ChoiceSection choice = new ChoiceSection();

  private ConfigFile() {}

  /**
   * Reads a file.
   *
   * @throws ConfigException if it says what cannot be
   * @throws IOException if it cannot be read
   */
  public static Configuration read(Path file) throws IOException {
    try (InputStream bytes = Files.newInputStream(file)) {
      return new ConfigFile().read(file.toString(), bytes);
    }
  }

  private Configuration read(String name, InputStream bytes) throws ConfigException {
    LoadSettings settings = LoadSettings.builder().setLabel(name).setUseMarks(true).build();
    try {
      Iterator<Node> documents = new Compose(settings).composeAllFromInputStream(bytes).iterator();
      if (!documents.hasNext()) {
        return Configuration.DEFAULT;
      }
      YamlValue root = new YamlValue(name, documents.next());
      if (documents.hasNext()) {
        throw new YamlValue(name, documents.next())
            .error("one document", "another", "write all of it into one");
      }
      return read(root);
    } catch (MarkedYamlEngineException e) {
      String place = e.getProblemMark().map(YamlValue::place).orElse("1:1");
      throw new ConfigException(
          "%s:%s: expected YAML, found what is none: %s".formatted(name, place, e.getProblem()));
    } catch (YamlEngineException e) {
      throw new ConfigException(
          "%s:1:1: expected YAML, found what is none: %s".formatted(name, e.getMessage()));
    }
  }

  private Configuration read(YamlValue root) throws ConfigException {
    root.fields(
        Map.<String, Reader>ofEntries(
            Map.entry("prefix", naming::prefix),
            Map.entry("naming", naming::style),
            Map.entry("units", naming::units),
            Map.entry("cluster", naming::cluster),
            Map.entry("labels", naming::labels),
            Map.entry("renames", naming::renames),
            Map.entry("label_renames", naming::labelRenames),
            Map.entry("preset", choice::preset),
            Map.entry("include", choice::include),
            Map.entry("exclude", choice::exclude),
            Map.entry("metric_prefix", naming::prefix),
            Map.entry("cluster_name", naming::cluster),
            Map.entry("filters", choice::filters),
            Map.entry("metric_mappings", naming::metricMappings),
            Map.entry("label_mappings", naming::labelRenames)));
    root.requireOneOf("prefix", "metric_prefix");
    root.requireOneOf("cluster", "cluster_name");
    root.requireOneOf("renames", "metric_mappings");
    root.requireOneOf("label_renames", "label_mappings");
    return new Configuration(naming.options(root), choice.choice());
  }
}
