package dev.dovetail.spring;

import dev.dovetail.guard.DriftException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says a stopped start in Spring Boot's own form, without a stack trace. */
final class DriftFailureAnalyzer extends AbstractFailureAnalyzer<DriftException> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, DriftException cause) {
    return new FailureAnalysis(
        cause.outcome().message(),
        "Run the migrations of this version on that database, or start with DOVETAIL_GUARD=warn.",
        cause);
  }
}
