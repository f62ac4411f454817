package dev.dovetail.core.judge;

import dev.dovetail.core.convention.Conformity;
import dev.dovetail.core.convention.Departure;
import java.util.List;
import java.util.Optional;

/** A table that services have in common is not as they agreed. */
public final class ConventionBroken implements Rule {

  @Override
  public String id() {
    return "convention-broken";
  }

  @Override
  public Severity severity() {
    return Severity.ERROR;
  }

  @Override
  public String summary() {
    return "a table departs from what services have agreed on";
  }

  @Override
  public Category category() {
    return Category.CONVENTIONS;
  }

  @Override
  public List<Finding> judge(ServiceFacts facts) {
    return facts.conformities().stream().flatMap(it -> findings(it).stream()).toList();
  }

  /** One for each departure. */
  public List<Finding> findings(Conformity conformity) {
    return conformity.departures().stream().map(it -> finding(conformity, it)).toList();
  }

  private Finding finding(Conformity conformity, Departure departure) {
    String convention = conformity.convention().name();
    String thing = Wording.code(departure.table()) + ": " + words(departure.part());
    return FindingBuilder.of(this, conformity.service(), departure.at())
        .topic("differences from the convention " + Wording.code(convention))
        .says(
            convention + " " + departure.table() + " " + departure.part(),
            "%s, against the convention %s"
                .formatted(thing + difference(departure), Wording.code(convention)),
            "%s; or leave the service out: `exclude = [\"%s\"]` under `[conventions.%s]`"
                .formatted(remedy(departure), conformity.service(), convention));
  }

  /** {@code column topic}, with the name as code. */
  private static String words(String part) {
    int space = part.indexOf(' ');
    return space < 0
        ? part
        : part.substring(0, space) + " " + Wording.code(part.substring(space + 1));
  }

  private static String difference(Departure departure) {
    Optional<String> actual = departure.actual();
    if (departure.wanted().isEmpty()) {
      return " is more than is agreed";
    }
    return actual
        .map(own ->
            " is %s and should be %s"
                .formatted(Wording.code(own), Wording.code(departure.wanted().get())))
        .orElse(" is missing");
  }

  private static String remedy(Departure departure) {
    return departure
        .remedy()
        .map(sql -> "add a migration that runs " + Wording.code(sql))
        .orElse("add a migration that brings it in line");
  }
}
