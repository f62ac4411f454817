package dev.dovetail.core.history;

import dev.dovetail.core.source.Origin;

/** Something that was seen while playing, which is no failure. */
public sealed interface Remark {

  Origin origin();

  String revision();

  /** The labels of a type came from a class of today's application code. */
  record EnumFromApplication(String revision, String enumName, String type, Origin origin)
      implements Remark {}

  /**
   * It is not known whether the revision fails or ends early here; an intended play takes it that
   * it does not.
   *
   * @param reason half a sentence that reads after "because"
   */
  record GoesOn(String revision, String reason, Origin origin) implements Remark {}

  /** A type was created that exists already; {@code first} is where it was created before. */
  record CreatedTwice(String revision, String type, Origin first, Origin origin)
      implements Remark {}
}
