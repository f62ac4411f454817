package dev.dovetail.python.model;

import static dev.dovetail.python.model.Reading.place;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dovetail.core.declared.DeclaredEnum;
import dev.dovetail.core.declared.EnumColumn;
import dev.dovetail.core.source.MemoryTree;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServiceModelsTest {

  private static final Map<String, String> REPOSITORY =
      Map.ofEntries(
          Map.entry("libs/common/pyproject.toml", "[project]\nname = \"common\"\n"),
          Map.entry("libs/common/src/common/__init__.py", ""),
          Map.entry(
              "libs/common/src/common/states.py",
              """
              from enum import Enum

              class State(str, Enum):
                  OPEN = "open"

              class Unused(str, Enum):
                  NOTHING = "nothing"
              """),
          Map.entry(
              "libs/common/src/common/outbox.py",
              """
              from sqlalchemy import Column, Enum
              from sqlalchemy.orm import DeclarativeBase
              from common.states import State

              class Base(DeclarativeBase):
                  pass

              class Outbox(Base):
                  __tablename__ = "outbox"
                  state = Column(Enum(State, name="outbox_state"))
              """),
          Map.entry(
              "services/orders/models.py",
              """
              from sqlalchemy import Column, Enum
              from common.outbox import Base
              from common.states import State

              class Order(Base):
                  __tablename__ = "orders"
                  state = Column(Enum(State, name="order_state"))
              """),
          Map.entry("services/orders/alembic/env.py", "from models import Order\n"),
          Map.entry(
              "services/orders/alembic/versions/0001_first.py",
              "import enum\nclass Old(enum.Enum):\n    GONE = 1\n"),
          Map.entry(
              "services/orders/tests/test_orders.py",
              "import enum\nclass Fake(enum.Enum):\n    GONE = 1\n"),
          Map.entry(
              "services/mail/main.py",
              """
              from fastapi import FastAPI
              from common.states import (
                  State as S,  # renamed
              )

              def send(state: S) -> None:
                  print(state)
              """));

  private final PythonModels models = new PythonModels(new MemoryTree(REPOSITORY));

  @Test
  void a_service_has_its_own_tables_and_those_of_shared_code_that_it_imports() {
    Models orders = models.read(List.of("services/orders"));

    assertThat(orders.columns()).extracting(EnumColumn::table).containsExactly("outbox", "orders");
    assertThat(orders.enums()).extracting(DeclaredEnum::name).containsExactly("State");
  }

  @Test
  void a_service_that_stores_nothing_says_which_shared_enums_it_uses() {
    Models mail = models.read(List.of("services/mail"));

    assertThat(mail.columns()).isEmpty();
    assertThat(mail.uses())
        .singleElement()
        .satisfies(use -> {
          assertThat(use.declared().name()).isEqualTo("State");
          assertThat(place(use.at())).isEqualTo("services/mail/main.py:3:5");
        });
    assertThat(mail.enums()).extracting(DeclaredEnum::name).containsExactly("State");
  }

  @Test
  void migrations_and_tests_hold_no_models() {
    Models orders = models.read(List.of("services/orders"));

    assertThat(orders.enums()).extracting(DeclaredEnum::name).doesNotContain("Old", "Fake");
  }

  @Test
  void what_stands_in_another_service_is_that_services() {
    Map<String, String> files = new HashMap<>(REPOSITORY);
    files.put("models.py", "from services.orders.models import Order  # sqlalchemy\n");

    Models root =
        new PythonModels(new MemoryTree(files))
            .read(List.of(""), List.of("services/orders", "services/mail"));

    assertThat(root.columns()).extracting(EnumColumn::table).containsExactly("outbox");
  }

  @Test
  void the_same_question_has_the_same_answer() {
    assertThat(models.read(List.of("services/orders")))
        .isEqualTo(new PythonModels(new MemoryTree(REPOSITORY)).read(List.of("services/orders")));
  }
}
