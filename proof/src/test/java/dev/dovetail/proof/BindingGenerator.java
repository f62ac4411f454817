package dev.dovetail.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Writes modules that bind enums to columns in every way people have found. The same seed gives the
 * same module.
 */
final class BindingGenerator {

  /** In which words models are written. */
  enum Style {
    /** What SQLAlchemy 1.4 understands, and later ones too. */
    CLASSIC,
    /** Mapped[] and mapped_column(). */
    MODERN
  }

  private static final String WRAPPERS =
      """
      def values(kind):
          return [one.value for one in kind]


      def names(kind):
          return [one.name for one in kind]


      def lowered(kind, suffix=""):
          return [one.name.lower() + suffix for one in kind]


      class Chooser:
          def __init__(self, upper=False):
              self.upper = upper

          def __call__(self, kind):
              return [one.value.upper() if self.upper else one.value for one in kind]

          def pick(self, kind):
              return [one.value for one in kind]

          @staticmethod
          def static(kind):
              return [str(one.value) for one in kind]


      def enum_type(kind, **more):
          return sa.Enum(kind, values_callable=values, name=kind.__name__.lower() + "_type", **more)


      def pg_enum(kind, name=None):
          more = {"create_type": False}
          return pg.ENUM(kind, name=name or kind.__name__, values_callable=lambda k: [m.value for m in k], **more)


      def native(*labels, **more):
          return sa.Enum(*labels, **more)


      class ValueEnum(sa.Enum):
          cache_ok = True

          def __init__(self, *given, **more):
              more.setdefault("values_callable", values)
              super().__init__(*given, **more)


      class EnumType(sa.types.TypeDecorator):
          impl = sa.Enum
          cache_ok = True

          def __init__(self, kind, **more):
              more.setdefault("values_callable", lambda k: [m.value for m in k])
              more.setdefault("name", kind.__name__.lower() + "_enum")
              super().__init__(kind, **more)


      class Plain(sa.types.TypeDecorator):
          impl = sa.Enum
          cache_ok = True


      class StringEnum(sa.types.TypeDecorator):
          impl = sa.String
          cache_ok = True

          def __init__(self, kind, length=50):
              super().__init__(length)
              self.enum_class = kind

          def process_bind_param(self, value, dialect):
              if value is None:
                  return None
              if isinstance(value, str) and not isinstance(value, self.enum_class):
                  value = self.enum_class(value)
              return value.value


      class NameEnum(sa.types.TypeDecorator):
          impl = sa.String(30)
          cache_ok = True

          def __init__(self, enum_class):
              self.enum_class = enum_class
              super().__init__()

          def process_bind_param(self, value, dialect):
              return value.name.lower() if value else None


      class IntType(sa.types.TypeDecorator):
          impl = sa.Integer
          cache_ok = True

          def __init__(self, kind, *args, **kwargs):
              super().__init__(*args, **kwargs)
              self.enum_class = kind

          def process_bind_param(self, value, dialect):
              return int(value.value)


      class ByDialect(sa.types.TypeDecorator):
          impl = sa.String
          cache_ok = True

          def __init__(self, kind, name):
              self.kind = kind
              self.name_of_type = name
              super().__init__()

          def load_dialect_impl(self, dialect):
              if dialect.name == "postgresql":
                  return dialect.type_descriptor(pg.ENUM(self.kind, name=self.name_of_type))
              return dialect.type_descriptor(sa.String())


      class State(str, enum.Enum):
          OPEN = "open"
          IN_PROGRESS = "in progress"
          DONE = "done"


      class Colour(enum.Enum):
          RED = "red"
          CRIMSON = "red"
          Blue = "BLUE"


      class Level(enum.IntEnum):
          LOW = 1
          HIGH = 2


      class Kind(str, enum.Enum):
          A = "A"
          B = "B"


      class Auto(enum.Enum):
          def _generate_next_value_(name, start, count, last_values):
              return name.lower()

          FIRST = enum.auto()
          SECOND = enum.auto()

          @classmethod
          def listed(cls):
              return [one.value for one in cls]


      LABELS = ("one", "two")
      Switch = typing.Literal["on", "off"]
      Modes = enum.Enum("Modes", {"FAST": "fast", "SLOW": "slow"})
      shared = sa.Enum(State, name="shared_state")
      metadata_enum = functools.partial(sa.Enum, values_callable=values, native_enum=True)
      """;

  private static final String[] KINDS = {"State", "Colour", "Kind", "Auto", "Modes", "Level"};

  private final Random random;
  private final Style style;
  private final StringBuilder out = new StringBuilder();
  private final List<String> map = new ArrayList<>();
  private int names;

  private BindingGenerator(long seed, Style style) {
    this.random = new Random(seed);
    this.style = style;
  }

