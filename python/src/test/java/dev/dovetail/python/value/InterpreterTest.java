package dev.dovetail.python.value;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dovetail.core.source.Origin;
import org.junit.jupiter.api.Test;

class InterpreterTest {

  @Test
  void labels_come_from_constants_and_comprehensions() {
    Evaluation evaluation =
        Evaluation.of(
            """
            OLD = ("draft", "sent")
            NEW = [*OLD, "paid"]
            SQL = "CREATE TYPE t AS ENUM (" + ", ".join(f"'{x}'" for x in NEW) + ")"
            """);
    assertThat(evaluation.shown("NEW")).isEqualTo("['draft', 'sent', 'paid']");
    assertThat(evaluation.value("SQL"))
        .isInstanceOfSatisfying(
            Value.Str.class,
            sql ->
                assertThat(sql.text())
                    .isEqualTo("CREATE TYPE t AS ENUM ('draft', 'sent', 'paid')"));
  }

  @Test
  void a_literal_keeps_its_place_through_lists_loops_and_methods() {
    Evaluation evaluation =
        Evaluation.of(
            """
            A = [
                "draft",
                "Sent",
            ]
            B = tuple(x.lower() for x in A)
            """);
    Value.Tuple labels = (Value.Tuple) evaluation.value("B");
    assertThat(labels.elements())
        .extracting(label -> ((Value.Str) label).at())
        .extracting(at -> ((Origin.InFile) at).span().line())
        .containsExactly(2, 3);
  }

  @Test
  void a_loop_of_upgrade_calls_the_library_once_for_each_value() {
    Evaluation evaluation =
        Evaluation.of(
            """
            from alembic import op
            NEW = ["a", "b"]

            def add(value, *, type_="t"):
                op.execute(f"ALTER TYPE {type_} ADD VALUE '{value}'")

            def upgrade():
                for value in NEW:
                    add(value)
            """);
    assertThat(evaluation.run("upgrade")).isEqualTo("None");
    assertThat(evaluation.calls())
        .containsExactly(
            "alembic.op.execute(\"ALTER TYPE t ADD VALUE 'a'\")",
            "alembic.op.execute(\"ALTER TYPE t ADD VALUE 'b'\")");
    assertThat(evaluation.unsure()).isEmpty();
  }

  @Test
  void names_of_libraries_have_one_form() {
    Evaluation evaluation =
        Evaluation.of(
            """
            import sqlalchemy as sa
            import sqlalchemy.dialects.postgresql as pg
            import sqlalchemy.types
            from sqlalchemy import Enum as SAEnum
            from sqlalchemy.sql.sqltypes import Enum
            from sqlalchemy.dialects.postgresql import ENUM
            from sqlalchemy.dialects import postgresql
            paths = [sa.Enum, SAEnum, Enum, sqlalchemy.types.Enum]
            own = [ENUM, pg.ENUM, postgresql.ENUM, sa.dialects.postgresql.ENUM]
            """);
    assertThat(((ListValue) evaluation.value("paths")).elements())
        .containsOnly(new Value.Library("sqlalchemy.Enum"));
    assertThat(((ListValue) evaluation.value("own")).elements())
        .containsOnly(new Value.Library("sqlalchemy.dialects.postgresql.ENUM"));
  }

  @Test
  void what_a_library_made_keeps_its_identity() {
    Evaluation evaluation =
        Evaluation.of(
            """
            import sqlalchemy as sa
            e = sa.Enum("a", name="t")
            f = e
            def same(): return [e is f, e is sa.Enum("a", name="t")]
            """);
    assertThat(evaluation.run("same")).isEqualTo("[True, False]");
  }

  @Test
  void partials_lambdas_closures_and_decorators_are_called() {
    Evaluation evaluation =
        Evaluation.of(
            """
            from functools import partial, wraps
            def twice(f):
                @wraps(f)
                def inner(*args, **kwargs):
                    return [f(*args, **kwargs), f(*args, **kwargs)]
                return inner
            @twice
            def join(a, b, sep="-"):
                return a + sep + b
            part = partial(join, "x", sep="+")
            result = [part("y"), (lambda *a, k=1: (a, k))(1, 2, k=3)]
            """);
    assertThat(evaluation.shown("result")).isEqualTo("[['x+y', 'x+y'], ((1, 2), 3)]");
  }

  @Test
  void classes_have_methods_properties_and_bases() {
    Evaluation evaluation =
        Evaluation.of(
            """
            from dataclasses import dataclass
            class Base:
                kind = "base"
                def __init__(self, name): self.name = name
                def title(self): return self.name.title()
                @property
                def both(self): return f"{self.kind}:{self.title()}"
                @classmethod
                def make(cls): return cls("made")
                @staticmethod
                def plain(x): return x * 2
            class Child(Base):
                kind = "child"
                def __init__(self, name):
                    super().__init__(name + "!")
            @dataclass
            class Point:
                x: int
                y: int = 7
            result = [Child("a").both, Child.make().name, Child.plain("z"), Point(1).y, Point(x=2, y=3).x]
            """);
    assertThat(evaluation.shown("result")).isEqualTo("['child:A!', 'made!', 'zz', 7, 2]");
  }

