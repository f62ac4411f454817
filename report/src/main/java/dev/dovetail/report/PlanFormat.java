package dev.dovetail.report;

import dev.dovetail.core.plan.Emergency;
import dev.dovetail.core.plan.Plan;
import java.util.List;
import java.util.SortedMap;

/** How a plan is written down. */
public enum PlanFormat {
  TEXT,
  MARKDOWN,
  JSON;

  /**
   * @param owners of services, by their names
   */
  public String write(Plan plan, SortedMap<String, List<String>> owners, boolean coloured) {
    return switch (this) {
      case TEXT -> PlanText.write(plan, owners, coloured);
      case MARKDOWN -> PlanMarkdown.write(plan, owners);
      case JSON -> PlanJson.write(plan, owners);
    };
  }

  /** What to do about an enum that fails now: a document, as text too. */
  public String write(Emergency emergency) {
    return switch (this) {
      case TEXT -> Markdown.plain(EmergencyMarkdown.write(emergency));
      case MARKDOWN -> EmergencyMarkdown.write(emergency);
      case JSON -> EmergencyJson.write(emergency);
    };
  }
}
