package dev.dovetail.core.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dovetail.core.schema.ObjectName;
import dev.dovetail.core.schema.Schema;
import dev.dovetail.core.schema.Schema.ConstraintKind;
import dev.dovetail.core.source.Origin;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Definitions as PostgreSQL writes them. */
class KeyTextTest {

  private static Optional<KeyText.Key> key(ConstraintKind kind, String definition) {
    return KeyText.of(
        new Schema.Constraint("k", kind, definition, true, new Origin.Implied("test")));
  }

  private static KeyText.Key index(String definition) {
    return KeyText.of(new Schema.Index("i", definition, true, new Origin.Implied("test")))
        .orElseThrow();
  }

  @Test
  void a_foreign_key_has_columns_a_target_and_actions() {
    KeyText.Key key =
        key(
                ConstraintKind.FOREIGN_KEY,
                "FOREIGN KEY (a, \"B \"\"c\") REFERENCES \"S\".t(x, y) MATCH FULL ON UPDATE CASCADE"
                    + " ON DELETE SET NULL (a) DEFERRABLE INITIALLY DEFERRED")
            .orElseThrow();
    assertThat(key.isOver(List.of("a", "B \"c"))).isTrue();
    assertThat(key.target())
        .contains(
            new KeyText.Target(new ObjectName("S", "t"), List.of("x", "y"), "CASCADE", "SET NULL"));
  }

  @Test
  void an_action_that_is_not_written_is_none() {
    KeyText.Target target =
        key(ConstraintKind.FOREIGN_KEY, "FOREIGN KEY (a) REFERENCES public.t(id)")
            .flatMap(KeyText.Key::target)
            .orElseThrow();
    assertThat(target.onDelete()).isEqualTo("NO ACTION");
  }

  @Test
  void an_index_tells_columns_from_expressions() {
    KeyText.Key key =
        index(
            "CREATE UNIQUE INDEX \"USING\" ON public.t USING gin (a DESC NULLS LAST, lower(b),"
                + " ((c -> 'x, )'::text)), d COLLATE \"C\" text_ops) INCLUDE (e) WHERE (a > 0)");
    assertThat(key.columns())
        .containsExactly(Optional.of("a"), Optional.empty(), Optional.empty(), Optional.of("d"));
    assertThat(key.unique()).isTrue();
    assertThat(key.partial()).isTrue();
    assertThat(key.method()).isEqualTo("gin");
  }

  @Test
  void what_is_not_written_as_the_catalog_does_is_no_key() {
    assertThat(key(ConstraintKind.UNIQUE, "unique nulls")).isEmpty();
    assertThat(key(ConstraintKind.UNIQUE, "UNIQUE NULLS NOT DISTINCT (a)")).isPresent();
    assertThat(key(ConstraintKind.PRIMARY_KEY, "PRIMARY KEY")).isEmpty();
    assertThat(key(ConstraintKind.FOREIGN_KEY, "FOREIGN KEY (")).isEmpty();
  }
}
