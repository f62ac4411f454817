package dev.dovetail.python.model;

import static dev.dovetail.python.model.Reading.labels;
import static dev.dovetail.python.model.Reading.models;
import static dev.dovetail.python.model.Reading.onlyColumn;
import static dev.dovetail.python.model.Reading.place;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.dovetail.core.declared.EnumColumn;
import dev.dovetail.core.declared.EnumColumn.Persistence;
import dev.dovetail.core.declared.EnumColumn.Storage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the agreement with SQLAlchemy itself does not cover: places, reasons, other libraries. */
class EnumColumnsTest {

  private static final String HEAD =
      """
      import enum
      import os
      import sqlalchemy as sa
      from sqlalchemy import Column, Enum, Integer, String
      from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

      class Base(DeclarativeBase):
          pass

      class State(str, enum.Enum):
          OPEN = "open"
          SHUT = "shut"

      """;

  @Test
  void a_column_says_where_it_and_its_labels_are_written() {
    EnumColumn column =
        onlyColumn(
            models(
                HEAD
                    + """
                    class Door(Base):
                        __tablename__ = "doors"
                        state = Column(Enum(State), server_default=sa.text("'OPEN'::state"))
                    """));

    assertThat(place(column.origin())).isEqualTo("app/models.py:16:5");
    assertThat(place(column.labels().getFirst().origin())).startsWith("app/models.py:11:5");
    assertThat(column.serverDefault()).contains("OPEN");
    assertThat(column.persistence()).isEqualTo(new Persistence.Names("no values_callable"));
    assertThat(column.declared())
        .hasValueSatisfying(it -> assertThat(it.name()).isEqualTo("State"));
  }

  @Test
  void literal_labels_are_where_they_are_written() {
    EnumColumn column =
        onlyColumn(
            models(
                HEAD
                    + """
                    class Door(Base):
                        __tablename__ = "doors"
                        state = Column(Enum("a",
                                            "b", name="ab"))
                    """));

    assertThat(place(column.labels().get(1).origin())).isEqualTo("app/models.py:17:25");
    assertThat(column.declared()).isEmpty();
  }

  @Test
  void a_callable_that_cannot_be_followed_makes_the_labels_unknown() {
    EnumColumn column =
        onlyColumn(
            models(
                HEAD
                    + """
                    class Door(Base):
                        __tablename__ = "doors"
                        state = Column(Enum(State, values_callable=lambda e: os.listdir(str(e))))
                    """));

    assertThat(column.unknown())
        .hasValueSatisfying(why -> assertThat(why).contains("values_callable"));
    assertThat(column.persistence()).isInstanceOf(Persistence.Unknown.class);
  }

  @Test
  void the_name_of_a_table_that_is_computed_of_the_unknown_is_unknown() {
    EnumColumn column =
        onlyColumn(
            models(
                HEAD
                    + """
                    class Door(Base):
                        __tablename__ = os.environ["PREFIX"] + "doors"
                        state = Column(Enum(State))
                    """));

    assertThat(column.unknown())
        .hasValueSatisfying(why -> assertThat(why).contains("table of Door"));
    assertThat(labels(column)).containsExactly("OPEN", "SHUT");
  }

  @Test
  void a_string_column_with_the_enum_as_annotation_stores_it_as_text() {
    EnumColumn column =
        onlyColumn(
            models(
                HEAD
                    + """
                    class Door(Base):
                        __tablename__ = "doors"
                        state: Mapped[State] = mapped_column(String(20), default=State.OPEN)
                        other: Mapped[str] = mapped_column(String(20), default=State.OPEN.value)
                    """));

    assertThat(column.storage()).isEqualTo(Storage.TEXT);
    assertThat(labels(column)).containsExactly("open", "shut");
  }

  @Test
  void what_only_looks_like_a_column_is_none() {
    Models models =
        models(
            """
            import argparse
            import enum
            from dataclasses import dataclass
            from fastapi import FastAPI, Query
            from marshmallow import Schema, fields
            from pydantic import BaseModel, Field
            from typing import Annotated

            app = FastAPI()

            class State(str, enum.Enum):
                OPEN = "open"

            class Body(BaseModel):
                state: State = Field(default=State.OPEN)

            class Wire(Schema):
                state = fields.Enum(State, by_value=True)

            @dataclass
            class Plain:
                __tablename__ = "plain"
                state: State = State.OPEN

            @app.get("/")
            def get(state: Annotated[State, Query()] = State.OPEN):
                return state

            parser = argparse.ArgumentParser()
            parser.add_argument("--state", type=State, choices=list(State))
            """);

    assertThat(models.columns()).isEmpty();
    assertThat(models.enums()).hasSize(1);
  }

