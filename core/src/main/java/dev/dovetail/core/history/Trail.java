package dev.dovetail.core.history;

import dev.dovetail.core.machine.ServerVersion;
import dev.dovetail.core.machine.Session;
import java.util.List;

/**
 * What the migrations did, statement by statement: what rules about single steps look at.
 *
 * @param up as it was intended, in the order of running
 * @param down the way down to base; empty where it is not known
 * @param end the database after the way up
 */
public record Trail(List<Deed> up, List<Deed> down, Session end) {
  public Trail {
    up = List.copyOf(up);
    down = List.copyOf(down);
  }

  /** Nothing was done. */
  public static Trail none() {
    return new Trail(List.of(), List.of(), Session.open(ServerVersion.DEFAULT));
  }
}
