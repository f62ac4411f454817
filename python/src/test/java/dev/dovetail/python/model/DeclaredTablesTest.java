package dev.dovetail.python.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dovetail.core.declared.DeclaredColumn;
import dev.dovetail.core.declared.DeclaredColumn.Role;
import dev.dovetail.core.declared.DeclaredConstraint;
import dev.dovetail.core.declared.DeclaredTable;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DeclaredTablesTest {

  private static final String BASE =
      """
      import datetime, decimal, uuid
      from typing import Annotated, Any, Optional
      import sqlalchemy as sa
      from sqlalchemy.dialects import postgresql as pg
      from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

      class Base(DeclarativeBase):
          type_annotation_map = {dict[str, Any]: pg.JSONB}

      """;

  @Test
  void a_batch_of_essays_has_required_optional_defaulted_and_managed_fields() {
    DeclaredTable table =
        only(
            BASE
                + """
                class Batch(Base):
                    __tablename__ = "batches"
                    id: Mapped[int] = mapped_column(primary_key=True)
                    language: Mapped[str]
                    course: Mapped[str] = mapped_column(sa.String(50), index=True)
                    total_budget: Mapped[Optional[int]]
                    current_iteration: Mapped[int] = mapped_column(default=0)
                    metadata_: Mapped[dict[str, Any] | None] = mapped_column("metadata")
                    created_at: Mapped[datetime.datetime] = mapped_column(
                        sa.DateTime(timezone=True), server_default=sa.func.now()
                    )
                    touched_at: Mapped[datetime.datetime] = mapped_column(
                        server_default=sa.text("now()"), onupdate=sa.func.now()
                    )
                    essays: Mapped[list["Essay"]] = relationship(back_populates="batch")
                """);

    assertThat(types(table))
        .containsExactly(
            "id integer not null",
            "language character varying not null",
            "course character varying(50) not null",
            "total_budget integer",
            "current_iteration integer not null",
            "metadata jsonb",
            "created_at timestamp with time zone not null",
            "touched_at timestamp without time zone not null");
    assertThat(table.primaryKey()).containsExactly("id");
    assertThat(table.indexes())
        .extracting(index -> index.name().known().orElseThrow())
        .containsExactly("ix_batches_course");
    assertThat(roles(table))
        .containsEntry(Role.REQUIRED, List.of("language", "course"))
        .containsEntry(Role.OPTIONAL, List.of("total_budget", "metadata"))
        .containsEntry(Role.DEFAULTED, List.of("current_iteration"))
        .containsEntry(Role.SERVER_MANAGED, List.of("id", "created_at", "touched_at"));
    assertThat(table.unsure()).isEmpty();
  }

  @Test
  void keys_name_what_they_refer_to() {
    DeclaredTable table =
        only(
            BASE
                + """
                class Essay(Base):
                    __tablename__ = "essays"
                    __table_args__ = (
                        sa.UniqueConstraint("batch_id", "position", name="uq_place"),
                        sa.CheckConstraint("position > 0"),
                        {"schema": "school"},
                    )
                    batch_id: Mapped[int] = mapped_column(
                        sa.ForeignKey("batches.id", ondelete="CASCADE"), primary_key=True
                    )
                    position: Mapped[int] = mapped_column(primary_key=True)
                """);

    assertThat(table.schema()).contains("school");
    assertThat(table.primaryKey()).containsExactly("batch_id", "position");
    assertThat(table.constraints())
        .filteredOn(DeclaredConstraint.ForeignKey.class::isInstance)
        .singleElement()
        .satisfies(constraint -> {
          DeclaredConstraint.ForeignKey key = (DeclaredConstraint.ForeignKey) constraint;
          assertThat(key.columns()).containsExactly("batch_id");
          assertThat(key.onDelete()).contains("CASCADE");
          assertThat(key.target().known().orElseThrow().table()).isEqualTo("batches");
        });
    assertThat(table.constraints())
        .extracting(constraint -> constraint.getClass().getSimpleName())
        .containsExactlyInAnyOrder("PrimaryKey", "Unique", "Check", "ForeignKey");
  }

  @Test
  void a_librarys_base_names_the_table_and_may_give_it_columns() {
    List<DeclaredTable> tables =
        Reading.models(
                BASE
                    + """
                    from fastapi_users_db_sqlalchemy import (
                        SQLAlchemyBaseOAuthAccountTableUUID, SQLAlchemyBaseUserTable)
                    from fastapi_users_db_sqlalchemy.access_token import SQLAlchemyBaseAccessTokenTable
                    class User(SQLAlchemyBaseUserTable[int], Base):
                        id: Mapped[int] = mapped_column(primary_key=True)
                    class Account(SQLAlchemyBaseOAuthAccountTableUUID, Base):
                        note: Mapped[str]
                    class Token(SQLAlchemyBaseAccessTokenTable[int], Base):
                        __tablename__ = "tokens"
                    """)
            .tables();
    assertThat(tables)
        .extracting(DeclaredTable::name)
        .containsExactly("user", "oauth_account", "tokens");
    assertThat(tables).allSatisfy(table -> assertThat(table.unsure()).isNotEmpty());
  }

  @Test
  void what_cannot_be_read_is_unsure_and_says_why() {
    DeclaredTable table =
        only(
            BASE
                + """
                from vendor import Money, pick

                class Bill(Base):
                    __tablename__ = "bills"
                    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
                    amount: Mapped[decimal.Decimal] = mapped_column(Money(2), nullable=pick())
                """);

    DeclaredColumn amount = table.column("amount").orElseThrow();
    assertThat(amount.type().doubt()).contains("the type vendor.Money is not known");
    assertThat(amount.nullable()).isInstanceOf(dev.dovetail.core.declared.Reading.Unsure.class);
    assertThat(table.column("id").orElseThrow().codeDefault().orElseThrow().text())
        .isEqualTo("uuid.uuid4()");
  }

  private static DeclaredTable only(String text) {
    return Reading.models(text).tables().getFirst();
  }

  private static List<String> types(DeclaredTable table) {
    return table.columns().stream()
        .map(column ->
            column.name()
                + " "
                + column.type().known().map(type -> type.displayed("public")).orElse("?")
                + (column.nullable().known().orElseThrow() ? "" : " not null"))
        .toList();
  }

  private static Map<Role, List<String>> roles(DeclaredTable table) {
    return table.columns().stream()
        .collect(
            Collectors.groupingBy(
                column -> column.role().known().orElseThrow(),
                Collectors.mapping(DeclaredColumn::name, Collectors.toList())));
  }
}
