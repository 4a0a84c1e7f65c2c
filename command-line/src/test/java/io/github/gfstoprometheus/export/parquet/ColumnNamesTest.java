package io.github.gfstoprometheus.export.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gfstoprometheus.convert.LabelNames;
import io.github.gfstoprometheus.convert.NamingOptions;
import io.github.gfstoprometheus.convert.PossibleLabels;
import io.github.gfstoprometheus.convert.Rename;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnNamesTest {
  @Test
  void eachLabelThatASeriesCanHaveIsAColumn() {
    NamingOptions naming =
        NamingOptions.DEFAULT
            .withLabels(Map.of("env", "test", "member", "m"))
            .withRenames(Map.of("gets", Rename.to(Optional.empty(), Map.of("op", "get"))))
            .withLabelRenames(Map.of("exported_instance", "resource", "op", "operation"));
    assertThat(ColumnNames.of(LabelNames.possible(naming)).labels())
        .containsExactlyInAnyOrder(
            "member",
            "member_type",
            "category",
            "resource",
            "instance",
            "job",
            "cluster",
            "duplicate",
            "statistic",
            "env",
            "operation");
  }

  @ParameterizedTest
  @ValueSource(strings = {"timestamp", "value", "metric", "Timestamp", "VALUE"})
  void aLabelCannotBeCalledLikeAColumnOfAllSamples(String name) {
    PossibleLabels labels =
        LabelNames.possible(NamingOptions.DEFAULT.withLabels(Map.of(name, "x")));
    assertThat(ColumnNames.whyNot(labels))
        .contains(
            "label \"%s\" cannot be a column beside \"%s\", as case does not count: call it otherwise"
                .formatted(name, name.toLowerCase(Locale.ROOT)));
    assertThatThrownBy(() -> ColumnNames.of(labels)).hasMessageContaining(name);
  }

  @Test
  void labelsThatDifferInCaseOnlyCannotBothBeColumns() {
    PossibleLabels labels =
        LabelNames.possible(NamingOptions.DEFAULT.withLabels(Map.of("Member", "x")));
    assertThat(ColumnNames.whyNot(labels))
        .get()
        .asString()
        .contains("label \"Member\"")
        .contains("label \"member\"");
  }
}
