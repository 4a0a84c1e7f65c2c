package io.github.gfstoprometheus.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.github.gfstoprometheus.convert.NamingOptions;
import io.github.gfstoprometheus.selection.SeriesChoice;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The schema and the parser say the same of each document. */
class SchemaTest {
  private static final Path SCHEMA = Path.of("..", "docs", "gfs-to-prometheus.schema.json");
  private static final Path DOCUMENT = Path.of("..", "docs", "config.md");
  private static final Pattern EXAMPLE = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "prefix: ''",
        "prefix: a_b:c\nnaming: live\nunits: archive\ncluster: ''",
        "labels: {region: emea, job: night}",
        "labels:",
        "preset: essentials",
        "include: {types: [a, 'b.*'], instances: [], statistics: , specs: [':a.b', c]}",
        "exclude: {types: ['(a|b)']}",
        "renames: {A.b: {name: c}, d: {labels: {e: f}}, g: {name: h, labels: {}}, i: {drop: true}}",
        "label_renames: {category: type, member: node}",
        "metric_prefix: x\ncluster_name: y\nlabel_mappings: {category: type}",
        "filters: {include_resource_types: [a(], exclude_resource_types: , include_stats: [], exclude_stats: [b]}",
        "metric_mappings: {A.b: c, d: {name: e}, f: {name: g, labels: {h: i}}}",
      })
  void bothTakeWhatIsGood(String yaml) throws IOException {
    assertThat(schemaTakes(yaml)).isTrue();
    assertThat(parserTakes(yaml)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "text",
        "prefixes: a",
        "prefix: 5",
        "prefix: 5a",
        "prefix:",
        "naming: LIVE",
        "units: si",
        "cluster: 1",
        "labels: {a-b: c}",
        "labels: {__a: c}",
        "labels: {category: c}",
        "labels: {a: 5}",
        "labels: [a]",
        "preset: others",
        "preset: [essentials]",
        "include: {type: [a]}",
        "include: {types: a}",
        "include: {types: [5]}",
        "include: {types: ['a(']}",
        "exclude: {instances: ['[']}",
        "include: {specs: ['']}",
        "include: {specs: ['++a']}",
        "renames: {a: b}",
        "renames: {a: }",
        "renames: {a: {}}",
        "renames: {a: {drop: false}}",
        "renames: {a: {drop: true, name: b}}",
        "renames: {a: {name: b c}}",
        "renames: {a: {name: b, label: {}}}",
        "renames: {a: {labels: {member: c}}}",
        "renames: {a: {labels: {statistic: c}}}",
        "label_renames: {category: a-b}",
        "label_renames: {a-b: c}",
        "label_renames: {category: }",
        "filters: {include: []}",
        "filters: {include_stats: a}",
        "metric_mappings: {a: }",
        "metric_mappings: {a: 5}",
        "metric_mappings: {a: b-c}",
        "metric_mappings: {a: {labels: {b: c}}}",
        "metric_mappings: {a: {name: b, drop: true}}",
        "{prefix: a, metric_prefix: a}",
        "{cluster: a, cluster_name: a}",
        "{renames: , metric_mappings: }",
        "{label_renames: , label_mappings: }",
      })
  void bothRefuseWhatIsNot(String yaml) throws IOException {
    assertThat(schemaTakes(yaml)).isFalse();
    assertThat(parserTakes(yaml)).isFalse();
  }

  @Test
  void bothTakeTheExamplesOfTheDocument() throws IOException {
    Matcher examples = EXAMPLE.matcher(Files.readString(DOCUMENT));
    int count = 0;
    while (examples.find()) {
      String yaml = examples.group(1);
      assertThat(schemaTakes(yaml)).as(yaml).isTrue();
      Configuration read = read(yaml);
      assertThat(read.naming()).isNotEqualTo(NamingOptions.DEFAULT);
      assertThat(read.choice()).isNotEqualTo(SeriesChoice.ALL);
      count++;
    }
    assertThat(count).isEqualTo(2);
  }

  @Test
  void theDocumentTellsEveryKeyOfTheSchema() throws IOException {
    String document = Files.readString(DOCUMENT);
    JsonNode properties = new ObjectMapper().readTree(SCHEMA.toFile()).get("properties");

    assertThat(properties.size()).isEqualTo(15);
    properties
        .fieldNames()
        .forEachRemaining(key -> assertThat(document).contains("\n" + key + ":"));
  }

  @Test
  void theProgramHasTheSchemaOfTheDocuments() throws IOException {
    try (InputStream packaged =
        ConfigFile.class.getResourceAsStream("gfs-to-prometheus.schema.json")) {
      assertThat(packaged).isNotNull().hasBinaryContent(Files.readAllBytes(SCHEMA));
    }
  }

  private boolean parserTakes(String yaml) throws IOException {
    try {
      read(yaml);
      return true;
    } catch (ConfigException e) {
      return false;
    }
  }

  private Configuration read(String yaml) throws IOException {
    return ConfigFile.read(Files.writeString(directory.resolve("gfs.yaml"), yaml));
  }

  private static boolean schemaTakes(String yaml) throws IOException {
    JsonSchema schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(Files.readString(SCHEMA, StandardCharsets.UTF_8));
    Object document = new Load(LoadSettings.builder().build()).loadFromString(yaml);
    String json = new ObjectMapper().writeValueAsString(document);
    return schema
        .validate(
            json,
            InputFormat.JSON,
            context -> context.getExecutionConfig().setFormatAssertionsEnabled(true))
        .isEmpty();
  }
}
