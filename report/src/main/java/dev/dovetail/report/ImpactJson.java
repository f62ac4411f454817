package dev.dovetail.report;

import dev.dovetail.core.impact.Change;
import dev.dovetail.core.impact.Impact;
import dev.dovetail.core.impact.Live;
import dev.dovetail.core.impact.Reader;
import dev.dovetail.core.impact.Touch;
import dev.dovetail.core.live.LiveEnum;
import dev.dovetail.core.source.Origin;
import java.util.LinkedHashMap;
import java.util.Map;

/** An impact for machines. */
final class ImpactJson {

  private ImpactJson() {}

  static String write(Impact impact) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("dovetail", 1);
    out.put("command", "impact");
    out.put("name", impact.name());
    out.put("label", impact.label());
    out.put("types", impact.types());
    out.put("services", impact.services());
    out.put("touches", impact.touches().stream().map(ImpactJson::touch).toList());
    out.put("readers", impact.readers().stream().map(ImpactJson::reader).toList());
    out.put("databases", impact.live().stream().map(ImpactJson::live).toList());
    out.put("if", impact.change().map(ImpactJson::word));
    out.put("effects", impact.effects());
    out.put("unknown", impact.notes());
    return Json.write(out);
  }

  private static String word(Change change) {
    return switch (change) {
      case Change.Added added -> "added";
      case Change.Renamed renamed -> "renamed to " + renamed.to();
      case Change.Removed removed -> "removed";
    };
  }

  private static Map<String, Object> touch(Touch touch) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("service", touch.service());
    out.put("kind", touch.kind().word());
    out.put("what", touch.what());
    place(out, touch.at());
    out.put("understood", touch.read());
    out.put("test", touch.test());
    return out;
  }

  private static Map<String, Object> live(Live live) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("service", live.service());
    out.put("database", live.database());
    switch (live.reading()) {
      case Live.Read read -> {
        out.put("columns", read.columns().stream().map(ImpactJson::column).toList());
        out.put("dependents", read.dependents().stream().map(ImpactJson::dependent).toList());
      }
      case Live.Unread unread -> out.put("not_read_because", unread.reason());
    }
    return out;
  }

  private static Map<String, Object> column(Live.Column column) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("column", column.name());
    out.put("rows", column.rows().map(AuditJson::rows));
    return out;
  }

  private static Map<String, Object> dependent(LiveEnum.Dependent dependent) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("kind", dependent.kind());
    out.put("identity", dependent.identity());
    return out;
  }

  private static Map<String, Object> reader(Reader reader) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("service", reader.service());
    out.put("what", reader.what());
    out.put("does", reader.does());
    out.put("fails", reader.fails());
    place(out, reader.at());
    return out;
  }

  private static void place(Map<String, Object> out, Origin at) {
    out.put("file", Place.file(at));
    out.put("line", Place.line(at));
    out.put("column", Place.column(at));
  }
}
