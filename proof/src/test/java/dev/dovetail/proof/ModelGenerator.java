package dev.dovetail.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Writes modules of models, as wild as people write them and a little more. The same seed gives the
 * same module.
 */
final class ModelGenerator {

  /** In which words models are written. */
  enum Style {
    /** What SQLAlchemy 1.4 understands, and later ones too. */
    CLASSIC,
    /** Mapped[] and mapped_column(). */
    MODERN,
    /** SQLModel. */
    SQLMODEL
  }

  private static final String[] TYPES = {
    "sa.Integer",
    "sa.Integer()",
    "sa.BigInteger()",
    "sa.SmallInteger",
    "sa.String",
    "sa.String(50)",
    "sa.String(length=7)",
    "sa.Text()",
    "sa.Unicode(20)",
    "sa.Boolean",
    "sa.Boolean()",
    "sa.Float",
    "sa.Float(24)",
    "sa.Float(precision=53)",
    "sa.Numeric",
    "sa.Numeric(10, 2)",
    "sa.Numeric(precision=12, scale=4)",
    "sa.Numeric(5)",
    "sa.DateTime",
    "sa.DateTime()",
    "sa.DateTime(timezone=True)",
    "sa.DateTime(True)",
    "sa.Date()",
    "sa.Time()",
    "sa.Time(timezone=True)",
    "sa.Interval()",
    "sa.LargeBinary()",
    "sa.JSON()",
    "sa.CHAR(3)",
    "sa.CHAR",
    "sa.VARCHAR(9)",
    "sa.TEXT",
    "sa.TIMESTAMP(timezone=True)",
    "sa.DECIMAL(8, 3)",
    "sa.REAL",
    "sa.PickleType()",
    "pg.UUID(as_uuid=True)",
    "pg.UUID()",
    "pg.JSONB",
    "pg.JSONB()",
    "pg.JSON(none_as_null=True)",
    "pg.ARRAY(sa.String(10))",
    "sa.ARRAY(sa.Integer)",
    "pg.ARRAY(sa.Integer, dimensions=2)",
    "pg.INET",
    "pg.CIDR()",
    "pg.MACADDR()",
    "pg.BYTEA",
    "pg.TIMESTAMP(precision=3)",
    "pg.TIMESTAMP(timezone=True, precision=0)",
    "pg.TIME(precision=2)",
    "pg.INTERVAL()",
    "pg.INTERVAL(precision=3)",
    "pg.BIT(4)",
    "pg.BIT(4, varying=True)",
    "pg.DOUBLE_PRECISION()",
    "pg.MONEY",
    "pg.OID()",
    "pg.TSVECTOR()",
    "pg.INT4RANGE()",
    "pg.TSTZRANGE",
    "pg.DATERANGE()",
    "pg.REGCLASS",
    "sa.Enum('a', 'bb', name='letters')",
    "sa.Enum('a', 'bb', native_enum=False)",
    "sa.Enum('x', name='x_kind', native_enum=False, length=30)",
    "sa.Enum(Colour)",
    "sa.Enum(Colour, name='paint')",
    "sa.Enum(Shape, values_callable=values)",
    "sa.Enum(Shape, native_enum=False)",
    "pg.ENUM(Shape, name='outline', create_type=True)",
    "pg.ARRAY(sa.Enum(Colour, name='paint'))",
    "sa.Enum(Shape, name='Mixed Case')",
    "sa.String(5).with_variant(sa.String(6), 'postgresql')",
    "sa.JSON().with_variant(pg.JSONB(), 'postgresql')",
    "sa.Text().with_variant(sa.String(4), 'sqlite')",
    "Trimmed(12)",
    "Trimmed",
    "Packed()",
    "Utc",
    "MutableDict.as_mutable(pg.JSONB)",
    "ByDialect()",
    "sa.Enum(Colour, inherit_schema=True, name='own_paint')",
  };

  private static final String[] DEFAULTS = {
    "default=1",
    "default='x'",
    "default=dict",
    "default=list",
    "default=lambda: 7",
    "default=uuid.uuid4",
    "default=datetime.datetime.utcnow",
    "default=sa.func.now()",
    "default=sa.text('now()')",
    "default=Colour.RED",
    "default=None",
    "default=helper",
    "default=functools.partial(helper, 3)",
  };

