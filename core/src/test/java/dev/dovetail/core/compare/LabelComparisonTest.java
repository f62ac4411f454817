package dev.dovetail.core.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dovetail.core.compare.Drift.Difference;
import dev.dovetail.core.declared.DeclaredEnum;
import dev.dovetail.core.declared.EnumColumn;
import dev.dovetail.core.schema.ObjectName;
import dev.dovetail.core.schema.Schema.EnumType;
import dev.dovetail.core.schema.Schema.Label;
import dev.dovetail.core.source.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LabelComparisonTest {

  @Test
  void equal_lists_part_in_nothing() {
    assertThat(between(List.of("a", "b"), List.of("a", "b"))).isEmpty();
  }

  @Test
  void a_label_of_the_code_alone_is_missing() {
    assertThat(between(List.of("open", "done"), List.of("open")))
        .containsExactly(new Drift.Missing(label("done"), type(List.of("open"))));
  }

  @Test
  void a_label_of_the_database_alone_is_extra() {
    assertThat(between(List.of("open"), List.of("open", "gone")))
        .containsExactly(new Drift.Extra(label("gone"), type(List.of("open", "gone"))));
  }

  @Test
  void pairs_that_differ_in_case_separator_or_one_letter_are_named_once() {
    List<String> code = List.of("PAID", "PendingPayment", "cancelled");
    List<String> database = List.of("paid", "pending_payment", "canceled");
    assertThat(between(code, database))
        .extracting(drift -> ((Drift.Respelled) drift).difference())
        .containsExactly(Difference.CASE, Difference.SEPARATOR, Difference.ONE_EDIT);
  }

  @Test
  void case_is_passed_over_in_every_script() {
    List<String> code = List.of("größer", "ÉTÉ", "σας", "größerWert");
    List<String> database = List.of("GRÖSSER", "été", "ΣΑΣ", "GRÖSSER_WERT");
    assertThat(between(code, database))
        .extracting(drift -> ((Drift.Respelled) drift).difference())
        .containsExactly(Difference.CASE, Difference.CASE, Difference.CASE, Difference.SEPARATOR);
  }

  @Test
  void labels_that_differ_in_a_digit_are_two_labels() {
    assertThat(between(List.of("version_1"), List.of("version_2")))
        .hasExactlyElementsOfTypes(Drift.Missing.class, Drift.Extra.class);
  }

  @Test
  void another_order_is_seen_where_nothing_is_missing() {
    assertThat(between(List.of("a", "b", "c"), List.of("a", "c", "x", "b")))
        .hasExactlyElementsOfTypes(Drift.Extra.class, Drift.OrderDiffers.class);
  }

  @Test
  void a_label_that_stands_twice_in_the_code_is_one() {
    assertThat(between(List.of("a", "a"), List.of("a"))).isEmpty();
  }

  @Test
  void names_are_one_cause_where_the_database_holds_the_values() {
    Origin origin = Origin.inFile("m.py", 1, 1);
    DeclaredEnum declared =
        new DeclaredEnum(
            "Color",
            "m",
            List.of("Enum"),
            List.of(member("RED", "red"), member("BLUE", "blue")),
            Optional.empty(),
            origin);
    List<Label> labels = labels(List.of("RED", "BLUE"));
    EnumColumn column =
        new EnumColumn(
            Optional.empty(),
            "t",
            "c",
            Optional.of("color"),
            Optional.empty(),
            Optional.of(declared),
            labels,
            new EnumColumn.Persistence.Names("no values_callable"),
            EnumColumn.Storage.NATIVE,
            false,
            Optional.empty(),
            Optional.empty(),
            origin);
    List<Drift> drifts =
        LabelComparison.between(
            labels, Optional.of(column), type(List.of("red", "blue", "purple")));
    assertThat(drifts).hasExactlyElementsOfTypes(Drift.NamesForValues.class, Drift.Extra.class);
  }

  @Test
  void every_label_is_spoken_of_exactly_once() {
    long seed = 20251121;
    Random random = new Random(seed);
    List<String> words =
        List.of("open", "Open", "opened", "in_work", "InWork", "done", "dune", "x");
    for (int round = 0; round < 500; round++) {
      List<String> code = words.stream().filter(w -> random.nextBoolean()).toList();
      List<String> database = words.stream().filter(w -> random.nextBoolean()).toList();
      List<String> named = new ArrayList<>();
      for (Drift drift : between(code, database)) {
        if (drift instanceof Drift.Missing missing) {
          named.add(missing.label().text());
        } else if (drift instanceof Drift.Extra extra) {
          named.add(extra.label().text());
        } else if (drift instanceof Drift.Respelled pair) {
          named.add(pair.declared().text());
          named.add(pair.told().text());
        }
      }
      List<String> expected = new ArrayList<>(code);
      expected.removeAll(database);
      List<String> others = new ArrayList<>(database);
      others.removeAll(code);
      expected.addAll(others);
      assertThat(named)
          .as("seed %s round %s: %s against %s", seed, round, code, database)
          .containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  private static List<Drift> between(List<String> code, List<String> database) {
    return LabelComparison.between(labels(code), Optional.empty(), type(database));
  }

  private static EnumType type(List<String> texts) {
    return new EnumType(
        new ObjectName("public", "color"), labels(texts), Origin.inFile("v.py", 1, 1));
  }

  private static List<Label> labels(List<String> texts) {
    return texts.stream().map(LabelComparisonTest::label).toList();
  }

  private static Label label(String text) {
    return new Label(text, Origin.inFile("m.py", 1, 1));
  }

  private static DeclaredEnum.Member member(String name, String value) {
    return new DeclaredEnum.Member(
        name, Optional.of(value), true, Optional.empty(), Origin.inFile("m.py", 1, 1));
  }
}
