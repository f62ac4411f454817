package dev.dovetail.verify;

import dev.dovetail.core.verified.Check;
import dev.dovetail.core.verified.Checked;
import dev.dovetail.verify.convention.ConventionCheck;
import java.util.Optional;

/** Conventions across services. */
final class Agreed implements AtHead {

  private final ConventionCheck conventions;
  private final References references;

  Agreed(ConventionCheck conventions, References references) {
    this.conventions = conventions;
    this.references = references;
  }

  @Override
  public Check kind() {
    return Check.CONVENTIONS;
  }

  @Override
  public Optional<Checked> of(Ascent ascent) {
    if (conventions.isEmpty()) {
      return Optional.empty();
    }
    Site site = ascent.site();
    return Optional.of(
        conventions.check(
            site.service(),
            ascent.database(),
            ascent.top(),
            site.told().schema(),
            references::schema));
  }
}
