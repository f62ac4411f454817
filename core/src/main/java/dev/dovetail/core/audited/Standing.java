package dev.dovetail.core.audited;

import java.util.List;

/** Where a live database stands in the history of its service. */
public sealed interface Standing {

  /** It says that it has run everything. */
  record AtHead(List<String> revisions) implements Standing {
    public AtHead {
      revisions = List.copyOf(revisions);
    }
  }

  /**
   * It has not run everything.
   *
   * @param revisions where it is
   * @param pending what it has not run, in the order in which it would be
   */
  record Behind(List<String> revisions, List<String> pending) implements Standing {
    public Behind {
      revisions = List.copyOf(revisions);
      pending = List.copyOf(pending);
    }
  }

  /** It has run what is not in the files: another branch, or a newer checkout. */
  record Elsewhere(List<String> unknown) implements Standing {
    public Elsewhere {
      unknown = List.copyOf(unknown);
    }
  }

  /** It is not known; {@code reason} is half a sentence. */
  record Unknown(String reason) implements Standing {}

  /** In a few words. */
  default String words() {
    return switch (this) {
      case AtHead head -> "at the head, " + String.join(", ", head.revisions());
      case Behind behind ->
          "at %s, %d behind the head"
              .formatted(
                  behind.revisions().isEmpty()
                      ? "no revision"
                      : String.join(", ", behind.revisions()),
                  behind.pending().size());
      case Elsewhere elsewhere ->
          "at %s, which is not among the migrations here: another branch, or a newer one"
              .formatted(String.join(", ", elsewhere.unknown()));
      case Unknown unknown -> "at an unknown revision: " + unknown.reason();
    };
  }
}
