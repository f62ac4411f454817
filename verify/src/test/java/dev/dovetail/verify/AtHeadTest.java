package dev.dovetail.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.judge.Severity;
import dev.dovetail.core.verified.Check;
import dev.dovetail.core.verified.Checked;
import dev.dovetail.core.verified.Outcome;
import dev.dovetail.core.verified.VerificationReport;
import dev.dovetail.postgres.Cluster;
import dev.dovetail.verify.run.Stacks;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models, conventions and migration tests, held against what migrations really made. */
class AtHeadTest {

  private static final String NOTES =
      """
      op.execute(\"""
          CREATE TABLE notes (
            id serial PRIMARY KEY,
            title varchar(100) NOT NULL,
            body text,
            state varchar(10) NOT NULL DEFAULT 'open',
            made timestamptz NOT NULL DEFAULT now(),
            count integer NOT NULL DEFAULT 0)
      \""")
      """;

  private static final String HEAD =
      """
      from datetime import datetime

      from sqlalchemy import Column, DateTime, Integer, String, Text, func, text
      from sqlalchemy.orm import declarative_base

      Base = declarative_base()

      """;

  private static final String FITTING =
      """

      class Note(Base):
          __tablename__ = "notes"

          id = Column(Integer, primary_key=True)
          title = Column(String(100), nullable=False)
          body = Column(Text)
          state = Column(String(10), nullable=False, server_default="open")
          made = Column(DateTime(timezone=True), nullable=False, server_default=func.now())
          count = Column(Integer, nullable=False, server_default=text("0"))
      """;

  private static final String DEPARTING =
      """

      class Note(Base):
          __tablename__ = "notes"

          id = Column(Integer, primary_key=True)
          title = Column(String(200), nullable=True)
          body = Column(Text, nullable=False, server_default="-")
          state = Column(String(10), nullable=False, server_default="new")
          made = Column(DateTime, nullable=False, server_default=func.now())
          author = Column(Text)


      class Ghost(Base):
          __tablename__ = "ghosts"

          id = Column(Integer, primary_key=True)
      """;

  private static final String KEYED =
      """
      op.execute(\"""
          CREATE TABLE authors (id serial PRIMARY KEY, email text, name text);
          CREATE INDEX ix_authors_name ON authors (name) WHERE name > '';
          CREATE UNIQUE INDEX one_email ON authors (email);
          CREATE TABLE books (
            id serial, isbn text, author integer REFERENCES authors, owner integer,
            PRIMARY KEY (id, isbn));
          CREATE INDEX books_by_author ON books (author, owner);
      \""")
      """;

  private static final String KEYS =
      """
      from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, Text, UniqueConstraint
      from sqlalchemy.orm import declarative_base

      Base = declarative_base()


      class Author(Base):
          __tablename__ = "authors"
          __table_args__ = (UniqueConstraint("email"), CheckConstraint("name > ''", name="named"))

          id = Column(Integer, primary_key=True)
          email = Column(Text)
          name = Column(Text, index=True, unique=True)


      class Book(Base):
          __tablename__ = "books"
          __table_args__ = (Index("ix_books_isbn", "isbn"), Index("ix_books_author", "author"))

          id = Column(Integer, primary_key=True)
          isbn = Column(Text, nullable=False, unique=True)
          author = Column(ForeignKey("authors.id", ondelete="CASCADE"))
          owner = Column(ForeignKey("authors.id"))
      """;

  private static final String TESTS =
      """
      [[test]]
      name = "old notes get a rank"
      at = "a1"
      sql = "INSERT INTO notes (title) VALUES ('x'), ('y')"
      expect = [
        { query = "SELECT title, rank FROM notes ORDER BY title", rows = [["x", 1], ["y", 1]] },
        { column = "notes.rank", type = "integer", nullable = true, default = "" },
        { fails = "INSERT INTO notes (title) VALUES (NULL)", with = "23502" },
      ]

      [[test]]
      name = "the way down forgets the rank"
      at = "a2"
      down-to = "a1"
      expect = [{ fails = "SELECT rank FROM notes", with = "42703" }]

      [[test]]
      name = "twice is as once"
      at = "a1"
      to = "a2"
      twice = true
      expect = [{ succeeds = "INSERT INTO notes (title, rank) VALUES ('x', 2)" }]
      """;

