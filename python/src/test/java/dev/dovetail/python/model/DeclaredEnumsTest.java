package dev.dovetail.python.model;

import static dev.dovetail.python.model.Reading.members;
import static dev.dovetail.python.model.Reading.models;
import static dev.dovetail.python.model.Reading.only;
import static dev.dovetail.python.model.Reading.place;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dovetail.core.declared.DeclaredEnum;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeclaredEnumsTest {

  @Test
  void an_enum_has_a_name_a_module_bases_and_members_with_their_places() {
    Models models =
        models(
            Map.of(
                "svc/app/__init__.py",
                "",
                "svc/app/states.py",
                """
                from enum import Enum

                class State(str, Enum):
                    OPEN = "open"
                    SHUT = "shut"
                """));

    DeclaredEnum state = only(models);
    assertThat(state.name()).isEqualTo("State");
    assertThat(state.module()).isEqualTo("app.states");
    assertThat(state.bases()).containsExactly("str", "Enum");
    assertThat(members(state)).containsExactly("OPEN=open", "SHUT=shut");
    assertThat(state.members()).allMatch(DeclaredEnum.Member::text);
    assertThat(state.unknown()).isEmpty();
    assertThat(place(state.origin())).startsWith("svc/app/states.py:3:");
    assertThat(place(state.members().get(1).origin())).startsWith("svc/app/states.py:5:");
  }

  @Test
  void auto_follows_the_rules_of_each_base() {
    Models models =
        models(
            """
            import enum
            class A(enum.Enum):
                X = enum.auto()
                Y = enum.auto()
            class B(enum.StrEnum):
                X_Y = enum.auto()
            class C(enum.Flag):
                X = enum.auto()
                Y = enum.auto()
                Z = enum.auto()
            class D(enum.IntEnum):
                X = 5
                Y = enum.auto()
            """);

    assertThat(models.enums().stream().map(Reading::members))
        .containsExactly(
            List.of("X=1", "Y=2"),
            List.of("X_Y=x_y"),
            List.of("X=1", "Y=2", "Z=4"),
            List.of("X=5", "Y=6"));
  }

  @Test
  void a_class_behind_a_tried_str_enum_makes_unknown_what_it_makes_otherwise() {
    Models models =
        models(
            """
            from enum import Enum, auto
            try:
                from enum import StrEnum
            except ImportError:
                class StrEnum(str, Enum):
                    pass

            class Written(StrEnum):
                OPEN = "open"
                SHUT = f"{OPEN}-not"
            class Counted(StrEnum):
                OPEN = auto()
            class Told(Enum):
                OPEN = str(Written.OPEN)
            class Formatted(Enum):
                OPEN = f"{Written.OPEN}"
            """);

    assertThat(named(models, "Written").unknown()).isEmpty();
    assertThat(members(named(models, "Written"))).containsExactly("OPEN=open", "SHUT=open-not");
    assertThat(named(models, "Counted").unknown().orElseThrow())
        .contains("depends on whether Python has a StrEnum");
    assertThat(named(models, "Told").unknown().orElseThrow())
        .contains("depends on whether Python has a StrEnum");
    assertThat(members(named(models, "Formatted"))).containsExactly("OPEN=open");
  }

  @Test
  void a_class_behind_a_tried_str_enum_that_does_as_python_does_changes_nothing() {
    Models models =
        models(
            """
            from enum import Enum, auto
            try:
                from enum import StrEnum as Words
            except (ImportError, AttributeError):
                class Words(str, Enum):
                    def __str__(self):
                        return str(self.value)

                    @staticmethod
                    def _generate_next_value_(name, start, count, last_values):
                        return name.lower()

            class State(Words):
                OPEN = auto()
            class Told(Enum):
                OPEN = str(State.OPEN) + f"/{State.OPEN}"
            """);

    assertThat(members(named(models, "State"))).containsExactly("OPEN=open");
    assertThat(members(named(models, "Told"))).containsExactly("OPEN=open/open");
  }

  @Test
  void a_library_behind_a_tried_str_enum_differs_where_it_counts_otherwise() {
    String text =
        """
        from enum import auto
        try:
            from enum import StrEnum
        except ImportError:
            from %s import StrEnum
        class State(StrEnum):
            OPEN = auto()
        """;

    assertThat(named(models(text.formatted("backports.strenum")), "State").unknown()).isEmpty();
    assertThat(named(models(text.formatted("strenum")), "State").unknown()).isPresent();
  }

  @Test
  void an_alias_names_the_member_it_stands_for() {
    Models models =
        models(
            """
            from enum import Enum
            class State(Enum):
                OPEN = "open"
                READY = "open"
            """);

    assertThat(only(models).members().get(1).aliasOf()).contains("OPEN");
    assertThat(only(models).members().get(0).aliasOf()).isEmpty();
  }

  @Test
  void an_enum_inside_a_class_is_called_by_both_names() {
    Models models =
        models(
            """
            import enum
            class Order:
                class State(enum.Enum):
                    OPEN = 1
            class Parcel:
                class State(enum.Enum):
                    SENT = 1
            """);

    assertThat(models.enums().stream().map(DeclaredEnum::name))
        .containsExactly("Order.State", "Parcel.State");
  }

  @Test
  void two_classes_of_one_name_in_two_modules_are_two() {
    String text = "from enum import Enum\nclass State(Enum):\n    A = 'a'\n";

    Models models = models(Map.of("a.py", text, "b.py", text.replace("'a'", "'b'")));

    assertThat(models.enums().stream().map(DeclaredEnum::module)).containsExactly("a", "b");
  }

  @Test
  void what_cannot_be_known_is_said_and_the_rest_is_kept() {
    Models models =
        models(
            """
            import os
            from enum import Enum
            class State(Enum):
                OPEN = "open"
                SHUT = os.environ["SHUT"]
            """);

    assertThat(members(only(models))).containsExactly("OPEN=open", "SHUT=?");
    assertThat(only(models).unknown()).hasValueSatisfying(why -> assertThat(why).contains("SHUT"));
  }

  @Test
  void an_own_base_is_followed_through_the_repository() {
    Models models =
        models(
            Map.of(
                "app/__init__.py",
                "",
                "app/base.py",
                "from enum import Enum\nclass Words(str, Enum):\n    pass\n",
                "app/reexport.py",
                "from .base import Words\n",
                "app/states.py",
                "from app.reexport import Words\nclass State(Words):\n    OPEN = 'open'\n",
                "app/table.py",
                "from app.states import State\n"));

    assertThat(models.enums().stream().map(DeclaredEnum::name)).contains("Words", "State");
  }

  @Test
  void a_syntax_error_costs_no_more_than_its_own_statement() {
    Models models =
        models(
            """
            from enum import Enum
            class A(Enum):
                X = 1
            broken = = 1
            class B(Enum):
                Y = 1
            """);

    assertThat(models.enums().stream().map(DeclaredEnum::name)).containsExactly("A", "B");
    assertThat(only(models).unknown()).isEmpty();
    assertThat(models.problems())
        .singleElement()
        .satisfies(problem -> assertThat(place(problem.origin())).startsWith("app/models.py:4:"));
  }

  @Test
  void a_file_that_is_no_text_is_a_problem() {
    Models models = models(Map.of("app/a.py", "from enum import Enum\nclass A(Enum):\n  X = 1\n"));

    assertThat(models.problems()).isEmpty();
    assertThat(only(models).unknown()).isEqualTo(Optional.empty());
  }

  @Test
  void what_a_module_might_raise_is_no_reason_to_doubt_the_rest_of_it() {
    Models models =
        models(
            """
            import enum
            import broker
            assert hasattr(broker, "actors"), "the broker has changed"
            class Page[T](Sequence[T]):
                pass
            class State(enum.Enum):
                OPEN = 1
            """);

    assertThat(members(only(models))).containsExactly("OPEN=1");
    assertThat(only(models).unknown()).isEmpty();
  }

  private static DeclaredEnum named(Models models, String name) {
    return models.enums().stream()
        .filter(declared -> declared.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
