package dev.dovetail.report;

import dev.dovetail.core.plan.Plan;
import java.util.List;
import java.util.SortedMap;

/** How a plan is written down. */
public enum PlanFormat {
  TEXT,
  JSON;

  /**
   * @param owners of services, by their names
   */
  public String write(Plan plan, SortedMap<String, List<String>> owners, boolean coloured) {
    return switch (this) {
      case TEXT -> PlanText.write(plan, owners, coloured);
      case JSON -> PlanJson.write(plan, owners);
    };
  }
}