  static String module(long seed, Style style) {
    BindingGenerator generator = new BindingGenerator(seed, style);
    generator.write();
    return generator.out.toString();
  }

  private void write() {
    if (style == Style.MODERN && chance(10)) {
      line("from __future__ import annotations");
    }
    line("import enum, functools, typing");
    line("from typing import List, Optional, Union");
    line("import sqlalchemy as sa");
    line("from sqlalchemy import Enum, Enum as SQLEnum");
    line("from sqlalchemy.dialects import postgresql as pg");
    line("from sqlalchemy.dialects.postgresql import ENUM as PgEnum");
    line("");
    line("");
    line(WRAPPERS);
    String schema = chance(20) ? "schema=\"shop\"" : "";
    line("metadata = sa.MetaData(" + schema + ")");
    base();
    int count = 2 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      switch (random.nextInt(8)) {
        case 0 -> core();
        case 1 -> imperative();
        case 2 -> inherited();
        case 3 -> made();
        default -> model();
      }
    }
  }

  private void base() {
    if (style == Style.CLASSIC) {
      line("from sqlalchemy.orm import declarative_base, declared_attr, registry");
      line("mapper_registry = registry(metadata=metadata)");
      line(
          pick(
              "Base = declarative_base(metadata=metadata)",
              "Base = mapper_registry.generate_base()"));
    } else {
      line("from typing_extensions import Annotated, Literal");
      line(
          "from sqlalchemy.orm import DeclarativeBase, Mapped, MappedAsDataclass, declared_attr,"
              + " mapped_column, registry");
      line("mapper_registry = registry(metadata=metadata)");
      line("kept = Annotated[State, mapped_column(sa.Enum(State, name=\"kept\"))]");
      line("chosen = Annotated[Kind, \"chosen\"]");
      line("");
      line("class Base(DeclarativeBase):");
      line("    metadata = metadata");
      if (chance(60)) {
        if (chance(40)) {
          map.add("enum.Enum: sa.Enum(enum.Enum, values_callable=values)");
        } else if (chance(40)) {
          map.add("enum.Enum: sa.Enum(enum.Enum, native_enum=False)");
        }
        if (chance(40)) {
          map.add("State: sa.Enum(State, name=\"mapped_state\", values_callable=values)");
        }
        if (chance(30)) {
          map.add("chosen: sa.Enum(Kind, name=\"chosen_kind\")");
        }
        if (chance(20)) {
          map.add("Colour: StringEnum(Colour)");
        }
        if (chance(20)) {
          map.add("Literal[\"on\", \"off\"]: sa.Enum(\"on\", \"off\", name=\"switch\")");
        }
        line("    type_annotation_map = {" + String.join(", ", map) + "}");
      }
    }
    line("");
    String column = style == Style.CLASSIC ? "sa.Column" : pick("sa.Column", "mapped_column");
    line("class WithState:");
    line("    state_of = " + column + "(" + type() + ")");
    line("");
    line("class WithKind:");
    line("    @declared_attr");
    line("    def kind_of(cls):");
    line(
        "        return "
            + column
            + "("
            + pick(
                "sa.Enum(Kind, name=cls.__name__.lower() + \"_kind\")",
                "sa.Enum(Kind, name=\"kind_of\")",
                "sa.Enum(State, name=f\"{cls.__tablename__}_state\")")
            + ")");
    line("");
    line("class Root(Base):");
    line("    __abstract__ = True");
    line("    root_state = " + column + "(" + type() + ")");
    line("");
  }

  private void model() {
    String table = name("t");
    line(
        "class "
            + name("Model")
            + "("
            + pick("Base", "Base", "WithState, Base", "WithKind, Base", "Root", "WithKind, Root")
            + "):");
    if (chance(15)) {
      line("    @declared_attr");
      line("    def __tablename__(cls):");
      line(
          "        return "
              + pick("cls.__name__.lower()", "\"x_\" + cls.__name__", "f\"{cls.__name__}s\""));
    } else {
      line("    __tablename__ = \"" + table + "\"");
    }
    if (chance(10)) {
      line("    __table_args__ = {\"schema\": \"other\"}");
    }
    if (chance(10)) {
      line("    class Inner(str, enum.Enum):");
      line("        YES = \"yes\"");
      line("        NO = \"no\"");
      line("    inner = sa.Column(sa.Enum(Inner, name=\"" + name("inner") + "\"))");
    }
    key();
    int count = 1 + random.nextInt(4);
    for (int i = 0; i < count; i++) {
      line("    " + column());
    }
    line("");
  }

  private void key() {
    line(
        style == Style.MODERN && chance(70)
            ? "    id: Mapped[int] = mapped_column(primary_key=True)"
            : "    id = sa.Column(sa.Integer, primary_key=True)");
  }

  private String column() {
    String name = name("c");
    if (style == Style.CLASSIC || chance(25)) {
      String own = chance(10) ? "\"own_" + name + "\", " : "";
      return name
          + " = "
          + pick("sa.Column", "sa.Column", "sa.Column")
          + "("
          + own
          + type()
          + rest()
          + ")";
    }
    return name
        + ": "
        + switch (random.nextInt(8)) {
          case 0 -> "Mapped[" + kind() + "]";
          case 1 -> "Mapped[Optional[" + kind() + "]]";
          case 2 -> "Mapped[Union[" + kind() + ", None]] = mapped_column()";
          case 3 -> "Mapped[\"" + kind() + "\"] = mapped_column(nullable=True)";
          case 4 -> "Mapped[kept]" + pick("", " = mapped_column(nullable=False)");
          case 5 ->
              "Mapped["
                  + pick(
                      "chosen",
                      "Optional[chosen]",
                      "Literal[\"on\", \"off\"]",
                      "Literal['x', 'yy']")
                  + "]";
          case 6 ->
              "Mapped[List[State]] = mapped_column("
                  + pick("pg.ARRAY", "sa.ARRAY")
                  + "(sa.Enum(State, name=\"listed\")))";
          default -> "Mapped[" + kind() + "] = mapped_column(" + type() + rest() + ")";
        };
  }

  private String rest() {
    return pick(
        "", "", ", nullable=False", ", default=None", ", index=True", ", server_default=None");
  }

  /** A type, with an enum inside. */
  private String type() {
    String kind = kind();
    return switch (random.nextInt(22)) {
      case 0 -> "sa.Enum(" + kind + ")";
      case 1 -> "Enum(" + kind + more(true) + ")";
      case 2 -> "SQLEnum(" + kind + more(true) + ")";
      case 3 -> "sa.Enum(" + kind + more(true) + ")";
      case 4 ->
          "pg.ENUM("
              + kind
              + ", name=\""
              + name("n")
              + "\""
              + callable()
              + pick("", ", create_type=False")
              + ")";
      case 5 -> "PgEnum(\"a\", \"b\", name=\"" + name("n") + "\")";
      case 6 -> "sa.Enum(*LABELS, name=\"" + name("n") + "\")";
      case 7 -> "sa.Enum(*[one.value for one in Kind], name=\"" + name("n") + "\")";
      case 8 -> "sa.Enum(*typing.get_args(Switch), name=\"" + name("n") + "\")";
      case 9 -> "enum_type(" + kind + pick("", ", native_enum=False", ", schema=\"own\"") + ")";
      case 10 -> "pg_enum(" + kind + pick("", ", \"" + name("n") + "\"", ", name=\"given\"") + ")";
      case 11 -> "native(" + pick(kind, "\"p\", \"q\", name=\"" + name("n") + "\"") + ")";
      case 12 ->
          "ValueEnum("
              + kind
              + pick("", ", name=\"" + name("n") + "\"", ", values_callable=names")
              + ")";
      case 13 -> "EnumType(" + kind + pick("", ", name=\"" + name("n") + "\"") + ")";
      case 14 -> "Plain(" + kind + more(false) + ")";
      case 15 -> "StringEnum(" + kind + pick("", ", 20", ", length=7") + ")";
      case 16 -> "NameEnum(" + kind + ")";
      case 17 -> pick("IntType(Level)", "ByDialect(" + kind + ", \"" + name("n") + "\")");
      case 18 -> pick("pg.ARRAY", "sa.ARRAY") + "(sa.Enum(" + kind + more(true) + "))";
      case 19 ->
          "sa.String(9).with_variant(sa.Enum("
              + kind
              + ", name=\""
              + name("n")
              + "\"), \"postgresql\")";
      case 20 ->
          pick(
              "shared",
              "metadata_enum(" + kind + ")",
              "sa.Enum(" + kind + ").with_variant(sa.String(5), \"sqlite\")");
      default ->
          pick(
              "sa.String(20)",
              "sa.Integer",
              "sa.Enum(*Auto.listed(), name=\"listed_auto\")",
              "sa.Enum(*(m.name for m in Kind), name=\"gen\")");
    };
  }

  private String more(boolean all) {
    List<String> more = new ArrayList<>();
    if (chance(50)) {
      more.add("name=" + pick("\"" + name("n") + "\"", "\"Mixed Case\"", "\"fixed\""));
    }
    String callable = callable();
    if (!callable.isEmpty()) {
      more.add(callable.substring(2));
    }
    if (all && chance(12)) {
      more.add(pick("native_enum=False", "native_enum=False, length=40", "native_enum=True"));
    }
    if (chance(8)) {
      more.add("create_constraint=True");
    }
    if (chance(8)) {
      more.add("validate_strings=True");
    }
    if (chance(10)) {
      more.add(pick("schema=\"types\"", "inherit_schema=True", "metadata=metadata"));
    }
    if (style == Style.MODERN && chance(5)) {
      more.add("omit_aliases=False");
    }
    return more.isEmpty() ? "" : ", " + String.join(", ", more);
  }

  private String callable() {
    return chance(45)
        ? ""
        : ", values_callable="
            + pick(
                "lambda kind: [one.value for one in kind]",
                "lambda x: [str(e.value) for e in x]",
                "lambda x: list(map(lambda e: e.value, x))",
                "lambda x: tuple(e.value for e in x)",
                "lambda obj: [item.value for item in obj.__members__.values()]",
                "lambda enum_cls: [str(enum_cls[name].value) for name in enum_cls.__members__]",
                "lambda x: [e.name.lower() for e in x]",
                "lambda x: [e for e in x.__members__]",
                "lambda x: x.__members__.keys()",
                "values",
                "names",
                "functools.partial(lowered, suffix=\"!\")",
                "lowered",
                "Chooser()",
                "Chooser(upper=True)",
                "Chooser().pick",
                "Chooser.static",
                "None",
                "lambda _: [one.value for one in Kind]");
  }

  private void core() {
    line(name("table") + " = sa.Table(");
    line("    \"" + name("core") + "\",");
    line("    metadata,");
    line("    sa.Column(\"id\", sa.Integer, primary_key=True),");
    line("    sa.Column(\"state\", " + type() + "),");
    line("    *[sa.Column(word, " + type() + ") for word in LABELS],");
    line(")");
    line("");
  }

  private void imperative() {
    String model = name("Imperative");
    line("class " + model + ":");
    line("    pass");
    line("");
    line(
        "mapper_registry.map_imperatively("
            + model
            + ", sa.Table(\""
            + name("imp")
            + "\", mapper_registry.metadata, sa.Column(\"id\", sa.Integer, primary_key=True),"
            + " sa.Column(\"state\", "
            + type()
            + ")))");
    line("");
  }

  private void inherited() {
    String parent = name("Parent");
    String table = name("p");
    line("class " + parent + "(Base):");
    line("    __tablename__ = \"" + table + "\"");
    line("    id = sa.Column(sa.Integer, primary_key=True)");
    line("    type = sa.Column(sa.Enum(Kind, name=\"" + name("n") + "\"))");
    line("    __mapper_args__ = {\"polymorphic_on\": type, \"polymorphic_identity\": Kind.A}");
    line("");
    int way = random.nextInt(3);
    line("class " + name("Child") + "(" + parent + "):");
    if (way == 0) {
      line("    __tablename__ = \"" + name("joined") + "\"");
      line("    id = sa.Column(sa.ForeignKey(" + parent + ".id), primary_key=True)");
      line("    __mapper_args__ = {\"polymorphic_identity\": Kind.B}");
    } else if (way == 1) {
      line("    __mapper_args__ = {\"polymorphic_identity\": Kind.B}");
    } else {
      line("    __tablename__ = \"" + name("concrete") + "\"");
      line("    id = sa.Column(sa.Integer, primary_key=True)");
      line("    type = sa.Column(" + type() + ")");
      line("    __mapper_args__ = {\"concrete\": True, \"polymorphic_identity\": Kind.B}");
    }
    line("    extra_" + names + " = sa.Column(" + type() + ")");
    line("");
  }

  /** Tables and models that functions make. */
  private void made() {
    String function = name("make");
    if (chance(50)) {
      line("def " + function + "(name, kind):");
      line("    return sa.Table(");
      line("        name,");
      line("        metadata,");
      line("        sa.Column(\"id\", sa.Integer, primary_key=True),");
      line(
          "        sa.Column(\"state\", sa.Enum(kind, name=name + \"_state\"" + callable() + ")),");
      line("    )");
      line("");
      line(function + "_one = " + function + "(\"" + name("made") + "\", State)");
      line(function + "_two = " + function + "(name=\"" + name("made") + "\", kind=Kind)");
    } else {
      line("def " + function + "(prefix):");
      line("    class Made(Base):");
      line("        __tablename__ = prefix + \"_rows\"");
      line("        id = sa.Column(sa.Integer, primary_key=True)");
      line("        state = sa.Column(" + type() + ")");
      line("    return Made");
      line("");
      line(function + "_model = " + function + "(\"" + name("made") + "\")");
    }
    line("");
  }

  private String kind() {
    return pick(KINDS);
  }

  private String name(String stem) {
    names++;
    return stem + names;
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private String pick(String... words) {
    return words[random.nextInt(words.length)];
  }

  private void line(String text) {
    out.append(text).append('\n');
  }
}
