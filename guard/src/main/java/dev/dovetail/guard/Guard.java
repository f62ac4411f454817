package dev.dovetail.guard;

import dev.dovetail.guard.Expectation.Name;
import dev.dovetail.guard.Expectation.NamedType;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;

/**
 * Holds the enums of an application against the PostgreSQL database that it is about to use, in one
 * query. Made, told what to expect, and asked once, when the application starts:
 *
 * <pre>{@code
 * Guard.of(dataSource).expects(OrderStatus.class, "order_status").verify();
 * }</pre>
 *
 * <p>Labels that the database lacks stop the start, or warn, or are not looked for: see {@link
 * Mode}. The variable {@code DOVETAIL_GUARD} and the system property {@code dovetail.guard} go
 * before what the application says.
 */
public final class Guard {

  private static final Logger LOG = System.getLogger("dev.dovetail.guard");
  private static final Duration USUAL_PATIENCE = Duration.ofSeconds(30);

  private final DataSource source;
  private final List<Expectation> expectations = new ArrayList<>();
  private final Setting.Surroundings around;
  private Optional<Setting> asked = Optional.empty();
  private Optional<Setting.Production> production = Optional.empty();
  private Duration patience = USUAL_PATIENCE;
  private Consumer<Outcome> listener = outcome -> {};

  private Guard(DataSource source, Setting.Surroundings around) {
    this.source = source;
    this.around = around;
  }

  public static Guard of(DataSource source) {
    return in(Setting.Surroundings.real(), source);
  }

  static Guard in(Setting.Surroundings around, DataSource source) {
    return new Guard(source, around);
  }

  /**
   * The names of the constants are labels of this type.
   *
   * @param typeName {@code order_status}, or {@code shop.order_status}; without a schema it is the
   *     one that the search path leads to
   */
  public Guard expects(Class<? extends Enum<?>> type, String typeName) {
    return expects(type.getSimpleName(), typeName, Stored.names(type));
  }

  /** What this makes of the constants are labels of this type. */
  public <E extends Enum<E>> Guard expects(
      Class<E> type, String typeName, Function<? super E, String> label) {
    return expects(
        type.getSimpleName(),
        typeName,
        Arrays.stream(type.getEnumConstants()).<String>map(label).toList());
  }

  /** These are labels of this type, whatever the code has for an enum. */
  public Guard expects(String enumName, String typeName, List<String> labels) {
    expectations.add(
        new Expectation(enumName, labels, new NamedType(Name.of(typeName)), Optional.empty()));
    return this;
  }

  /**
   * The enums that JPA entities store as text, by their annotations: {@code @Enumerated(STRING)},
   * Hibernate's {@code NAMED_ENUM}, {@code @Convert}, {@code @Column}.
   *
   * @param classes the entities, and the converters that apply by themselves; others do no harm
   */
  public Guard scan(Collection<Class<?>> classes) {
    expectations.addAll(EntityScan.of(classes));
    return this;
  }

  /** The same for a few. */
  public Guard scan(Class<?>... classes) {
    return scan(List.of(classes));
  }

  /** What to do, unless whoever runs the application says otherwise. */
  public Guard mode(Mode mode) {
    asked = Optional.of(new Setting(mode, "the application asks for it"));
    return this;
  }

  /**
   * Whether this is production, where {@link Mode#WARN} is the default; elsewhere it is {@link
   * Mode#FAIL}.
   *
   * @param because how that is known; messages repeat it
   */
  public Guard production(boolean is, String because) {
    production = Optional.of(new Setting.Production(is, because));
    return this;
  }

  /** How long to wait for a database that is not up yet; half a minute unless somebody says so. */
  public Guard waiting(Duration longest) {
    patience = longest;
    return this;
  }

  /** Hears of what was found, whatever comes of it: for metrics. */
  public Guard reporting(Consumer<Outcome> listener) {
    this.listener = listener;
    return this;
  }

  /**
   * Asks the database.
   *
   * @throws DriftException where it lacks labels or cannot be asked, and the mode is {@link
   *     Mode#FAIL}
   */
  public Outcome verify() {
    Outcome outcome = outcome();
    log(outcome);
    listener.accept(outcome);
    if (outcome.isFatal() && outcome.mode() == Mode.FAIL) {
      throw new DriftException(outcome);
    }
    return outcome;
  }

  private Outcome outcome() {
    Setting setting = Setting.of(around, asked, production);
    if (setting.mode() == Mode.OFF || expectations.isEmpty()) {
      return new Outcome(
          setting.mode(), setting.because(), List.of(), Optional.empty(), Duration.ZERO);
    }
    long start = System.nanoTime();
    List<Check> checks = new ArrayList<>();
    Optional<String> unasked = Optional.empty();
    try {
      Duration longest = Setting.patience(around).orElse(patience);
      LiveTypes live = new Patience(longest).ask(source, new Question(expectations));
      Judging judging = new Judging(live);
      for (Expectation expectation : expectations) {
        checks.add(judging.check(expectation));
      }
    } catch (Patience.OtherDatabase e) {
      LOG.log(
          Level.INFO,
          "the database is {0}, and the guard knows PostgreSQL: nothing is checked",
          e.product());
    } catch (Patience.Unanswered e) {
      unasked = Optional.of(e.reason());
    }
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    return new Outcome(setting.mode(), setting.because(), checks, unasked, took);
  }

  private static void log(Outcome outcome) {
    if (!outcome.isFatal()) {
      LOG.log(Level.INFO, outcome.message());
    } else if (outcome.mode() == Mode.WARN) {
      LOG.log(Level.WARNING, outcome.message());
    }
    for (Check check : outcome.checks()) {
      switch (check.verdict()) {
        case EXTRA, UNSURE -> LOG.log(Level.WARNING, check.message());
        case TEXT -> LOG.log(Level.DEBUG, check.message());
        case AGREES, MISSING, NO_TYPE -> {}
      }
    }
  }
}
