package dev.dovetail.report;

import dev.dovetail.core.judge.Edit;
import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.judge.Report;
import dev.dovetail.core.judge.Severity;
import dev.dovetail.core.source.Origin.InFile;
import dev.dovetail.core.source.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The format of reviewdog, for every other host of code. */
final class RdjsonReport {

  private RdjsonReport() {}

  static String write(Report report, Look look) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("source", Map.of("name", "dovetail"));
    List<Map<String, Object>> diagnostics = new ArrayList<>();
    for (Finding finding : report.findings()) {
      // What is in no file has no line to stand beside.
      look.place(finding.at()).ifPresent(at -> diagnostics.add(diagnostic(finding, at, look)));
    }
    out.put("diagnostics", diagnostics);
    return Json.write(out);
  }

  private static Map<String, Object> diagnostic(Finding finding, InFile at, Look look) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("message", Printable.of(Group.sentence(finding)));
    out.put("location", location(at));
    out.put("severity", word(finding.severity()));
    out.put("code", Map.of("value", finding.rule()));
    List<Map<String, Object>> related = new ArrayList<>();
    for (Finding.Related other : finding.also()) {
      Optional<InFile> place = look.place(other.at());
      if (place.isPresent()) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("message", Printable.of(other.message()));
        entry.put("location", location(place.get()));
        related.add(entry);
      }
    }
    if (!related.isEmpty()) {
      out.put("relatedLocations", related);
    }
    List<Map<String, Object>> suggestions = suggestions(finding, at, look);
    if (!suggestions.isEmpty()) {
      out.put("suggestions", suggestions);
    }
    return out;
  }

  /** A reader of it has one file at hand: what needs an edit of another is not suggested. */
  private static List<Map<String, Object>> suggestions(Finding finding, InFile at, Look look) {
    List<Map<String, Object>> suggestions = new ArrayList<>();
    for (Edit.Replacement edit :
        finding.suggestion().map(it -> it.replacements()).orElse(List.of())) {
      Optional<InFile> place = look.place(edit.at()).filter(it -> it.path().equals(at.path()));
      if (place.isEmpty()) {
        return List.of();
      }
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("range", range(place.get().span()));
      entry.put("text", edit.text());
      suggestions.add(entry);
    }
    return suggestions;
  }

  private static Map<String, Object> location(InFile file) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("path", file.path());
    out.put("range", range(file.span()));
    return out;
  }

  private static Map<String, Object> range(Span span) {
    Map<String, Object> range = new LinkedHashMap<>();
    range.put("start", position(span.line(), span.column()));
    range.put("end", position(span.endLine(), span.endColumn()));
    return range;
  }

  private static Map<String, Object> position(int line, int column) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("line", line);
    out.put("column", column);
    return out;
  }

  private static String word(Severity severity) {
    return switch (severity) {
      case ERROR -> "ERROR";
      case WARNING -> "WARNING";
      case INFO -> "INFO";
    };
  }
}
