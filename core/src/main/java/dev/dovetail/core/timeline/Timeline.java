package dev.dovetail.core.timeline;

import java.util.List;

/**
 * How all enums of a repository came about.
 *
 * @param commits of the mainline, all of them
 * @param looked how many of them touch what is read
 * @param unseen what could not be seen, a sentence each
 */
public record Timeline(List<EnumTimeline> enums, int commits, int looked, List<String> unseen) {

  public Timeline {
    enums = List.copyOf(enums);
    unseen = List.copyOf(unseen);
  }
}
