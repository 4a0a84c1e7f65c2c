package io.github.gfstoprometheus.convert;

import io.github.gfstoprometheus.archive.ResourceType;
import java.util.Locale;

/** How metrics are called. */
public enum NamingStyle {
  /** As a live GemFire 10 cluster calls them: {@code gemfire_<statistic>}. */
  LIVE {
    @Override
    String metric(ResourceType type, String statistic) {
      return PREFIX + statistic;
    }
  },
  /** As the older converter called them: {@code gemfire_<type>_<statistic>}, in lower case. */
  TYPED {
    @Override
    String metric(ResourceType type, String statistic) {
      return (PREFIX + type.name() + "_" + statistic).toLowerCase(Locale.ROOT);
    }
  };

  private static final String PREFIX = "gemfire_";

  abstract String metric(ResourceType type, String statistic);
}
