package dev.dovetail.spring;

import dev.dovetail.guard.Guard;
import dev.dovetail.guard.Outcome;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.env.Environment;

/**
 * Asks the database when every bean is made, and so after Flyway and Liquibase, and before a server
 * takes its first request.
 */
final class StartGuard implements SmartInitializingSingleton {

  private static final System.Logger LOG = System.getLogger("dev.dovetail.guard");

  private final ObjectProvider<DataSource> sources;
  private final ObjectProvider<GuardCustomizer> customizers;
  private final MappedClasses mapped;
  private final GuardProperties properties;
  private final Environment environment;
  private volatile Optional<Outcome> outcome = Optional.empty();

  StartGuard(
      ObjectProvider<DataSource> sources,
      ObjectProvider<GuardCustomizer> customizers,
      MappedClasses mapped,
      GuardProperties properties,
      Environment environment) {
    this.sources = sources;
    this.customizers = customizers;
    this.mapped = mapped;
    this.properties = properties;
    this.environment = environment;
  }

  @Override
  public void afterSingletonsInstantiated() {
    Optional<DataSource> source = Optional.ofNullable(sources.getIfUnique());
    if (source.isEmpty()) {
      LOG.log(
          System.Logger.Level.WARNING,
          "there are several data sources and none is primary: nothing is checked; make a Guard for"
              + " each");
      return;
    }
    Guard guard =
        Guard.of(source.get())
            .waiting(properties.patience())
            .scan(mapped.classes(properties.packages()))
            .reporting(heard -> outcome = Optional.of(heard));
    production().ifPresent(because -> guard.production(true, because));
    properties.mode().ifPresent(guard::mode);
    customizers.orderedStream().forEach(customizer -> customizer.customize(guard));
    guard.verify();
  }

  /** Empty where no profile says so: the environment's variables may. */
  private Optional<String> production() {
    List<String> active = Arrays.asList(environment.getActiveProfiles());
    return properties.productionProfiles().stream()
        .filter(active::contains)
        .findFirst()
        .map("the Spring profile `%s` is active, which is production"::formatted);
  }

  /** What was found; empty where nothing was asked yet. */
  Optional<Outcome> outcome() {
    return outcome;
  }
}