  private static final String[] PLAIN = {
    "int", "str", "float", "bool", "bytes", "decimal.Decimal", "datetime.datetime", "datetime.date",
    "datetime.time", "datetime.timedelta", "uuid.UUID", "Colour", "Shape", "str50", "money", "Name",
    "Literal['on', 'off']", "UserId", "dict[str, Any]", "list[str]",
  };

  private final Random random;
  private final Style style;
  private final StringBuilder out = new StringBuilder();
  private final List<String> tables = new ArrayList<>();
  private boolean dataclass;
  private boolean mapKnowsDicts;
  private boolean elsewhere;
  private int names;

  private ModelGenerator(long seed, Style style) {
    this.random = new Random(seed);
    this.style = style;
  }

  static String module(long seed, Style style) {
    ModelGenerator generator = new ModelGenerator(seed, style);
    generator.write();
    return generator.out.toString();
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private String pick(String... words) {
    return words[random.nextInt(words.length)];
  }

  private String name(String stem) {
    names++;
    return stem + names;
  }

  private void line(String text) {
    out.append(text).append('\n');
  }

  private void write() {
    header();
    switch (style) {
      case CLASSIC -> classicBase();
      case MODERN -> modernBase();
      case SQLMODEL -> {}
    }
    int count = 2 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      if (style == Style.SQLMODEL) {
        sqlModel();
      } else if (chance(15)) {
        coreTable();
      } else {
        model();
      }
    }
  }

  private void header() {
    if (chance(style == Style.MODERN ? 15 : 0)) {
      line("from __future__ import annotations");
    }
    line(
        """
        import datetime, decimal, enum, functools, typing, uuid
        from typing import Any, List, Optional, Union

        import sqlalchemy as sa
        from sqlalchemy.dialects import postgresql as pg
        from sqlalchemy.ext.mutable import MutableDict

        NOW = "now()"


        class Colour(enum.Enum):
            RED = "red"
            GREEN = "green"
            BLUE = "blue"


        class Shape(str, enum.Enum):
            ROUND = "round"
            SQUARE = "square-ish"


        def values(kind):
            return [member.value for member in kind]


        def helper(*given):
            return 5


        class Trimmed(sa.types.TypeDecorator):
            impl = sa.String
            cache_ok = True


        class Packed(sa.types.TypeDecorator):
            impl = pg.JSONB
            cache_ok = True

            def process_bind_param(self, value, dialect):
                return value


        class Utc(sa.types.TypeDecorator):
            impl = sa.DateTime(timezone=True)
            cache_ok = True


        class ByDialect(sa.types.TypeDecorator):
            impl = sa.CHAR
            cache_ok = True

            def load_dialect_impl(self, dialect):
                if dialect.name == "postgresql":
                    return dialect.type_descriptor(pg.UUID())
                return dialect.type_descriptor(sa.CHAR(32))
        """);
  }

  private String metadata() {
    List<String> arguments = new ArrayList<>();
    if (chance(15)) {
      arguments.add("schema='shop'");
    }
    if (chance(30)) {
      arguments.add(
          "naming_convention={'ix': 'ix_%(column_0_label)s', 'uq':"
              + " 'uq_%(table_name)s_%(column_0_name)s', 'ck':"
              + " 'ck_%(table_name)s_%(constraint_name)s', 'fk':"
              + " 'fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s', 'pk':"
              + " 'pk_%(table_name)s'}");
    }
    return "sa.MetaData(" + String.join(", ", arguments) + ")";
  }

  private void classicBase() {
    line("from sqlalchemy.orm import declarative_base, declared_attr, registry, relationship");
    line("");
    line("metadata = " + metadata());
    line(
        pick(
            "Base = declarative_base(metadata=metadata)",
            "mapper_registry = registry(metadata=metadata)\nBase = mapper_registry.generate_base()",
            """
            class Own:
                note = sa.Column(sa.Text)


            Base = declarative_base(metadata=metadata, cls=Own)\
            """));
    line("");
    mixins("sa.Column", "");
  }

