package io.github.gfstoprometheus.cli;

import io.github.gfstoprometheus.blocks.ConversionReport;
import io.github.gfstoprometheus.convert.MemberReport;
import io.github.gfstoprometheus.convert.MemberReport.State;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What became of a conversion, for programs. */
final class ConversionJson {
  private ConversionJson() {}

  static Map<String, Object> of(ConversionSums sums, ConversionReport report) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("archives", sums.archives(State.CONVERTED));
    json.put("unchanged", sums.archives(State.UNCHANGED));
    json.put("failed", sums.archives(State.FAILED));
    if (sums.ticks() > 0) {
      json.put("firstMillis", sums.firstMillis());
      json.put("lastMillis", sums.lastMillis());
    }
    json.put("ticks", sums.ticks());
    json.put("series", sums.series());
    json.put("samples", report.output().samples());
    json.put("changes", sums.changes());
    json.put("blocks", report.output().blocks());
    json.put("chunks", report.output().chunks());
    json.put("bytesIn", sums.bytesIn());
    json.put("bytesOut", report.output().bytes());
    json.put("seconds", sums.seconds());
    json.put("peakMemoryMegabytes", PeakMemory.megabytes());
    report.carriedOn().ifPresent(at -> json.put("carriedOnMillis", at.toEpochMilli()));
    if (report.end() != ConversionReport.End.DONE) {
      json.put("interrupted", true);
      report.reached().ifPresent(at -> json.put("reachedMillis", at.toEpochMilli()));
    }
    json.put("members", members(sums));
    return json;
  }

  private static List<Map<String, Object>> members(ConversionSums sums) {
    return sums.members().stream().map(ConversionJson::member).toList();
  }

  private static Map<String, Object> member(MemberReport member) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("member", member.member());
    json.put("archives", member.archives());
    json.put("state", member.state().name().toLowerCase(Locale.ROOT));
    if (member.figures().ticks() > 0) {
      json.put("firstMillis", member.figures().firstMillis());
      json.put("lastMillis", member.figures().lastMillis());
    }
    json.put("ticks", member.figures().ticks());
    json.put("series", member.figures().series());
    json.put("changes", member.figures().changes());
    json.put("bytesIn", member.bytesIn());
    return json;
  }
}
