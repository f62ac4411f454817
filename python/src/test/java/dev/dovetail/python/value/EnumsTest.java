package dev.dovetail.python.value;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dovetail.core.source.Origin;
import org.junit.jupiter.api.Test;

class EnumsTest {

  @Test
  void members_have_names_values_aliases_and_places() {
    Evaluation evaluation =
        Evaluation.of(
            """
            import enum
            class Color(enum.Enum):
                RED = "red"
                GREEN = "green"
                CRIMSON = "red"
                def shout(self): return self.value.upper()
            names = [m.name for m in Color]
            alias = [Color.CRIMSON.name, Color.CRIMSON is Color.RED, len(Color), list(Color.__members__)]
            lookups = [Color("green").name, Color["RED"].value, Color.GREEN.shout(), str(Color.RED)]
            """);
    assertThat(evaluation.shown("names")).isEqualTo("['RED', 'GREEN']");
    assertThat(evaluation.shown("alias"))
        .isEqualTo("['RED', True, 2, ['RED', 'GREEN', 'CRIMSON']]");
    assertThat(evaluation.shown("lookups")).isEqualTo("['GREEN', 'red', 'GREEN', 'Color.RED']");
    EnumClass color = (EnumClass) evaluation.value("Color");
    assertThat(color.members())
        .extracting(member -> ((Origin.InFile) member.at()).span().line())
        .containsExactly(3, 4);
  }

  @Test
  void auto_counts_and_lower_cases_by_the_base() {
    Evaluation evaluation =
        Evaluation.of(
            """
            from enum import Enum, StrEnum, IntEnum, Flag, auto
            class A(Enum):
                X = auto()
                Y = 5
                Z = auto()
            class B(StrEnum):
                LONG_NAME = auto()
                OTHER = "o"
            class C(str, Enum):
                X = auto()
            class D(Flag):
                R = auto()
                W = auto()
                E = auto()
            class E(str, Enum):
                def _generate_next_value_(name, start, count, last_values):
                    return name.lower() + str(count)
                P = auto()
                Q = auto()
            result = [[m.value for m in c] for c in (A, B, C, D, E)]
            texts = [str(B.OTHER), f"{B.OTHER:>3}", B.OTHER == "o"]
            """);
    assertThat(evaluation.shown("result"))
        .isEqualTo("[[1, 5, 6], ['long_name', 'o'], ['1'], [1, 2, 4], ['p0', 'q1']]");
    assertThat(evaluation.shown("texts")).isEqualTo("['o', '  o', True]");
  }

  @Test
  void bases_of_the_program_and_functional_enums_work() {
    Evaluation evaluation =
        Evaluation.of(
            """
            import enum
            class Base(str, enum.Enum):
                @classmethod
                def values(cls): return [m.value for m in cls]
                def __str__(self): return self.value
            class Status(Base):
                OPEN = "open"
                DONE = "done"
            F = enum.Enum("F", "a b")
            G = enum.Enum("G", [("x", 1), ("y", 2)])
            result = [Status.values(), f"{Status.OPEN}", [m.value for m in F], [m.name for m in G]]
            """);
    assertThat(evaluation.shown("result"))
        .isEqualTo("[['open', 'done'], 'open', [1, 2], ['x', 'y']]");
  }

  @Test
  void custom_new_and_init_set_values_and_attributes() {
    Evaluation evaluation =
        Evaluation.of(
            """
            import enum
            class Status(str, enum.Enum):
                OPEN = ("open", "Open!")
                DONE = ("done", "Done!")
                def __new__(cls, value, label):
                    obj = str.__new__(cls, value)
                    obj._value_ = value
                    obj.label = label
                    return obj
            class Planet(enum.Enum):
                EARTH = (1, "e")
                def __init__(self, mass, letter):
                    self.mass = mass
                    self.letter = letter
            result = [[(s.value, s.label) for s in Status], Planet.EARTH.letter, Planet.EARTH.value]
            """);
    assertThat(evaluation.shown("result"))
        .isEqualTo("[[('open', 'Open!'), ('done', 'Done!')], 'e', (1, 'e')]");
  }

  @Test
  void ignored_private_and_nested_names_are_no_members() {
    Evaluation evaluation =
        Evaluation.of(
            """
            import enum
            class A(enum.Enum):
                _ignore_ = ["tmp"]
                tmp = 3
                X = 1
                __doc__ = "text"
                _order_ = "X"
                note: str
            result = [m.name for m in A]
            """);
    assertThat(evaluation.shown("result")).isEqualTo("['X']");
  }

  @Test
  void members_of_an_enum_from_elsewhere_are_not_all_known() {
    Evaluation evaluation =
        Evaluation.of(
            """
            from somewhere import BaseEnum
            class A(BaseEnum):
                X = "x"
            all = [m.value for m in A]
            one = A.X.name
            """);
    assertThat(evaluation.shown("all")).startsWith("?A comes from somewhere.BaseEnum");
    assertThat(evaluation.shown("one")).isEqualTo("'X'");
  }

  @Test
  void values_that_are_computed_of_other_enums_are_known() {
    Evaluation evaluation =
        Evaluation.of(
            """
            import enum
            class A(str, enum.Enum):
                X = "x"
            class B(str, enum.Enum):
                X = A.X.value
                Y = A.X
                Z = "pre_" + A.X.value
            result = [(m.name, m.value) for m in B]
            """);
    assertThat(evaluation.shown("result")).isEqualTo("[('X', 'x'), ('Y', 'A.X'), ('Z', 'pre_x')]");
  }

  @Test
  void django_choices_have_values_and_labels() {
    Evaluation evaluation =
        Evaluation.of(
            """
            from django.db import models
            class S(models.TextChoices):
                OPEN = "open", "Open"
                DONE = "done"
            result = [S.values, str(S.OPEN), S.OPEN.label]
            """);
    assertThat(evaluation.shown("result")).isEqualTo("[['open', 'done'], 'open', 'Open']");
  }

  @Test
  void a_value_that_is_no_member_raises() {
    Evaluation evaluation =
        Evaluation.of(
            """
            import enum
            class A(enum.Enum):
                X = "x"
            def f(): return A("y")
            def g(): return A["Y"]
            def h(): return A.Y
            """);
    assertThat(evaluation.run("f")).isEqualTo("!ValueError: 'y' is not a valid A");
    assertThat(evaluation.run("g")).isEqualTo("!KeyError: 'Y'");
    assertThat(evaluation.run("h")).startsWith("!AttributeError");
  }
}