  private void modernBase() {
    line(
        """
        from typing import NewType
        from typing_extensions import Annotated, Literal
        from sqlalchemy.orm import DeclarativeBase, Mapped, MappedAsDataclass, declared_attr, deferred, mapped_column, relationship

        str50 = Annotated[str, 50]
        money = Annotated[decimal.Decimal, mapped_column(sa.Numeric(12, 2), server_default="0")]
        intpk = Annotated[int, mapped_column(primary_key=True)]
        stamp = Annotated[datetime.datetime, mapped_column(sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False)]
        Name = Annotated[str, mapped_column(sa.String(80), index=True)]
        UserId = NewType("UserId", int)

        """);
    line("class Base(" + (chance(20) ? dataclassBases() : "DeclarativeBase") + "):");
    boolean body = false;
    if (chance(50)) {
      line("    metadata = " + metadata());
      body = true;
    }
    if (chance(60)) {
      mapKnowsDicts = true;
      line(
          "    type_annotation_map = {str50: sa.String(50), dict[str, Any]: pg.JSONB, list[str]:"
              + " pg.ARRAY(sa.Text)"
              + pick("", ", str: sa.Text", ", datetime.datetime: sa.DateTime(timezone=True)")
              + pick(
                  "",
                  ", Colour: sa.Enum(Colour, name='paint')",
                  ", enum.Enum: sa.Enum(enum.Enum, native_enum=False)")
              + "}");
      body = true;
    }
    if (!body) {
      line("    pass");
    }
    line("");
    if (!dataclass) {
      mixins("mapped_column", "");
    }
  }

  private String dataclassBases() {
    dataclass = true;
    return "MappedAsDataclass, DeclarativeBase";
  }

  private void mixins(String column, String indent) {
    line("");
    line(indent + "class Stamps:");
    line(
        indent
            + "    created_at = "
            + column
            + "(sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False)");
    line(indent + "    updated_at = " + column + "(sa.DateTime, onupdate=sa.func.now())");
    line("");
    line("");
    line(indent + "class Owned:");
    line(indent + "    @declared_attr");
    line(indent + "    def owner_id(cls):");
    line(
        indent
            + "        return "
            + column
            + "(sa.Integer, nullable="
            + pick("True", "False")
            + ", index="
            + pick("True", "False")
            + ")");
    line("");
    line("");
    line(indent + "class Root(Base):");
    line(indent + "    __abstract__ = True");
    line(indent + "    version = " + column + "(sa.Integer, nullable=False, default=1)");
    line("");
  }

  private void model() {
    String table = name("t");
    String bases =
        dataclass
            ? "Base"
            : pick("Base", "Base", "Stamps, Base", "Owned, Base", "Root", "Stamps, Owned, Root");
    String model = name("Model");
    line("");
    line("class " + model + "(" + bases + "):");
    boolean computed = !dataclass && chance(8);
    if (computed) {
      line("    @declared_attr" + (style == Style.MODERN ? ".directive" : ""));
      line("    def __tablename__(cls):");
      line("        return cls.__name__.lower()");
    } else {
      line("    __tablename__ = \"" + table + "\"");
    }
    List<String> columns = new ArrayList<>();
    key(columns);
    int count = 1 + random.nextInt(6);
    for (int i = 0; i < count; i++) {
      columns.add(column());
    }
    List<String> own = new ArrayList<>();
    for (String column : columns) {
      line("    " + column);
      own.add(column.split("\\W", 2)[0]);
    }
    own.removeIf(
        column -> columns.stream().anyMatch(it -> it.startsWith(column) && it.contains("('")));
    if (own.isEmpty()) {
      own.add("id");
    }
    tableArguments(own);
    if (!dataclass && chance(12)) {
      line("");
      line("    @property");
      line("    def shown(self):");
      line("        return 1");
    }
    line("");
    if (!computed && !elsewhere && columns.get(0).matches("id.*(Integer|int).*")) {
      tables.add(table);
    }
    if (!dataclass && chance(20)) {
      heir(model);
    }
  }

