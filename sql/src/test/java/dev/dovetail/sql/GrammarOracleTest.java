package dev.dovetail.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dovetail.core.statement.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The reader against PostgreSQL's own grammar: the same refusals, the same kinds of statement. */
class GrammarOracleTest {

  private static final long SEED = 20261121L;
  private static final int MUTANTS = 6000;

  /** The nodes of PostgreSQL's tree that each of our statements may come from. */
  private static final Map<String, List<String>> KINDS =
      Map.ofEntries(
          Map.entry("AddValue", List.of("AlterEnumStmt")),
          Map.entry("RenameValue", List.of("AlterEnumStmt")),
          Map.entry("CreateEnum", List.of("CreateEnumStmt")),
          Map.entry("RenameType", List.of("RenameStmt")),
          Map.entry("SetTypeSchema", List.of("AlterObjectSchemaStmt")),
          Map.entry("DropType", List.of("DropStmt")),
          Map.entry("CreateDomain", List.of("CreateDomainStmt")),
          Map.entry("AlterDomain", List.of("AlterDomainStmt", "AlterOwnerStmt")),
          Map.entry("CreateComposite", List.of("CompositeTypeStmt")),
          Map.entry("CreateRange", List.of("CreateRangeStmt")),
          Map.entry("CreateSchema", List.of("CreateSchemaStmt")),
          Map.entry("CreateTable", List.of("CreateStmt", "CreateTableAsStmt", "SelectStmt")),
          Map.entry("AlterTable", List.of("AlterTableStmt")),
          Map.entry("CreateIndex", List.of("IndexStmt")),
          Map.entry("CreateSequence", List.of("CreateSeqStmt")),
          Map.entry("OwnSequence", List.of("AlterSeqStmt")),
          Map.entry("CreateView", List.of("ViewStmt", "CreateTableAsStmt")),
          Map.entry("CreateFunction", List.of("CreateFunctionStmt")),
          Map.entry("CreateTrigger", List.of("CreateTrigStmt")),
          Map.entry("CreatePolicy", List.of("CreatePolicyStmt")),
          Map.entry("CreateRule", List.of("RuleStmt")),
          Map.entry("CommentOn", List.of("CommentStmt")),
          Map.entry("Insert", List.of("InsertStmt")),
          Map.entry("Update", List.of("UpdateStmt")),
          Map.entry("Delete", List.of("DeleteStmt")),
          Map.entry("Select", List.of("SelectStmt")),
          Map.entry("DoBlock", List.of("DoStmt")),
          Map.entry("Begin", List.of("TransactionStmt")),
          Map.entry("Commit", List.of("TransactionStmt")),
          Map.entry("Rollback", List.of("TransactionStmt")));

  @Test
  void the_corpus_gets_the_verdicts_of_postgres() throws Exception {
    List<String> corpus = PostgresGrammar.corpus();
    List<PostgresGrammar.Verdict> verdicts = PostgresGrammar.verdicts(corpus);
    List<String> disagreements = new ArrayList<>();
    Tally tally = new Tally();
    for (int i = 0; i < corpus.size(); i++) {
      tally.add(corpus.get(i), verdicts.get(i), disagreements);
      kind(corpus.get(i), verdicts.get(i), disagreements);
    }
    tally.print("corpus");
    assertThat(corpus).hasSizeGreaterThan(500);
    assertThat(disagreements).isEmpty();
    assertThat(tally.sameMessage).isGreaterThan(tally.bothRefuse * 95 / 100);
  }

  @Test
  void broken_statements_get_the_verdicts_of_postgres() throws Exception {
    List<String> mutants = mutants(PostgresGrammar.corpus());
    List<PostgresGrammar.Verdict> verdicts = PostgresGrammar.verdicts(mutants);
    List<String> disagreements = new ArrayList<>();
    Tally tally = new Tally();
    for (int i = 0; i < mutants.size(); i++) {
      tally.add(mutants.get(i), verdicts.get(i), disagreements);
    }
    tally.print("mutants with seed " + SEED);
    assertThat(tally.wronglyRefused).as(disagreements.toString()).isLessThan(6);
    assertThat(tally.wronglyTaken).isLessThan(mutants.size() * 2 / 100);
    assertThat(tally.bothRefuse).isGreaterThan(tally.theyRefuse * 75 / 100);
  }

