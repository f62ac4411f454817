package dev.dovetail.report;

import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.mended.FileChange;
import dev.dovetail.core.mended.Mended;
import dev.dovetail.core.mended.MendingReport;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What can be mended, for programs. */
final class MendingJson {

  private MendingJson() {}

  static String write(MendingReport report) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("dovetail", 1);
    out.put("command", "fix");
    out.put("written", report.written());
    out.put("fixes", report.mended().stream().map(MendingJson::mended).toList());
    out.put("left", report.left().stream().map(MendingJson::left).toList());
    return Json.write(out);
  }

  private static Map<String, Object> mended(Mended mended) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("service", mended.service());
    out.put("title", mended.title());
    out.put("rules", mended.rules());
    out.put("proven", mended.isProven());
    out.put("proof", mended.proof());
    out.put("withheld", mended.withheld());
    out.put("files", mended.files().stream().map(MendingJson::file).toList());
    return out;
  }

  private static Map<String, Object> file(FileChange file) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("path", file.path());
    out.put("new", file.isNew());
    out.put("text", file.after());
    return out;
  }

  private static Map<String, Object> left(Finding finding) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("rule", finding.rule());
    out.put("severity", finding.severity().name().toLowerCase(Locale.ROOT));
    out.put("service", finding.service());
    out.put("message", finding.message());
    out.put("help", finding.help());
    out.put("fingerprint", finding.fingerprint());
    return out;
  }
}