  private static final String FAILING =
      """
      [[test]]
      name = "rows"
      at = "a1"
      sql = "INSERT INTO notes (title) VALUES ('x')"
      expect = [{ query = "SELECT title, rank FROM notes", rows = [["x", "NULL"]] }]

      [[test]]
      name = "column"
      expect = [{ column = "notes.rank", type = "bigint", nullable = false, default = "0" }]

      [[test]]
      name = "refused"
      expect = [{ fails = "INSERT INTO notes (title) VALUES ('x')", with = "23502" }]

      [[test]]
      name = "sql"
      at = "a1"
      sql = "INSERT INTO nothing VALUES (1)"

      [[test]]
      name = "revision"
      at = "nowhere"
      """;

  @TempDir static Path root;

  private static VerificationReport report;

  @BeforeAll
  static void verify() throws Exception {
    Services services = new Services(root, Stacks.any());
    services
        .service("fits")
        .migration("a1", "", NOTES, "op.drop_table('notes')")
        .file("app/models.py", HEAD + FITTING);
    services
        .service("departs")
        .migration(
            "a1",
            "",
            NOTES + "op.execute('CREATE TABLE more (i int)')\n",
            "op.drop_table('notes')\nop.drop_table('more')")
        .file("app/models.py", HEAD + DEPARTING);
    services
        .service("keyed")
        .migration("a1", "", KEYED, "op.drop_table('books')\nop.drop_table('authors')")
        .file("app/models.py", KEYS);
    String rank =
        """
        op.execute("ALTER TABLE notes ADD COLUMN rank integer")
        op.execute("UPDATE notes SET rank = 1")
        """;
    for (String name : List.of("is_tested", "fails_its_tests")) {
      services
          .service(name)
          .migration("a1", "", NOTES, "op.drop_table('notes')")
          .migration("a2", "a1", rank, "op.drop_column('notes', 'rank')")
          .file("migration-tests.toml", name.equals("is_tested") ? TESTS : FAILING);
    }
    try (Cluster cluster = Stacks.server()) {
      Set<Check> checks = EnumSet.of(Check.MODELS, Check.CONVENTIONS, Check.TESTS);
      Asked asked = new Asked(root, Set.of(), checks, false, 2, Duration.ofSeconds(60));
      report = Verification.of(services.workspace(), cluster, asked, Progress.silent());
    }
  }

  private static Checked check(String service, Check check) {
    return report.verified().stream()
        .filter(verified -> verified.service().equals(service))
        .findFirst()
        .flatMap(verified -> verified.check(check))
        .orElseThrow();
  }

  private static List<String> said(String service, Check check) {
    return check(service, check).findings().stream()
        .map(finding -> finding.rule() + ": " + finding.message())
        .toList();
  }

  @Test
  void models_that_fit_are_silent_however_their_defaults_are_written() {
    assertThat(said("fits", Check.MODELS)).isEmpty();
    assertThat(check("fits", Check.MODELS).outcome()).isInstanceOf(Outcome.Passed.class);
  }

  @Test
  void each_difference_of_a_model_is_found() {
    assertThat(said("departs", Check.MODELS))
        .containsExactlyInAnyOrder(
            "table-missing-in-database: `Ghost` is stored in `public.ghosts`, and no migration"
                + " makes that table: using it fails with 42P01",
            "column-type-differs: the model says that `public.notes.title` is `character"
                + " varying(200)`, and the migrations made it `character varying(100)`: what is"
                + " longer fails with 22001",
            "column-nullability-differs: the model takes NULL for `public.notes.title`, and the"
                + " migrations made it NOT NULL: writing None fails with 23502",
            "column-nullability-differs: the model says that `public.notes.body` is NOT NULL, and"
                + " the migrations let NULL in",
            "server-default-differs: the model leaves `public.notes.body` to the database (`'-'`),"
                + " and the migrations give it no default: a row without it holds NULL there",
            "server-default-differs: the model says that `public.notes.state` defaults to `'new'`,"
                + " and the migrations made it default to `'open'::character varying`",
            "column-type-differs: the model says that `public.notes.made` is `timestamp without"
                + " time zone`, and the migrations made it `timestamp with time zone`",
            "column-missing-in-database: `Note` has `author`, and no migration makes the column"
                + " `public.notes.author`: using it fails with 42703",
            "column-only-in-database: `Note` does not know the column `public.notes.count`",
            "table-only-in-database: the migrations make `public.more`, and no model knows it");
    assertThat(check("departs", Check.MODELS).findings())
        .filteredOn(finding -> finding.rule().equals("column-only-in-database"))
        .extracting(Finding::severity)
        .containsExactly(Severity.INFO);
  }

