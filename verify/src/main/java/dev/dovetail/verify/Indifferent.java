package dev.dovetail.verify;

import dev.dovetail.core.judge.Fault;
import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.judge.Judgement;
import dev.dovetail.core.judge.Severity;
import java.util.Optional;

/** Lets every finding pass: the configuration is asked at the end, once, for all of them. */
enum Indifferent implements Judgement.Preferences {
  INSTANCE;

  @Override
  public Optional<Severity> level(Fault fault) {
    return Optional.empty();
  }

  @Override
  public boolean silences(Finding finding) {
    return false;
  }

  @Override
  public boolean silences(Fault fault) {
    return false;
  }
}
