package dev.dovetail.report;

/** How a survey is written down. */
public enum SurveyFormat {
  HTML(Page.SIGNATURE),
  MARKDOWN(SurveyMarkdown.SIGNATURE);

  private final String signature;

  SurveyFormat(String signature) {
    this.signature = signature;
  }

  public String write(Survey survey, Look look) {
    return switch (this) {
      case HTML -> Page.write(survey, look);
      case MARKDOWN -> SurveyMarkdown.write(survey);
    };
  }

  /** Whether a file begins as what is written here does, so that it may be written anew. */
  public boolean wrote(String beginning) {
    return beginning.contains(signature);
  }
}
