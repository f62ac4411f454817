package dev.dovetail.verify;

import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.judge.FindingBuilder;
import dev.dovetail.core.judge.ReplayFault;
import dev.dovetail.core.verified.Check;
import dev.dovetail.core.verified.Checked;
import dev.dovetail.postgres.Database;
import dev.dovetail.postgres.ServerException;
import dev.dovetail.verify.run.Failure;
import dev.dovetail.workspace.MigrationTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The migration tests of a service. Each has a database of its own: a copy of one that stands where
 * the test begins, so that many tests do not run the same migrations again.
 */
final class Trials implements AtHead {

  private final List<MigrationTest> tests;

  Trials(List<MigrationTest> tests) {
    this.tests = tests;
  }

  @Override
  public Check kind() {
    return Check.TESTS;
  }

  @Override
  public Optional<Checked> of(Ascent ascent) throws ServerException {
    if (tests.isEmpty()) {
      return Optional.empty();
    }
    long start = System.nanoTime();
    Run run = new Run(ascent.site());
    for (int i = 0; i < tests.size(); i++) {
      MigrationTest test = tests.get(i);
      ascent.site().tell(Check.TESTS, i + 1, tests.size(), test.name());
      run.run(test);
    }
    run.clear();
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    int failed = run.failed;
    List<String> lines = new ArrayList<>();
    lines.add(
        failed == 0
            ? "migration tests: %d passed".formatted(tests.size())
            : "migration tests: %d of %d failed".formatted(failed, tests.size()));
    lines.addAll(run.lines);
    return Optional.of(Checked.of(Check.TESTS, took, run.findings, lines));
  }

  /** One run of all of them. */
  private static final class Run {
    private final Site site;
    private final Map<String, Template> templates = new HashMap<>();
    private final List<Finding> findings = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();
    private int failed;

    Run(Site site) {
      this.site = site;
    }

    /** A database that stands at a revision, or why it does not. */
    private record Template(Database database, Optional<Failure> failure) {}

    void run(MigrationTest test) throws ServerException {
      int before = findings.size();
      Optional<String> start = start(test);
      Optional<Database> database =
          start.isPresent() ? copy(test, start.get()) : Optional.of(site.fresh());
      if (database.isPresent()) {
        perform(test, start, database.get());
        site.drop(database.get());
      }
      if (findings.size() > before) {
        failed++;
      }
    }

    /** A test that does nothing before it goes up begins where it ends. */
    private Optional<String> start(MigrationTest test) {
      boolean idle = test.at().isEmpty() && test.sql().isEmpty() && test.way().up();
      return idle ? Optional.of(test.way().to()) : test.at();
    }

    private Optional<Database> copy(MigrationTest test, String at) throws ServerException {
      Template template = templates.get(at);
      if (template == null) {
        Database database = site.fresh();
        Optional<Failure> failure = site.upgrade(database, named(at)).failure();
        site.leave(database);
        template = new Template(database, failure);
        templates.put(at, template);
      }
      if (template.failure().isPresent()) {
        fails(
            test,
            "it does not come to `%s`: %s".formatted(at, Words.refusal(template.failure().get())));
        return Optional.empty();
      }
      return Optional.of(site.copy(template.database()));
    }

    private void perform(MigrationTest test, Optional<String> start, Database database)
        throws ServerException {
      if (test.sql().isPresent()) {
        Optional<ServerException> refused = refusal(database, test.sql().get());
        if (refused.isPresent()) {
          fails(test, "its `sql` is refused: " + words(refused.get()));
          return;
        }
      }
      boolean there = test.way().up() && start.equals(Optional.of(test.way().to()));
      Optional<Failure> failure = there ? Optional.empty() : move(test, database);
      if (failure.isEmpty() && test.twice()) {
        failure = move(test, database);
      }
      if (failure.isPresent()) {
        fails(
            test,
            "the way %s to `%s` fails with %s"
                .formatted(
                    test.way().up() ? "up" : "down",
                    test.way().to(),
                    Words.refusal(failure.get())));
        return;
      }
      Expectations expectations = new Expectations(database);
      for (MigrationTest.Expectation expectation : test.expectations()) {
        Optional<Expectations.Miss> miss = expectations.look(expectation);
        if (miss.isPresent()) {
          findings.add(finding(test, expectation, miss.get().words()));
          lines.add("FAILED: " + test.name());
          miss.get().sides().forEach(side -> lines.add("  " + side));
        }
      }
    }

    private Optional<Failure> move(MigrationTest test, Database database) {
      String to = named(test.way().to());
      return test.way().up()
          ? site.upgrade(database, to).failure()
          : site.downgrade(database, to).failure();
    }

    /** The head is what `upgrade` reaches; with several, all of them. */
    private String named(String revision) {
      return revision.equals("head") ? site.top() : revision;
    }

    private static Optional<ServerException> refusal(Database database, String sql) {
      try {
        database.run(sql);
        return Optional.empty();
      } catch (ServerException e) {
        return Optional.of(e);
      }
    }

    private static String words(ServerException e) {
      return Expectations.words(e);
    }

    private void fails(MigrationTest test, String what) {
      findings.add(
          FindingBuilder.of(ReplayFault.MIGRATION_TEST_FAILS, site.service(), test.origin())
              .says(
                  test.name(),
                  "migration test `%s`: %s".formatted(test.name(), what),
                  "mend the migration, or the test"));
      lines.add("FAILED: " + test.name());
    }

    private Finding finding(MigrationTest test, MigrationTest.Expectation at, String what) {
      return FindingBuilder.of(ReplayFault.MIGRATION_TEST_FAILS, site.service(), at.origin())
          .says(
              test.name() + " " + what,
              "migration test `%s`: %s".formatted(test.name(), what),
              "mend the migration, or what is expected");
    }

    void clear() throws ServerException {
      for (Template template : templates.values()) {
        site.drop(template.database());
      }
    }
  }
}
