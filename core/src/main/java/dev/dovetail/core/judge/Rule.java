package dev.dovetail.core.judge;

import java.util.List;

/**
 * An opinion: what of a service's facts is a fault. Stateless; its page, of the same name, is what
 * {@code dovetail explain} prints and what the tests run.
 */
public non-sealed interface Rule extends Fault {

  List<Finding> judge(ServiceFacts facts);
}
