package dev.dovetail.core.verified;

/** One thing that is verified of a service; in the order in which it is done and shown. */
public enum Check {
  GRAPH("graph", "one head"),
  FRESH("fresh", "from an empty database to the head, in one command and one revision at a time"),
  STAIRS("stairs", "each revision up, down and up again"),
  LEFTOVERS("leftovers", "down to base leaves nothing, and up again works"),
  RERUN("re-run", "an upgrade at the head is idle; guarded migrations bear a second run"),
  MODELS("models", "the models fit the schema that the migrations made"),
  TOLD("told", "what Dovetail reads from the migrations is what they do"),
  CONVENTIONS("conventions", "what services have in common is the same everywhere"),
  TESTS("tests", "the service's own migration tests");

  private final String word;
  private final String summary;

  Check(String word, String summary) {
    this.word = word;
    this.summary = summary;
  }

  /** As it is called on the command line and in reports. */
  public String word() {
    return word;
  }

  public String summary() {
    return summary;
  }
}
