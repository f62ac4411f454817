package dev.dovetail.core.timeline;

import dev.dovetail.core.judge.Severity;
import java.util.regex.Pattern;

/**
 * What a check says of a commit and would not have said of its parent.
 *
 * @param subject what it is about, as in {@code EssayStatus.scored public.essay_status_enum}
 * @param place as in {@code models.py:12}; empty where there is none
 */
public record Alarm(
    String rule, Severity severity, String service, String subject, String message, String place) {

  /** Whether it would have kept the commit from being made. */
  public boolean stops() {
    return severity == Severity.ERROR;
  }

  /** Whether it is about an enum or the type that keeps it. */
  boolean isAbout(EnumTimeline it) {
    return service.equals(it.service())
        && (names(it.type().substring(it.type().lastIndexOf('.') + 1))
            || it.name().filter(this::names).isPresent());
  }

  private boolean names(String word) {
    return Pattern.compile("(?<!\\w)" + Pattern.quote(word) + "(?!\\w)").matcher(subject).find();
  }
}
