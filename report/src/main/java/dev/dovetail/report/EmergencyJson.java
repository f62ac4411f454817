package dev.dovetail.report;

import dev.dovetail.core.audited.Remedy;
import dev.dovetail.core.compare.Comparison;
import dev.dovetail.core.plan.Emergency;
import dev.dovetail.core.schema.Schema.EnumType;
import dev.dovetail.core.schema.Schema.Label;
import dev.dovetail.core.timeline.EnumTimeline;
import dev.dovetail.core.timeline.Parting;
import java.util.LinkedHashMap;
import java.util.Map;

/** An emergency for programs. */
final class EmergencyJson {

  private EmergencyJson() {}

  static String write(Emergency emergency) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("dovetail", 1);
    object.put("command", "plan");
    object.put("emergency", emergency.name());
    object.put("cases", emergency.cases().stream().map(EmergencyJson::one).toList());
    object.put(
        "partings",
        emergency.timelines().stream()
            .flatMap(
                timeline -> timeline.partings().stream().map(parting -> parting(timeline, parting)))
            .toList());
    object.put("not_known", emergency.unseen());
    return Json.write(object);
  }

  private static Map<String, Object> one(Emergency.Case one) {
    Comparison comparison = one.found().comparison();
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("service", one.service());
    object.put("owners", one.owners());
    object.put("enum", comparison.name());
    object.put("type", comparison.typeName());
    object.put("column", comparison.column().map(Comparison.Column::toString));
    object.put("declared", comparison.labels().stream().map(Label::text).toList());
    object.put("told", one.found().told().flatMap(Comparison::told).map(EnumType::texts));
    object.put("database", one.database());
    object.put("live", one.found().live().flatMap(Comparison::told).map(EnumType::texts));
    object.put("missing", comparison.missing());
    object.put("extra", comparison.extra());
    object.put("remedies", one.remedies().stream().map(EmergencyJson::remedy).toList());
    return object;
  }

  private static Map<String, Object> remedy(Remedy remedy) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("what", remedy.what());
    object.put("safety", remedy.safety());
    object.put("cost", remedy.cost());
    object.put("next", remedy.next());
    return object;
  }

  private static Map<String, Object> parting(EnumTimeline timeline, Parting parting) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("service", timeline.service());
    object.put("message", TimelineWords.span(parting));
    object.put("causes", TimelineWords.causes(parting));
    object.put("guards", parting.guards());
    return object;
  }
}
