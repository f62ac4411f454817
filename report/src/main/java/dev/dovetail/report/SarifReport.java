package dev.dovetail.report;

import dev.dovetail.core.judge.Edit;
import dev.dovetail.core.judge.Fault;
import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.judge.Report;
import dev.dovetail.core.judge.Rules;
import dev.dovetail.core.judge.Severity;
import dev.dovetail.core.source.Origin.InFile;
import dev.dovetail.core.source.Span;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** SARIF 2.1.0, which hosts of code show beside the lines of a change. */
final class SarifReport {

  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

  private final Look look;
  private final List<String> rules;

  private SarifReport(Report report, Look look) {
    this.look = look;
    this.rules = List.copyOf(new TreeSet<>(report.findings().stream().map(Finding::rule).toList()));
  }

  static String write(Report report, Look look) {
    SarifReport sarif = new SarifReport(report, look);
    return Json.write(
        map("$schema", SCHEMA, "version", "2.1.0", "runs", List.of(sarif.run(report))));
  }

  private Map<String, Object> run(Report report) {
    Map<String, Object> driver =
        map(
            "name", "Dovetail",
            "version", look.version(),
            "rules", rules.stream().map(SarifReport::rule).toList());
    return map(
        "tool", map("driver", driver),
        "columnKind", "unicodeCodePoints",
        "invocations", List.of(invocation(report)),
        "results", report.findings().stream().map(this::result).toList());
  }

  private static Map<String, Object> invocation(Report report) {
    List<Map<String, Object>> notes =
        report.seen().stream()
            .map(seen -> map("level", "note", "message", map("text", Printable.of(seen))))
            .toList();
    return map("executionSuccessful", true, "toolExecutionNotifications", notes);
  }

  private static Map<String, Object> rule(String id) {
    Map<String, Object> out = map("id", id);
    Rules.named(id).ifPresent(fault -> describe(out, fault));
    return out;
  }

  private static void describe(Map<String, Object> out, Fault rule) {
    String page = Rules.page(rule);
    out.put("shortDescription", map("text", rule.summary()));
    out.put("fullDescription", map("text", rule.summary()));
    out.put("help", map("text", page, "markdown", page));
    out.put("defaultConfiguration", map("level", level(rule.severity())));
  }

  private Map<String, Object> result(Finding finding) {
    Map<String, Object> out =
        map(
            "ruleId", finding.rule(),
            "ruleIndex", rules.indexOf(finding.rule()),
            "level", level(finding.severity()),
            "message", map("text", Printable.of(Group.sentence(finding))));
    Optional<InFile> place = look.place(finding.at());
    Map<String, Object> location =
        place.map(SarifReport::location).orElseGet(() -> logical(Place.shown(finding.at())));
    out.put("locations", List.of(location));
    List<Map<String, Object>> related = new ArrayList<>();
    for (Finding.Related other : finding.also()) {
      look.place(other.at()).ifPresent(at -> related.add(related(related.size() + 1, at, other)));
    }
    if (!related.isEmpty()) {
      out.put("relatedLocations", related);
    }
    List<Map<String, Object>> fixes = fixes(finding);
    if (!fixes.isEmpty()) {
      out.put("fixes", fixes);
    }
    out.put("partialFingerprints", map("dovetail/v1", finding.fingerprint()));
    out.put("properties", map("service", finding.service()));
    return out;
  }

  private List<Map<String, Object>> fixes(Finding finding) {
    Map<String, List<Map<String, Object>>> files = new LinkedHashMap<>();
    for (Edit.Replacement edit :
        finding.suggestion().map(it -> it.replacements()).orElse(List.of())) {
      Optional<InFile> place = look.place(edit.at());
      if (place.isPresent()) {
        files
            .computeIfAbsent(place.get().path(), path -> new ArrayList<>())
            .add(
                map(
                    "deletedRegion", region(place.get()),
                    "insertedContent", map("text", edit.text())));
      }
    }
    if (files.isEmpty()) {
      return List.of();
    }
    List<Map<String, Object>> changes = new ArrayList<>();
    files.forEach((path, replacements) ->
        changes.add(map("artifactLocation", artifact(path), "replacements", replacements)));
    return List.of(
        map(
            "description",
            map("text", Printable.of(finding.suggestion().orElseThrow().title())),
            "artifactChanges",
            changes));
  }

  private static Map<String, Object> related(int id, InFile at, Finding.Related other) {
    Map<String, Object> out = map("id", id);
    out.putAll(location(at));
    out.put("message", map("text", Printable.of(other.message())));
    return out;
  }

  private static Map<String, Object> location(InFile file) {
    return map(
        "physicalLocation", map("artifactLocation", artifact(file.path()), "region", region(file)));
  }

  private static Map<String, Object> logical(String name) {
    return map("logicalLocations", List.of(map("fullyQualifiedName", Printable.of(name))));
  }

  private static Map<String, Object> artifact(String path) {
    return map("uri", uri(path), "uriBaseId", "%SRCROOT%");
  }

  private static Map<String, Object> region(InFile file) {
    Span span = file.span();
    return map(
        "startLine", span.line(),
        "startColumn", span.column(),
        "endLine", span.endLine(),
        "endColumn", span.endColumn());
  }

  /** A path with everything escaped that a URI does not take. */
  private static String uri(String path) {
    StringBuilder out = new StringBuilder(path.length());
    for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if (c < 0x80 && (Character.isLetterOrDigit(c) || "-._~/".indexOf(c) >= 0)) {
        out.append(c);
      } else {
        out.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
      }
    }
    return out.toString();
  }

  private static String level(Severity severity) {
    return switch (severity) {
      case ERROR -> "error";
      case WARNING -> "warning";
      case INFO -> "note";
    };
  }

  /** Keys and values in turn, in this order. */
  private static Map<String, Object> map(Object... pairs) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put(pairs[i].toString(), pairs[i + 1]);
    }
    return map;
  }
}
