package dev.dovetail.report;

import dev.dovetail.core.audited.AuditReport;
import dev.dovetail.core.audited.Audited;
import dev.dovetail.core.audited.AuditedDatabase;
import dev.dovetail.core.audited.AuditedEnum;
import dev.dovetail.core.audited.Remedy;
import dev.dovetail.core.audited.Standing;
import dev.dovetail.core.audited.State;
import dev.dovetail.core.compare.Comparison;
import dev.dovetail.core.compare.Told;
import dev.dovetail.core.judge.Severity;
import dev.dovetail.core.live.LiveEnum;
import dev.dovetail.core.live.RowCount;
import dev.dovetail.core.schema.Schema.EnumType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An audit for machines: the keys of a check, with what the databases have. */
final class AuditJson {

  private AuditJson() {}

  static String write(AuditReport report) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("dovetail", 1);
    out.put("command", "audit");
    out.put("services", report.services().stream().map(AuditJson::service).toList());
    out.put("findings", report.findings().stream().map(JsonReport::finding).toList());
    out.put("seen", report.seen());
    out.put("summary", summary(report));
    return Json.write(out);
  }

  private static Map<String, Object> service(Audited service) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("name", service.facts().name());
    out.put("path", service.facts().path());
    out.put("critical", service.weight().criticality().word());
    out.put("critical_because", service.weight().reason());
    out.put("told_assumes", service.facts().told().map(Told::assumes).orElse(List.of()));
    out.put("migrations", service.facts().told().map(JsonReport::migrations));
    out.put("uses", service.facts().uses());
    out.put("checked", service.isChecked());
    out.put("not_checked_because", service.notAsked());
    // One database is the usual case: its enums are the service's.
    boolean several = service.databases().size() > 1;
    out.put(
        "enums",
        (several ? service.told() : service.enums()).stream().map(AuditJson::one).toList());
    out.put("databases", service.databases().stream().map(d -> database(d, several)).toList());
    return out;
  }

  private static Map<String, Object> database(AuditedDatabase database, boolean withEnums) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("name", database.name());
    switch (database.reading()) {
      case AuditedDatabase.Unread unread -> {
        out.put("read", false);
        out.put("reason", unread.reason());
        out.put("help", unread.help());
      }
      case AuditedDatabase.Read read -> {
        out.put("read", true);
        out.put("server", read.release());
        out.put("standing", standing(read.standing()));
        out.put("not_seen", read.unseen());
        if (withEnums) {
          out.put("enums", read.enums().stream().map(AuditJson::one).toList());
        }
      }
    }
    return out;
  }

  private static Map<String, Object> standing(Standing standing) {
    Map<String, Object> out = new LinkedHashMap<>();
    switch (standing) {
      case Standing.AtHead head -> {
        out.put("is", "at-head");
        out.put("revisions", head.revisions());
      }
      case Standing.Behind behind -> {
        out.put("is", "behind");
        out.put("revisions", behind.revisions());
        out.put("pending", behind.pending());
      }
      case Standing.Elsewhere elsewhere -> {
        out.put("is", "elsewhere");
        out.put("revisions", elsewhere.unknown());
      }
      case Standing.Unknown unknown -> {
        out.put("is", "unknown");
        out.put("reason", unknown.reason());
      }
    }
    return out;
  }

  private static Map<String, Object> one(AuditedEnum one) {
    Comparison comparison = one.comparison();
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("type", comparison.typeName());
    out.put("column", comparison.column().map(Comparison.Column::toString));
    out.put("verdict", comparison.verdict().word());
    out.put("state", one.state().word().replace(' ', '-'));
    out.put("declared", JsonReport.declared(comparison));
    out.put("told", one.told().flatMap(Comparison::told).map(EnumType::texts));
    out.put("replayed", Optional.empty());
    out.put("live", one.live().flatMap(Comparison::told).map(EnumType::texts));
    out.put("missing", one.live().isPresent() ? one.missing() : comparison.missing());
    out.put("extra", one.live().isPresent() ? one.extra() : comparison.extra());
    out.put("order_differs", one.orderDiffers());
    out.put("critical", one.weight().criticality().word());
    out.put("critical_because", one.weight().reason());
    out.put("owner", one.type().map(LiveEnum::owner));
    out.put(
        "dependents",
        one.type()
            .map(type ->
                type.dependents().stream().map(it -> it.kind() + " " + it.identity()).toList()));
    out.put("rows", one.rows().map(AuditJson::rows));
    out.put("history", one.history());
    out.put("notes", one.notes());
    out.put("remedies", one.remedies().stream().map(AuditJson::remedy).toList());
    return out;
  }

  static Map<String, Object> rows(RowCount rows) {
    Map<String, Object> out = new LinkedHashMap<>();
    switch (rows) {
      case RowCount.Exact exact -> {
        out.put("counted", "exact");
        out.put("labels", exact.rows());
      }
      case RowCount.Estimate estimate -> {
        out.put("counted", "estimate");
        out.put("total", estimate.total());
        out.put("labels", estimate.rows());
      }
      case RowCount.Unknown unknown -> {
        out.put("counted", "no");
        out.put("reason", unknown.reason());
      }
    }
    return out;
  }

  private static Map<String, Object> remedy(Remedy remedy) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("what", remedy.what());
    out.put("safety", remedy.safety());
    out.put("cost", remedy.cost());
    out.put("next", remedy.next());
    return out;
  }

  private static Map<String, Object> summary(AuditReport report) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("services", report.services().size());
    out.put("checked", report.checked());
    out.put("enums", report.enums());
    out.put("mismatches", report.count(State.MISMATCH));
    out.put("errors", report.count(Severity.ERROR));
    out.put("warnings", report.count(Severity.WARNING));
    out.put("infos", report.count(Severity.INFO));
    out.put("unverifiable", report.count(State.UNVERIFIABLE));
    return out;
  }
}