  @Test
  void keys_indexes_and_checks_that_the_models_say_are_looked_for() {
    assertThat(said("keyed", Check.MODELS))
        .containsExactlyInAnyOrder(
            "check-missing-in-database: `Author` has the CHECK `named`, and no migration makes one"
                + " of that name on `public.authors`: rows that it would refuse are taken",
            "index-differs: the model says that the index `ix_authors_name` of `public.authors` is"
                + " unique, for all rows, and the migrations made it not unique, for some rows",
            "primary-key-differs: the primary key of `Book` is `(id)`, and that of `public.books`"
                + " is `(id, isbn)`: what the code takes for one row may be several",
            "unique-missing-in-database: `Book` says that `(isbn)` is unique in `public.books`, and"
                + " no migration makes it so: duplicates are taken",
            "foreign-key-differs: the model says that `public.books (author)` refers to"
                + " `authors(id) ON DELETE CASCADE`, and in the database it refers to"
                + " `public.authors(id) ON DELETE NO ACTION`",
            "foreign-key-missing-in-database: `Book` refers from `(owner)` to `authors`, and no"
                + " migration makes that foreign key: rows that refer to nothing are taken",
            "index-missing-in-database: `Book` has the index `ix_books_isbn` over `(isbn)`, and no"
                + " migration makes it on `public.books`: what is asked by it reads the whole"
                + " table",
            "index-missing-in-database: `Book` has the index `ix_books_author` over `(author)`, and"
                + " no migration makes it; `books_by_author` does the same");
    assertThat(check("keyed", Check.MODELS).findings())
        .filteredOn(finding -> finding.message().contains("does the same"))
        .extracting(Finding::severity)
        .containsExactly(Severity.INFO);
  }

  @Test
  void migration_tests_that_hold_pass() {
    assertThat(said("is_tested", Check.TESTS)).isEmpty();
    assertThat(check("is_tested", Check.TESTS).lines())
        .containsExactly("migration tests: 3 passed");
  }

  @Test
  void migration_tests_that_fail_show_both_sides() {
    assertThat(said("fails_its_tests", Check.TESTS))
        .containsExactly(
            "migration-test-fails: migration test `rows`: `SELECT title, rank FROM notes` gives x |"
                + " 1, expected x | NULL",
            "migration-test-fails: migration test `column`: column `notes.rank` is integer,"
                + " nullable, no default, expected bigint, NOT NULL, DEFAULT 0",
            "migration-test-fails: migration test `refused`: `INSERT INTO notes (title) VALUES"
                + " ('x')` should fail with 23502 and works",
            "migration-test-fails: migration test `sql`: its `sql` is refused: relation \"nothing\""
                + " does not exist (42P01)",
            "migration-test-fails: migration test `revision`: it does not come to `nowhere`: Can't"
                + " locate revision identified by 'nowhere'");
    assertThat(check("fails_its_tests", Check.TESTS).lines())
        .startsWith(
            "migration tests: 5 of 5 failed",
            "FAILED: rows",
            "  expected || actual",
            "  x | NULL || x | 1");
    assertThat(check("fails_its_tests", Check.TESTS).findings().getFirst().at().toString())
        .contains("migration-tests.toml");
  }

  @Test
  void what_nobody_has_written_is_not_checked() {
    assertThat(report.verified().getFirst().check(Check.CONVENTIONS)).isEmpty();
    assertThat(report.verified().getFirst().check(Check.TESTS)).isEmpty();
  }
}