  private void heir(String parent) {
    line("");
    if (chance(50)) {
      line("class " + name("Joined") + "(" + parent + "):");
      line("    __tablename__ = \"" + name("j") + "\"");
      if (style == Style.MODERN) {
        line(
            "    extra_id: Mapped[int] = mapped_column(sa.ForeignKey("
                + parent
                + ".id), primary_key=True)");
        line("    more: Mapped[Optional[str]]");
      } else {
        line("    extra_id = sa.Column(sa.ForeignKey(" + parent + ".id), primary_key=True)");
        line("    more = sa.Column(sa.Text)");
      }
    } else {
      line("class " + name("Single") + "(" + parent + "):");
      if (style == Style.MODERN) {
        line("    single_" + names + ": Mapped[Optional[int]] = mapped_column()");
      } else {
        line("    single_" + names + " = sa.Column(sa.Integer)");
      }
    }
    line("");
  }

  private void key(List<String> columns) {
    if (style == Style.MODERN) {
      columns.add(
          pick(
              "id: Mapped[int] = mapped_column(primary_key=True)",
              "id: Mapped[intpk]",
              "id: Mapped[uuid.UUID] = mapped_column(primary_key=True"
                  + (dataclass ? "" : ", default=uuid.uuid4")
                  + ")",
              "id: Mapped[int] = mapped_column(sa.BigInteger, primary_key=True, autoincrement="
                  + pick("True", "False")
                  + ")",
              "id: Mapped[int] = mapped_column(sa.Identity("
                  + pick("", "always=True", "start=5")
                  + "), primary_key=True)",
              "id: Mapped[str] = mapped_column(sa.String(36), primary_key=True)"));
    } else {
      columns.add(
          pick(
              "id = sa.Column(sa.Integer, primary_key=True)",
              "id = sa.Column(sa.BigInteger(), primary_key=True, autoincrement="
                  + pick("True", "False")
                  + ")",
              "id = sa.Column(pg.UUID(as_uuid=True), primary_key=True, default=uuid.uuid4)",
              "id = sa.Column('id', sa.SmallInteger, primary_key=True)",
              "id = sa.Column(sa.Integer, sa.Identity(always=True), primary_key=True)",
              "id = sa.Column(sa.Numeric(5), primary_key=True)",
              "id = sa.Column(sa.Integer, sa.Sequence('"
                  + name("numbers")
                  + "'), primary_key=True)"));
    }
    if (chance(10)) {
      columns.add(
          style == Style.MODERN
              ? "part: Mapped[int] = mapped_column(primary_key=True)"
              : "part = sa.Column(sa.Integer, primary_key=True)");
    }
  }

  private String column() {
    String name = name("c");
    return style == Style.MODERN ? modern(name) : name + " = sa.Column(" + arguments(type()) + ")";
  }

  private String type() {
    return TYPES[random.nextInt(TYPES.length)];
  }

  /** A server default that PostgreSQL takes for a type, or for what an annotation comes to. */
  private String server(String type) {
    String always =
        pick("server_default=sa.null()", "server_default=None", "server_default=sa.FetchedValue()");
    if (chance(25) || type.contains("ARRAY") || type.contains("RANGE")) {
      return always;
    }
    if (type.contains("DateTime")
        || type.contains("TIMESTAMP")
        || type.contains("datetime.datetime")
        || type.equals("Utc")
        || type.equals("stamp")) {
      return pick(
          "server_default=sa.func.now()",
          "server_default=sa.text(NOW)",
          "server_default=sa.text('now()')",
          "server_default=sa.func.current_timestamp()");
    }
    if (type.contains("Boolean") || type.startsWith("bool")) {
      return pick(
          "server_default=sa.true()",
          "server_default=sa.false()",
          "server_default='true'",
          "server_default=sa.text('false')");
    }
    if (type.contains("Integer")
        || type.contains("Numeric")
        || type.contains("Float")
        || type.contains("REAL")
        || type.contains("DECIMAL")
        || type.startsWith("int")
        || type.startsWith("float")
        || type.startsWith("decimal")) {
      return pick(
          "server_default='0'", "server_default=sa.text('0')", "server_default=sa.text(\"'1'\")");
    }
    if (type.contains("String")
        || type.contains("Text")
        || type.contains("VARCHAR")
        || type.contains("Trimmed")
        || type.startsWith("str")) {
      return pick(
          "server_default='x'",
          "server_default=sa.text(\"'y'\")",
          "server_default=''",
          "server_default=\"it's\"");
    }
    if (type.contains("UUID")) {
      return "server_default=sa.func.gen_random_uuid()";
    }
    if (type.contains("JSONB")) {
      return "server_default=sa.text(\"'{}'::jsonb\")";
    }
    if (type.contains("paint")) {
      return "server_default='RED'";
    }
    return always;
  }

