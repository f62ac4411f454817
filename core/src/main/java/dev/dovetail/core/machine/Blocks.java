package dev.dovetail.core.machine;

import dev.dovetail.core.statement.Query;
import dev.dovetail.core.statement.Statement;
import dev.dovetail.core.statement.Statement.Action;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** DO blocks: PL/pgSQL as far as migrations use it for guards. */
final class Blocks {

  private static final Map<String, String> CONDITIONS =
      Map.ofEntries(
          Map.entry("duplicate_object", "42710"),
          Map.entry("duplicate_table", "42P07"),
          Map.entry("duplicate_column", "42701"),
          Map.entry("duplicate_schema", "42P06"),
          Map.entry("duplicate_function", "42723"),
          Map.entry("duplicate_alias", "42712"),
          Map.entry("undefined_object", "42704"),
          Map.entry("undefined_table", "42P01"),
          Map.entry("undefined_column", "42703"),
          Map.entry("undefined_function", "42883"),
          Map.entry("invalid_schema_name", "3F000"),
          Map.entry("unique_violation", "23505"),
          Map.entry("not_null_violation", "23502"),
          Map.entry("foreign_key_violation", "23503"),
          Map.entry("check_violation", "23514"),
          Map.entry("dependent_objects_still_exist", "2BP01"),
          Map.entry("invalid_text_representation", "22P02"),
          Map.entry("invalid_parameter_value", "22023"),
          Map.entry("datatype_mismatch", "42804"),
          Map.entry("feature_not_supported", "0A000"),
          Map.entry("wrong_object_type", "42809"),
          Map.entry("invalid_table_definition", "42P16"),
          Map.entry("invalid_object_definition", "42P17"),
          Map.entry("unsafe_new_enum_value_usage", "55P04"),
          Map.entry("object_not_in_prerequisite_state", "55000"),
          Map.entry("syntax_error", "42601"),
          Map.entry("invalid_name", "42602"),
          Map.entry("division_by_zero", "22012"),
          Map.entry("raise_exception", "P0001"),
          Map.entry("active_sql_transaction", "25001"),
          Map.entry("insufficient_privilege", "42501"),
          Map.entry("undefined_file", "58P01"),
          Map.entry("string_data_right_truncation", "22001"),
          Map.entry("integrity_constraint_violation", "23000"),
          Map.entry("syntax_error_or_access_rule_violation", "42000"));

  private final Catalog catalog;
  private final Execution execution;

  Blocks(Catalog catalog, Execution execution) {
    this.catalog = catalog;
    this.execution = execution;
  }

  void run(Statement.Block block) {
    if (block.handlers().isEmpty()) {
      run(block.actions());
      return;
    }
    Snapshot before = catalog.snapshot();
    try {
      run(block.actions());
    } catch (Denial denial) {
      if (execution.doubtful(catalog)) {
        throw new Unclear(
            "whether a handler of a DO block is entered is not known",
            Mentions.of(new Statement.DoBlock(block)));
      }
      Optional<Statement.Handler> handler =
          block.handlers().stream()
              .filter(candidate ->
                  candidate.conditions().stream()
                      .anyMatch(condition -> catches(condition, denial.sqlstate())))
              .findFirst();
      if (handler.isEmpty()) {
        throw denial;
      }
      catalog.back(before);
      run(handler.get().actions());
    }
  }

  private static boolean catches(String condition, String sqlstate) {
    if (condition.equals("others")) {
      return true;
    }
    String code = CONDITIONS.getOrDefault(condition, condition);
    return code.equalsIgnoreCase(sqlstate)
        || code.endsWith("000") && sqlstate.startsWith(code.substring(0, 2));
  }

  private void run(List<Action> actions) {
    for (Action action : actions) {
      switch (action) {
        case Action.Run run -> execution.run(run.statement());
        case Action.If choice -> choose(choice);
        case Action.Nested nested -> run(nested.block());
        case Action.RaiseException raise -> throw Catalog.refuse(raise.sqlstate(), raise.message());
        case Action.Nothing nothing -> {}
        case Action.Obscure obscure -> throw new Unclear(obscure.reason(), obscure.touches());
      }
    }
  }

  private void choose(Action.If choice) {
    for (Statement.Arm arm : choice.arms()) {
      Query condition =
          new Query(
              List.of(new Query.Item(arm.condition(), Optional.empty())),
              List.of(),
              List.of(),
              List.of(),
              true,
              "");
      Optional<List<List<Optional<String>>>> answer = new CatalogQuery(catalog).ask(condition);
      if (answer.isEmpty() || answer.get().size() != 1 || execution.doubtful(catalog)) {
        throw new Unclear("the condition of an IF is not known", Mentions.of(choice));
      }
      if (answer.get().get(0).get(0).filter("true"::equals).isPresent()) {
        run(arm.actions());
        return;
      }
    }
    run(choice.otherwise());
  }
}
