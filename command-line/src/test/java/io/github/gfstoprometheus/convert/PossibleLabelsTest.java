package io.github.gfstoprometheus.convert;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PossibleLabelsTest {
  @Test
  void theLabelsOfALiveClusterAreKnown() {
    assertThat(LabelNames.possible(NamingOptions.DEFAULT))
        .isEqualTo(
            new PossibleLabels(
                "member",
                "category",
                "exported_instance",
                List.of("cluster", "duplicate", "instance", "job", "member_type"),
                List.of("statistic")));
  }

  @Test
  void usersAddLabelsAndRenameThem() {
    NamingOptions options =
        NamingOptions.DEFAULT
            .withLabels(Map.of("region", "emea", "member", "m", "cluster", ""))
            .withRenames(Map.of("puts", Rename.to(Optional.empty(), Map.of("op", "put"))))
            .withLabelRenames(
                Map.of(
                    "member", "host", "region", "area", "op", "kind", "job", "z", "category", "c"));
    PossibleLabels labels = LabelNames.possible(options);

    assertThat(labels.ofInstances())
        .containsExactly(
            "host",
            "c",
            "exported_instance",
            "area",
            "cluster",
            "duplicate",
            "instance",
            "member_type",
            "z");
    assertThat(labels.ofStatistics()).containsExactly("kind", "statistic");
  }
}
