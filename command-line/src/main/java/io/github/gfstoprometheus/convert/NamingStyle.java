package io.github.gfstoprometheus.convert;

import io.github.gfstoprometheus.archive.ResourceType;
import java.util.Locale;

/** How metrics are called. */
public enum NamingStyle {
  /** As a live GemFire 10 cluster calls them: {@code gemfire_<statistic>}. */
  LIVE {
    @Override
    String metric(String prefix, ResourceType type, String statistic) {
      return prefix + statistic;
    }
  },
  /** As the older converter called them: {@code gemfire_<type>_<statistic>}, in lower case. */
  TYPED {
    @Override
    String metric(String prefix, ResourceType type, String statistic) {
      return (prefix + type.name() + "_" + statistic).toLowerCase(Locale.ROOT);
    }
  };

  /** The name, which may have characters that no metric may have. */
  abstract String metric(String prefix, ResourceType type, String statistic);
}
