package dev.dovetail.report;

import dev.dovetail.core.compare.Comparison;
import dev.dovetail.core.compare.Told;
import dev.dovetail.core.judge.Criticality;
import dev.dovetail.core.judge.Edit;
import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.judge.Report;
import dev.dovetail.core.judge.ServiceFacts;
import dev.dovetail.core.judge.Severity;
import dev.dovetail.core.judge.Suggestion;
import dev.dovetail.core.schema.Schema;
import dev.dovetail.core.schema.Schema.EnumType;
import dev.dovetail.core.schema.Schema.Label;
import dev.dovetail.core.source.Origin;
import dev.dovetail.core.verified.VerificationReport;
import dev.dovetail.core.verified.Verified;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A report for machines. Its keys are a promise. */
public final class JsonReport {

  private JsonReport() {}

  public static String write(Report report) {
    return write(report, List.of());
  }

  public static String write(VerificationReport report) {
    return write(report.report(), report.verified());
  }

  private static String write(Report report, List<Verified> verified) {
    Map<String, Verified> byService = new HashMap<>();
    verified.forEach(one -> byService.put(one.service(), one));
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("dovetail", 1);
    out.put("command", report.command());
    out.put(
        "services",
        report.services().stream()
            .map(service -> service(service, Optional.ofNullable(byService.get(service.name()))))
            .toList());
    out.put("findings", report.findings().stream().map(JsonReport::finding).toList());
    out.put("seen", report.seen());
    out.put("summary", summary(report));
    return Json.write(out);
  }

  private static Map<String, Object> service(ServiceFacts service, Optional<Verified> verified) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("name", service.name());
    out.put("path", service.path());
    service.critical().map(Criticality::word).ifPresent(word -> out.put("critical", word));
    out.put("told_assumes", service.told().map(Told::assumes).orElse(List.of()));
    service
        .told()
        .map(told -> told.doubts().stream().filter(doubt -> doubt.touches().changesSchema()))
        .map(doubts -> doubts.map(JsonSchema::doubt).distinct().toList())
        .filter(doubts -> !doubts.isEmpty())
        .ifPresent(doubts -> out.put("not_understood", doubts));
    out.put("migrations", service.told().map(JsonReport::migrations));
    out.put("uses", service.uses());
    Optional<Schema> replayed = verified.flatMap(Verified::replayed);
    out.put("enums", service.comparisons().stream().map(c -> comparison(c, replayed)).toList());
    verified.ifPresent(one -> out.put("verified", VerificationJson.of(one)));
    return out;
  }

  static Map<String, Object> migrations(Told told) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("tool", told.tool());
    out.put("count", told.revisions().size());
    out.put("heads", told.heads());
    out.put("steps", told.steps());
    out.put("opaque", told.opaque());
    return out;
  }

  private static Map<String, Object> comparison(Comparison comparison, Optional<Schema> replayed) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("type", comparison.typeName());
    out.put("column", comparison.column().map(Comparison.Column::toString));
    out.put("verdict", comparison.verdict().word());
    out.put("declared", declared(comparison));
    out.put("told", comparison.told().map(EnumType::texts));
    out.put(
        "replayed",
        replayed.flatMap(schema ->
            schema.enums().values().stream()
                .filter(type -> Optional.of(type.name().toString()).equals(comparison.typeName()))
                .findFirst()
                .map(EnumType::texts)));
    out.put("live", Optional.empty());
    out.put("missing", comparison.missing());
    out.put("extra", comparison.extra());
    return out;
  }

  static Optional<Map<String, Object>> declared(Comparison comparison) {
    return comparison
        .name()
        .map(name -> {
          Map<String, Object> out = new LinkedHashMap<>();
          Optional<Origin> origin =
              comparison
                  .declared()
                  .map(declared -> declared.origin())
                  .or(() -> comparison.source().map(source -> source.origin()));
          out.put("name", name);
          out.put("file", origin.flatMap(Place::file));
          out.put("line", origin.flatMap(Place::line));
          out.put("labels", comparison.labels().stream().map(Label::text).toList());
          return out;
        });
  }

  static Map<String, Object> finding(Finding finding) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("rule", finding.rule());
    out.put("severity", finding.severity().word());
    out.put("service", finding.service());
    out.put("file", Place.file(finding.at()));
    out.put("line", Place.line(finding.at()));
    out.put("column", Place.column(finding.at()));
    out.put("message", finding.message());
    out.put("help", finding.help());
    out.put("also", finding.also().stream().map(JsonReport::related).toList());
    out.put("fingerprint", finding.fingerprint());
    finding.suggestion().ifPresent(suggestion -> out.put("fix", suggestion(suggestion)));
    return out;
  }

  private static Map<String, Object> suggestion(Suggestion suggestion) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("title", suggestion.title());
    out.put("safe", suggestion.isSafe());
    out.put("edits", suggestion.replacements().stream().map(JsonReport::edit).toList());
    return out;
  }

  private static Map<String, Object> edit(Edit.Replacement edit) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("file", edit.at().path());
    out.put("line", edit.at().span().line());
    out.put("column", edit.at().span().column());
    out.put("end_line", edit.at().span().endLine());
    out.put("end_column", edit.at().span().endColumn());
    out.put("text", edit.text());
    return out;
  }

  private static Map<String, Object> related(Finding.Related related) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("file", Place.file(related.at()));
    out.put("line", Place.line(related.at()));
    out.put("column", Place.column(related.at()));
    out.put("message", related.message());
    return out;
  }

  static Map<String, Object> summary(Report report) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("services", report.services().size());
    out.put("enums", report.enums());
    out.put("errors", report.count(Severity.ERROR));
    out.put("warnings", report.count(Severity.WARNING));
    out.put("infos", report.count(Severity.INFO));
    out.put("unverifiable", report.unverifiable());
    out.put("steps", report.steps());
    out.put("opaque", report.opaque());
    return out;
  }
}