  @Test
  void flask_sqlalchemy_names_tables_itself() {
    Models models =
        models(
            Map.of(
                "app/__init__.py",
                "",
                "app/db.py",
                "from flask_sqlalchemy import SQLAlchemy\ndb = SQLAlchemy()\n",
                "app/models.py",
                """
                import enum
                from app.db import db

                class State(enum.Enum):
                    OPEN = "open"

                class FrontDoor(db.Model):
                    id = db.Column(db.Integer, primary_key=True)
                    state = db.Column(db.Enum(State, name="door_state"), nullable=False)

                class Gate(db.Model):
                    __tablename__ = "gates"
                    id = db.Column(db.Integer, primary_key=True)
                    state = db.Column(db.Enum("a", "b", name="gate_state"))
                """));

    assertThat(models.columns())
        .extracting(EnumColumn::table, column -> column.typeName().orElse(""), Reading::labels)
        .containsExactly(
            tuple("front_door", "door_state", List.of("OPEN")),
            tuple("gates", "gate_state", List.of("a", "b")));
  }

  @Test
  void sqlmodel_fields_are_columns_of_tables_only() {
    Models models =
        models(
            """
            import enum
            from typing import Optional
            from sqlmodel import Column, Enum, Field, SQLModel

            class State(str, enum.Enum):
                OPEN = "open"

            class DoorBase(SQLModel):
                state: State = Field(default=State.OPEN)
                plain: State = State.OPEN

            class Door(DoorBase, table=True):
                id: Optional[int] = Field(default=None, primary_key=True)
                maybe: Optional[State] = None
                own: State = Field(sa_column=Column(Enum(State, name="own_state")))

            class DoorRead(DoorBase):
                id: int
            """);

    assertThat(models.columns())
        .extracting(EnumColumn::table, EnumColumn::column, column -> column.typeName().orElse(""))
        .containsExactlyInAnyOrder(
            tuple("door", "maybe", "state"),
            tuple("door", "own", "own_state"),
            tuple("door", "state", "state"),
            tuple("door", "plain", "state"));
  }

  @Test
  void a_base_from_another_library_still_gives_tables() {
    Models models =
        models(
            """
            import enum
            from advanced_alchemy.base import UUIDAuditBase
            from sqlalchemy import Enum
            from sqlalchemy.orm import Mapped, mapped_column

            class State(enum.Enum):
                OPEN = "open"

            class Door(UUIDAuditBase):
                __tablename__ = "doors"
                state: Mapped[State]
                other: Mapped[State] = mapped_column(Enum(State, name="other"))
            """);

    assertThat(models.columns()).extracting(EnumColumn::column).containsExactly("state", "other");
  }

  @Test
  void the_type_of_another_library_is_not_guessed() {
    EnumColumn column =
        onlyColumn(
            models(
                HEAD
                    + """
                    from strange_types import Packed
                    class Door(Base):
                        __tablename__ = "doors"
                        state = Column(Packed(State))
                    """));

    assertThat(column.unknown()).hasValueSatisfying(why -> assertThat(why).contains("Packed"));
  }

  @Test
  void what_cannot_be_followed_is_reported_where_it_speaks_of_enums() {
    Models models =
        models(
            HEAD
                + """
                from elsewhere.enums import Color, Size
                import os
                TypeEnum = os.environ["TYPE"]
                class Door(Base):
                    __tablename__ = "doors"
                    color = Column(Enum(Color))
                    size: Mapped[Size]
                    kind = Column(TypeEnum.kind("a"))
                    note = Column(os.environ["NOTE"])
                """);

    assertThat(models.columns())
        .extracting(EnumColumn::column, column -> column.unknown().orElse(""))
        .containsExactly(
            tuple("color", "elsewhere.enums.Color is not in the repository"),
            tuple(
                "size",
                "the type of the column is not known: "
                    + "elsewhere.enums.Size is not in the repository"),
            tuple("kind", "the type of the column is not known: the environment is not known"));
  }

  @Test
  void a_class_stays_a_table_whatever_a_library_decorates_it_with() {
    Models models =
        models(
            HEAD
                + """
                from functools import total_ordering
                import strawberry
                @strawberry.type(name="Door")
                @total_ordering
                class Door(Base):
                    __tablename__ = "doors"
                    state = Column(Enum(State))
                """);

    assertThat(models.columns()).hasSize(1);
  }

  @Test
  void a_type_alias_in_the_map_leaves_the_other_entries_known() {
    EnumColumn column =
        onlyColumn(
            models(
                """
                import enum
                from sqlalchemy import Text
                from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
                type Words = str
                class Status(enum.Enum):
                    OPEN = "open"
                    DONE = "done"
                class Base(DeclarativeBase):
                    type_annotation_map = {Words: Text}
                class Task(Base):
                    __tablename__ = "tasks"
                    id: Mapped[int] = mapped_column(primary_key=True)
                    note: Mapped[Words]
                    status: Mapped[Status]
                """));
    assertThat(labels(column)).containsExactly("OPEN", "DONE");
  }
}