  private static void kind(
      String sql, PostgresGrammar.Verdict verdict, List<String> disagreements) {
    for (SqlReader.Read read : SqlReader.statements(sql)) {
      String ours = read.statement().getClass().getSimpleName();
      Optional<List<String>> theirs = Optional.ofNullable(KINDS.get(ours));
      if (theirs.isPresent() && !theirs.get().contains(verdict.kinds())) {
        disagreements.add(sql + " is " + ours + " and " + verdict.kinds());
      }
    }
  }

  private static final class Tally {
    private int all;
    private int theyRefuse;
    private int bothRefuse;
    private int sameMessage;
    private int wronglyRefused;
    private int wronglyTaken;
    private int open;

    /** The words with which the judge's version of PostgreSQL refuses a statement by its form. */
    private static Optional<String> refusal(Statement statement) {
      if (statement instanceof Statement.DropValue) {
        return Optional.of("dropping an enum value is not implemented");
      }
      return statement instanceof Statement.Refused refused
          ? Optional.of(refused.message())
          : Optional.empty();
    }

    void add(String sql, PostgresGrammar.Verdict verdict, List<String> disagreements) {
      all++;
      List<Statement> read =
          SqlReader.statements(sql).stream().map(SqlReader.Read::statement).toList();
      Optional<String> refused = read.stream().flatMap(s -> refusal(s).stream()).findFirst();
      boolean sure =
          read.stream()
              .noneMatch(s -> s instanceof Statement.Opaque || s instanceof Statement.Immaterial);
      theyRefuse += verdict.refusal().isPresent() ? 1 : 0;
      if (refused.isPresent()) {
        if (verdict.refusal().isEmpty()) {
          wronglyRefused++;
          disagreements.add("refused, and is fine: " + sql);
        } else {
          bothRefuse++;
          sameMessage += verdict.refusal().get().equals(refused.get()) ? 1 : 0;
        }
      } else if (!sure) {
        open++;
      } else if (verdict.refusal().isPresent()) {
        wronglyTaken++;
        disagreements.add("taken, and is refused: " + sql);
      }
    }

    void print(String what) {
      System.out.printf(
          "%s: %d; PostgreSQL refuses %d, the reader %d of them (%d in the same words);"
              + " wrongly refused %d, wrongly taken %d, left open %d%n",
          what, all, theyRefuse, bothRefuse, sameMessage, wronglyRefused, wronglyTaken, open);
    }
  }

  /** Statements with a token dropped, doubled, exchanged or put in. */
  private static List<String> mutants(List<String> corpus) {
    Random random = new Random(SEED);
    List<String> pool = new ArrayList<>();
    corpus.forEach(sql -> pool.addAll(tokens(sql)));
    List<String> mutants = new ArrayList<>();
    while (mutants.size() < MUTANTS) {
      List<String> tokens = tokens(corpus.get(random.nextInt(corpus.size())));
      int at = random.nextInt(tokens.size());
      String other = pool.get(random.nextInt(pool.size()));
      switch (random.nextInt(4)) {
        case 0 -> tokens.remove(at);
        case 1 -> tokens.add(at, other);
        case 2 -> tokens.set(at, other);
        default -> tokens.add(at, tokens.get(at));
      }
      if (!tokens.isEmpty()) {
        mutants.add(String.join(" ", tokens));
      }
    }
    return mutants;
  }

  private static List<String> tokens(String sql) {
    List<String> tokens = new ArrayList<>();
    for (Token token : Lexer.tokens(sql)) {
      if (!token.blank() && token.kind() != Token.Kind.BROKEN) {
        tokens.add(sql.substring(token.start(), token.end()));
      }
    }
    if (tokens.isEmpty()) {
      tokens.add(";");
    }
    return tokens;
  }
}