  private String arguments(String type) {
    return arguments(true, type);
  }

  private String arguments(boolean typed, String type) {
    List<String> all = new ArrayList<>();
    if (chance(5)) {
      all.add("'" + pick("real_", "Odd ", "x") + name("n") + "'");
    }
    boolean refers = typed && !tables.isEmpty() && chance(10);
    if (refers) {
      all.add("sa.Integer");
      all.add(foreignKey());
    } else if (typed) {
      all.add(type);
    }
    if (typed && type.startsWith("sa.Integer") && chance(30)) {
      all.add("sa.Computed('1 + 1'" + pick("", ", persisted=True") + ")");
      return String.join(", ", all);
    }
    if (chance(35)) {
      all.add("nullable=" + pick("True", "False"));
    }
    if (chance(20) && !dataclass) {
      all.add(DEFAULTS[random.nextInt(DEFAULTS.length)]);
    }
    if (chance(20)) {
      all.add(server(refers ? "sa.Integer" : type));
    }
    if (chance(8)) {
      all.add("onupdate=" + pick("sa.func.now()", "datetime.datetime.utcnow", "3"));
    }
    if (chance(4)) {
      all.add("server_onupdate=sa.FetchedValue()");
    }
    if (chance(10)) {
      all.add("unique=" + pick("True", "False"));
    }
    if (chance(12)) {
      all.add("index=" + pick("True", "True", "False", "None"));
    }
    if (chance(8)) {
      all.add(pick("comment='about it'", "doc='words'", "info={'a': 1}"));
    }
    return String.join(", ", all);
  }

  private String foreignKey() {
    return "sa.ForeignKey('"
        + tables.get(random.nextInt(tables.size()))
        + ".id'"
        + pick(
            "",
            ", ondelete='CASCADE'",
            ", ondelete='SET NULL', onupdate='CASCADE'",
            ", name='" + name("fk_") + "'")
        + ")";
  }

  private String modern(String name) {
    String plain = PLAIN[random.nextInt(PLAIN.length)];
    if ((plain.startsWith("dict") || plain.startsWith("list") || plain.equals("str50"))
        && !mapKnowsDicts) {
      plain = "int";
    }
    String annotation =
        switch (random.nextInt(8)) {
          case 0 -> "Optional[" + plain + "]";
          case 1 -> plain.startsWith("Literal") ? "Optional[" + plain + "]" : plain + " | None";
          case 2 -> "Union[" + plain + ", None]";
          default -> plain;
        };
    if (chance(6)) {
      annotation = "stamp";
    }
    if (dataclass) {
      return name
          + ": Mapped["
          + annotation
          + "]"
          + pick("", " = mapped_column(" + dataclassArguments() + ")");
    }
    return switch (random.nextInt(8)) {
      case 0, 1, 2 -> name + ": Mapped[" + annotation + "]";
      case 3 -> name + ": Mapped[" + annotation + "] = mapped_column(" + arguments(type()) + ")";
      case 4 -> name + " = mapped_column(" + arguments(type()) + ")";
      case 5 ->
          name
              + ": Mapped["
              + annotation
              + "] = deferred(mapped_column("
              + arguments(type())
              + "))";
      default ->
          name + ": Mapped[" + annotation + "] = mapped_column(" + arguments(false, plain) + ")";
    };
  }

