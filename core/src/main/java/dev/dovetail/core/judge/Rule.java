package dev.dovetail.core.judge;

import java.util.List;

/**
 * An opinion: what of a service's facts is a fault. Stateless; its page, of the same name, is what
 * {@code dovetail explain} prints and what the tests run.
 */
public interface Rule {

  /** In kebab-case, named after the fault: it reads after "allow". */
  String id();

  /** How much its findings weigh unless a configuration, or the finding itself, says otherwise. */
  Severity severity();

  /** One line: what it finds. */
  String summary();

  List<Finding> judge(ServiceFacts facts);
}
