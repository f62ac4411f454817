package dev.dovetail.core.history;

import dev.dovetail.core.source.Origin;
import java.util.List;

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

  /**
   * A setting that migrations ask for is not known; an intended play takes it that nobody sets it.
   *
   * @param setting a variable of the environment, or an option of the migrations' tool
   */
  record NotSet(String revision, String setting, Origin origin) implements Remark {}

  /**
   * A guard passed over a type that is there with other labels than those written beside it.
   *
   * @param there the labels that it has
   * @param wanted the labels that are written
   * @param first where it was created
   */
  record DefinitionHidden(
      String revision,
      String type,
      List<String> there,
      List<String> wanted,
      Origin first,
      Origin origin)
      implements Remark {
    public DefinitionHidden {
      there = List.copyOf(there);
      wanted = List.copyOf(wanted);
    }
  }

  /** {@code create_type=False} is written where the library does not look at it. */
  record CreateTypeIgnored(String revision, String type, Origin origin) implements Remark {}

  /** A name in SQL is longer than PostgreSQL keeps it. */
  record NameCut(String revision, String name, Origin origin) implements Remark {}

  /** A type was created that exists already; {@code first} is where it was created before. */
  record CreatedTwice(String revision, String type, Origin first, Origin origin)
      implements Remark {}
}