  private String dataclassArguments() {
    return pick(
        "",
        "init=False",
        "kw_only=True",
        type(),
        "default=None",
        "insert_default=4",
        "nullable=True");
  }

  private void tableArguments(List<String> columns) {
    List<String> all = new ArrayList<>();
    String first = columns.get(0);
    String last = columns.get(columns.size() - 1);
    if (chance(15)) {
      all.add(
          "sa.UniqueConstraint('"
              + first
              + "', '"
              + last
              + "'"
              + pick("", ", name='" + name("uq_") + "'")
              + ")");
    }
    if (chance(15)) {
      all.add(
          "sa.Index('"
              + name("ix_")
              + "', '"
              + last
              + "'"
              + pick(
                  "",
                  ", unique=True",
                  ", postgresql_using='hash'",
                  ", postgresql_where=sa.text('id is not null')")
              + ")");
    }
    if (chance(8)) {
      all.add("sa.Index(None, '" + last + "')");
    }
    if (chance(8)) {
      all.add("sa.CheckConstraint('1 > 0', name='" + name("ck_") + "')");
    }
    String options = pick("", "", "", "{'schema': 'shop'}", "{'comment': 'a table'}");
    if (all.isEmpty() && !options.isEmpty()) {
      line("    __table_args__ = " + options);
    } else if (!all.isEmpty()) {
      if (!options.isEmpty()) {
        all.add(options);
      }
      line("    __table_args__ = (" + String.join(", ", all) + ",)");
    }
    elsewhere = options.contains("schema");
  }

  private void coreTable() {
    String table = name("core");
    String metadata = style == Style.CLASSIC ? "metadata" : "Base.metadata";
    List<String> parts = new ArrayList<>();
    parts.add("sa.Column('id', sa.Integer, primary_key=True)");
    int count = 1 + random.nextInt(4);
    for (int i = 0; i < count; i++) {
      String arguments = arguments(type());
      parts.add(
          "sa.Column("
              + (arguments.startsWith("'") ? "" : "'" + name("k") + "', ")
              + arguments
              + ")");
    }
    if (chance(20)) {
      parts.add("schema='shop'");
    }
    line("");
    line(
        table + " = sa.Table('" + table + "', " + metadata + ", " + String.join(", ", parts) + ")");
    line("");
  }

  private void sqlModel() {
    if (tables.isEmpty()) {
      line("from sqlmodel import Field, SQLModel");
      line("");
    }
    String table = name("sm");
    line("");
    line("class " + name("Thing") + "(SQLModel, table=True):");
    line("    __tablename__ = \"" + table + "\"");
    line(
        "    "
            + pick(
                "id: Optional[int] = Field(default=None, primary_key=True)",
                "id: uuid.UUID = Field(default_factory=uuid.uuid4, primary_key=True)"));
    int count = 2 + random.nextInt(5);
    for (int i = 0; i < count; i++) {
      String plain =
          pick(
              "int",
              "str",
              "float",
              "bool",
              "bytes",
              "decimal.Decimal",
              "datetime.datetime",
              "datetime.date",
              "datetime.time",
              "datetime.timedelta",
              "uuid.UUID",
              "Colour",
              "Shape");
      String annotation = pick(plain, plain, "Optional[" + plain + "]", plain + " | None");
      String field =
          pick(
              "",
              "",
              " = None",
              " = Field(default=None)",
              " = Field(index=True)",
              " = Field(unique=True)",
              " = Field(default=None, nullable=False)",
              " = Field(nullable=True)",
              " = Field(sa_type=sa.Text)",
              " = Field(default_factory=helper)",
              " = Field(max_length=20)",
              " = Field(sa_column=sa.Column(" + type() + "))",
              plain.equals("datetime.datetime")
                  ? " = Field(sa_column_kwargs={'server_default': sa.func.now(), 'onupdate':"
                      + " sa.func.now()})"
                  : "",
              "",
              plain.equals("decimal.Decimal") ? " = Field(max_digits=5, decimal_places=2)" : "");
      line("    " + name("c") + ": " + annotation + field);
    }
    line("");
    tables.add(table);
  }
}