  @Test
  void a_subclass_of_a_library_class_says_what_it_is_besides() {
    Evaluation evaluation =
        Evaluation.of(
            """
            import sqlalchemy as sa
            class StringEnum(sa.Enum):
                def __init__(self, cls, **kw):
                    super().__init__(cls, values_callable=len, **kw)
            made = StringEnum("x", name="t")
            """);
    Instance instance = (Instance) evaluation.value("made");
    assertThat(instance.library().map(evaluation::written))
        .contains("sqlalchemy.Enum('x', values_callable=?its repr() is not followed, name='t')");
  }

  @Test
  void errors_of_the_database_are_caught_by_their_kind() {
    Evaluation evaluation =
        Evaluation.of(
            """
            import sqlalchemy as sa
            from sqlalchemy.exc import DBAPIError, IntegrityError
            import lib
            def upgrade():
                try:
                    lib.fail()
                except IntegrityError:
                    return "no"
                except (ValueError, DBAPIError) as e:
                    return str(e)
                finally:
                    lib.done()
            def fails():
                try:
                    lib.fail()
                except KeyError:
                    pass
            """);
    assertThat(evaluation.run("upgrade")).isEqualTo("'already exists'");
    assertThat(evaluation.calls()).contains("lib.done()");
    assertThat(evaluation.run("fails"))
        .isEqualTo("!sqlalchemy.exc.ProgrammingError: already exists");
  }

  @Test
  void with_enters_and_leaves_what_a_library_made() {
    Evaluation evaluation =
        Evaluation.of(
            """
            from alembic import op
            def upgrade():
                with op.get_context().autocommit_block():
                    op.execute("x")
                with op.batch_alter_table("t") as batch:
                    batch.drop_column("c")
                    raise ValueError("stop")
            """);
    assertThat(evaluation.run("upgrade")).isEqualTo("!ValueError: stop");
    assertThat(evaluation.calls())
        .containsExactly(
            "alembic.op.get_context()",
            "alembic.op.get_context.autocommit_block()",
            "enter alembic.op.get_context.autocommit_block",
            "alembic.op.execute('x')",
            "exit alembic.op.get_context.autocommit_block",
            "alembic.op.batch_alter_table('t')",
            "enter alembic.op.batch_alter_table",
            "alembic.op.batch_alter_table.drop_column('c')",
            "exit alembic.op.batch_alter_table by ValueError");
  }

  @Test
  void generators_and_global_names_work() {
    Evaluation evaluation =
        Evaluation.of(
            """
            count = 0
            def labels():
                global count
                for x in ("a", "b"):
                    count += 1
                    yield x
                yield from ["c"]
            result = [list(labels()), count]
            """);
    assertThat(evaluation.shown("result")).isEqualTo("[['a', 'b', 'c'], 2]");
  }

  @Test
  void a_text_of_a_mixed_in_member_is_unknown_because_it_depends_on_the_version() {
    Evaluation evaluation =
        Evaluation.of(
            """
            import enum
            class A(str, enum.Enum):
                x = "v"
            result = [A.x + "!", A.x.upper(), "%s" % A.x, A.x == "v", ",".join(A)]
            text = f"{A.x}"
            """);
    assertThat(evaluation.shown("result")).isEqualTo("['v!', 'V', 'A.x', True, 'v']");
    assertThat(evaluation.value("text")).isInstanceOf(Value.Unknown.class);
  }

  @Test
  void dedent_and_other_helpers_of_the_standard_library_are_known() {
    Evaluation evaluation =
        Evaluation.of(
            """
            import itertools, textwrap, functools
            a = textwrap.dedent('''
                one
                  two
            ''')
            b = list(itertools.chain([1], (2, 3)))
            c = functools.reduce(lambda x, y: x * y, b)
            from typing import Literal, get_args
            Status = Literal["open", "done"]
            d = list(get_args(Status))
            """);
    assertThat(evaluation.shown("a")).isEqualTo("'\\none\\n  two\\n'");
    assertThat(evaluation.shown("b")).isEqualTo("[1, 2, 3]");
    assertThat(evaluation.shown("c")).isEqualTo("6");
    assertThat(evaluation.shown("d")).isEqualTo("['open', 'done']");
  }

  @Test
  void objects_that_keep_their_attributes_themselves_are_followed() {
    Evaluation evaluation =
        Evaluation.of(
            """
            class Settings:
                def __init__(self, base):
                    object.__setattr__(self, "_base", base)
                    object.__setattr__(self, "_own", {})

                def __getattr__(self, name):
                    if name in self._own:
                        return self._own[name]
                    return self._base[name]

                def __setattr__(self, name, value):
                    if name.startswith("_"):
                        object.__setattr__(self, name, value)
                        return
                    self._own[name] = value

            settings = Settings({"label": "open", "schema": "app"})
            settings.label = "shut"
            settings._hidden = 1
            answer = [settings.label, settings.schema, sorted(settings._own), settings._hidden]
            """);
    assertThat(evaluation.shown("answer")).isEqualTo("['shut', 'app', ['label'], 1]");
  }
}
