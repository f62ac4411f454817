package dev.dovetail.report;

import dev.dovetail.core.compare.Comparison;
import dev.dovetail.core.compare.Told;
import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.judge.Report;
import dev.dovetail.core.probed.ProbeReport;
import dev.dovetail.core.probed.Probed;
import dev.dovetail.core.probed.ProbedEnum;
import dev.dovetail.core.probed.Tried;
import dev.dovetail.core.schema.Schema.EnumType;
import dev.dovetail.core.verified.Outcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A probe for machines: the keys of a check, with what came of each trial. */
final class ProbeJson {

  private ProbeJson() {}

  static String write(ProbeReport report) {
    Report findings = report.report();
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("dovetail", 1);
    out.put("command", "probe");
    out.put("services", report.services().stream().map(ProbeJson::service).toList());
    out.put("findings", findings.findings().stream().map(JsonReport::finding).toList());
    out.put("seen", report.seen());
    out.put("summary", summary(report, findings));
    return Json.write(out);
  }

  private static Map<String, Object> service(Probed service) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("name", service.facts().name());
    out.put("path", service.facts().path());
    out.put("told_assumes", service.facts().told().map(Told::assumes).orElse(List.of()));
    out.put("migrations", service.facts().told().map(JsonReport::migrations));
    switch (service.reading()) {
      case Probed.NotDone not -> {
        out.put("probed", false);
        out.put("reason", not.reason());
        out.put("help", not.help());
      }
      case Probed.Done done -> {
        out.put("probed", true);
        out.put("database", done.database());
        out.put("server", done.release());
        out.put("remarks", done.remarks());
        out.put("sequences_advanced", done.advanced());
      }
    }
    boolean replayed = service.reading() instanceof Probed.Done done && done.replayed();
    out.put("enums", service.enums().stream().map(one -> one(one, replayed)).toList());
    return out;
  }

  private static Map<String, Object> one(ProbedEnum one, boolean replayed) {
    Comparison comparison = one.comparison();
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("type", comparison.typeName());
    out.put("column", comparison.column().map(Comparison.Column::toString));
    out.put("verdict", comparison.verdict().word());
    out.put("declared", JsonReport.declared(comparison));
    out.put("told", Optional.empty());
    Optional<List<String>> there = comparison.told().map(EnumType::texts);
    out.put("replayed", there.filter(labels -> replayed));
    out.put("live", there.filter(labels -> !replayed));
    out.put("missing", comparison.missing());
    out.put("extra", comparison.extra());
    out.put("trials", one.tried().stream().map(ProbeJson::tried).toList());
    return out;
  }

  private static Map<String, Object> tried(Tried tried) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("trial", tried.trial().word());
    switch (tried.outcome()) {
      case Outcome.Passed() -> out.put("outcome", "passed");
      case Outcome.Failed() -> out.put("outcome", "failed");
      case Outcome.Skipped(String reason) -> {
        out.put("outcome", "skipped");
        out.put("reason", reason);
      }
      case Outcome.Unverified(String reason) -> {
        out.put("outcome", "unverified");
        out.put("reason", reason);
      }
    }
    out.put("lines", tried.lines());
    out.put("findings", tried.findings().stream().map(Finding::fingerprint).toList());
    return out;
  }

  private static Map<String, Object> summary(ProbeReport report, Report findings) {
    Map<String, Object> out = new LinkedHashMap<>(JsonReport.summary(findings));
    out.put("probed", report.services().stream().filter(Probed::isWhole).count());
    return out;
  }
}
