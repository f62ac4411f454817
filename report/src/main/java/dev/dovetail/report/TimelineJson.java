package dev.dovetail.report;

import dev.dovetail.core.timeline.Alarm;
import dev.dovetail.core.timeline.Cause;
import dev.dovetail.core.timeline.Checked;
import dev.dovetail.core.timeline.Contribution;
import dev.dovetail.core.timeline.EnumTimeline;
import dev.dovetail.core.timeline.Hindsight;
import dev.dovetail.core.timeline.Hindsight.Stop;
import dev.dovetail.core.timeline.Parting;
import dev.dovetail.core.timeline.Timeline;
import dev.dovetail.core.timeline.Turn;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Timelines for programs. */
final class TimelineJson {

  private TimelineJson() {}

  static String write(Timeline timeline) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("dovetail", 1);
    object.put("command", "history");
    object.put("commits", timeline.commits());
    object.put("looked", timeline.looked());
    object.put("unseen", timeline.unseen());
    object.put("enums", timeline.enums().stream().map(TimelineJson::timeline).toList());
    timeline
        .hindsight()
        .ifPresent(hindsight -> object.put("replay_check", hindsight(hindsight, timeline)));
    return Json.write(object);
  }

  private static Map<String, Object> hindsight(Hindsight hindsight, Timeline timeline) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("leave_errors", hindsight.complaints());
    object.put("would_have_been_stopped", hindsight.stopped());
    object.put(
        "partings", hindsight.stops(timeline.enums()).stream().map(TimelineJson::stop).toList());
    object.put("commits", hindsight.commits().stream().map(TimelineJson::checked).toList());
    return object;
  }

  private static Map<String, Object> stop(Stop stop) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("service", stop.parted().service());
    object.put("name", stop.parted().name());
    object.put("type", stop.parted().type());
    object.put("began", stop.parting().began().contribution().commit());
    object.put("stopped_by", stop.by().map(it -> it.commit().contribution().commit()));
    object.put("at_once", stop.isAtOnce());
    object.put("because", stop.by().map(it -> alarm(it.reason())));
    return object;
  }

  private static Map<String, Object> checked(Checked checked) {
    Map<String, Object> object = contribution(checked.contribution());
    object.put("errors", checked.errors());
    object.put("warnings", checked.warnings());
    object.put("stopped", checked.isStopped());
    object.put("new", checked.alarms().stream().map(TimelineJson::alarm).toList());
    return object;
  }

  private static Map<String, Object> alarm(Alarm alarm) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("rule", alarm.rule());
    object.put("severity", alarm.severity().word());
    object.put("service", alarm.service());
    object.put("message", alarm.message());
    object.put("place", alarm.place());
    return object;
  }

  private static Map<String, Object> timeline(EnumTimeline timeline) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("service", timeline.service());
    object.put("name", timeline.name());
    object.put("type", timeline.type());
    object.put("turns", timeline.turns().stream().map(TimelineJson::turn).toList());
    object.put("partings", timeline.partings().stream().map(TimelineJson::parting).toList());
    return object;
  }

  private static Map<String, Object> turn(Turn turn) {
    Map<String, Object> object = contribution(turn.contribution());
    object.put("added", turn.added());
    object.put("removed", turn.removed());
    object.put("renamed", turn.renamed().stream().map(it -> List.of(it.from(), it.to())).toList());
    object.put("database_added", turn.admitted());
    object.put("database_removed", turn.withdrawn());
    object.put("revisions", turn.moment().written());
    object.put("code", turn.standing().code());
    object.put("database", turn.standing().database());
    object.put("missing", turn.standing().missing());
    object.put("extra", turn.standing().extra());
    object.put("verdict", turn.standing().verdict().word());
    return object;
  }

  private static Map<String, Object> parting(Parting parting) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("began", contribution(parting.began().contribution()));
    object.put("ended", parting.ended().map(turn -> contribution(turn.contribution())));
    object.put("days", parting.days());
    object.put("causes", parting.causes().stream().map(TimelineJson::cause).toList());
    object.put("guards", parting.guards());
    return object;
  }

  private static Map<String, Object> cause(Cause cause) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("kind", cause.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    object.put("confidence", cause.confidence().name().toLowerCase(Locale.ROOT));
    object.put("labels", cause.labels());
    object.put("commits", cause.contributions().stream().map(Contribution::commit).toList());
    object.put("evidence", cause.evidence());
    return object;
  }

  private static Map<String, Object> contribution(Contribution contribution) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("commit", contribution.commit());
    object.put("date", contribution.date().format(DateTimeFormatter.ISO_OFFSET_DATE_TIME));
    object.put("author", contribution.author());
    object.put("subject", contribution.subject());
    object.put("brought", contribution.brought().stream().map(TimelineJson::contribution).toList());
    return object;
  }
}
