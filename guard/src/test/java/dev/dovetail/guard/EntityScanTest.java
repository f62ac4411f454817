package dev.dovetail.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dovetail.guard.Check.Verdict;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Converter;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.hibernate.SessionFactory;
import org.hibernate.annotations.ColumnTransformer;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.cfg.Configuration;
import org.hibernate.type.SqlTypes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.postgresql.ds.PGSimpleDataSource;

/** What is found by annotations, held against the schema that Hibernate itself makes of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EntityScanTest {

  enum OrderStatus {
    NEW,
    PAID
  }

  enum Channel {
    WEB,
    SHOP
  }

  enum Currency {
    EURO,
    DOLLAR
  }

  enum Priority {
    LOW,
    HIGH
  }

  @Converter
  static class InSmallLetters implements AttributeConverter<Channel, String> {
    @Override
    public String convertToDatabaseColumn(Channel channel) {
      return channel == null ? null : channel.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public Channel convertToEntityAttribute(String label) {
      return label == null ? null : Channel.valueOf(label.toUpperCase(Locale.ROOT));
    }
  }

  @Converter(autoApply = true)
  static class Coded implements AttributeConverter<Currency, String> {
    @Override
    public String convertToDatabaseColumn(Currency currency) {
      return currency == null ? null : currency.name().substring(0, 1);
    }

    @Override
    public Currency convertToEntityAttribute(String label) {
      return Arrays.stream(Currency.values())
          .filter(currency -> currency.name().startsWith(label))
          .findFirst()
          .orElse(null);
    }
  }

  @MappedSuperclass
  static class Base {
    @Id Long id;

    @Enumerated(EnumType.STRING)
    @Column(name = "created_by", columnDefinition = "channel_name")
    @ColumnTransformer(write = "?::channel_name")
    Channel createdBy;
  }

  @Embeddable
  static class Price {
    long amount;

    @Column(columnDefinition = "money_code")
    @ColumnTransformer(write = "?::money_code")
    Currency currency;
  }

  @Entity
  @Table(name = "purchase_orders")
  static class PurchaseOrder extends Base {

    @Enumerated(EnumType.STRING)
    @JdbcTypeCode(SqlTypes.NAMED_ENUM)
    OrderStatus orderStatus;

    @Enumerated(EnumType.STRING)
    Priority asText;

    @Enumerated Priority asNumber;

    @Convert(converter = InSmallLetters.class)
    @Column(name = "channel", columnDefinition = "small_channel")
    @ColumnTransformer(write = "?::small_channel")
    Channel channel;

    @Embedded
    @AttributeOverride(
        name = "currency",
        column = @Column(name = "price_currency", columnDefinition = "money_code"))
    Price price;

    @ElementCollection
    @CollectionTable(name = "order_marks")
    @Enumerated(EnumType.STRING)
    @JdbcTypeCode(SqlTypes.NAMED_ENUM)
    Set<Channel> marks;

    @Transient OrderStatus forgotten;
  }

  private Optional<Server> server = Optional.empty();

  @BeforeAll
  void start() throws Exception {
    server = Optional.of(Server.start());
  }

  @AfterAll
  void stop() {
    server.ifPresent(Server::close);
  }

  private static Guard guard(DataSource source) {
    return Guard.in(new Setting.Surroundings(name -> "", name -> ""), source)
        .scan(PurchaseOrder.class, Coded.class, Base.class, String.class);
  }

  /** The types that Hibernate does not make by itself, then what it makes. */
  private DataSource madeByHibernate(String naming) throws Exception {
    PGSimpleDataSource source =
        server
            .orElseThrow()
            .with(
                """
                CREATE TYPE channel_name AS ENUM ('WEB', 'SHOP');
                CREATE TYPE small_channel AS ENUM ('web', 'shop');
                CREATE TYPE money_code AS ENUM ('E', 'D')\
                """);
    Properties properties = new Properties();
    properties.put("hibernate.connection.datasource", source);
    properties.put("hibernate.hbm2ddl.auto", "update");
    properties.put("hibernate.physical_naming_strategy", naming);
    Configuration configuration = new Configuration();
    configuration.addProperties(properties);
    configuration.addAnnotatedClass(PurchaseOrder.class).addAttributeConverter(Coded.class);
    try (SessionFactory made = configuration.buildSessionFactory()) {
      assertThat(made.isOpen()).isTrue();
    }
    return source;
  }

  private static List<String> said(Outcome outcome) {
    Set<String> said = new TreeSet<>();
    outcome
        .checks()
        .forEach(check ->
            said.add("%s %s %s".formatted(check.enumName(), check.place(), check.verdict())));
    return new ArrayList<>(said);
  }

  @Test
  void what_hibernate_makes_of_the_annotations_is_found_and_agrees() throws Exception {
    DataSource source =
        madeByHibernate("org.hibernate.boot.model.naming.CamelCaseToUnderscoresNamingStrategy");
    assertThat(said(guard(source).verify()))
        .containsExactly(
            "Channel public.order_marks.marks AGREES",
            "Channel public.purchase_orders.channel AGREES",
            "Channel public.purchase_orders.created_by AGREES",
            "Currency public.purchase_orders.price_currency AGREES",
            "OrderStatus public.purchase_orders.order_status AGREES",
            "Priority public.purchase_orders.as_text TEXT");
  }

  @Test
  void without_a_naming_strategy_too() throws Exception {
    DataSource source =
        madeByHibernate("org.hibernate.boot.model.naming.PhysicalNamingStrategyStandardImpl");
    assertThat(said(guard(source).verify()))
        .contains("OrderStatus public.purchase_orders.orderstatus AGREES")
        .noneMatch(line -> line.endsWith("UNSURE"));
  }

  @Test
  void each_kind_of_mapping_stops_the_start_when_its_label_is_gone() throws Exception {
    DataSource source =
        madeByHibernate("org.hibernate.boot.model.naming.CamelCaseToUnderscoresNamingStrategy");
    for (List<String> renaming :
        List.of(
            List.of("channel_name", "SHOP"),
            List.of("small_channel", "shop"),
            List.of("money_code", "D"),
            List.of("OrderStatus", "PAID"),
            List.of("Channel", "SHOP"))) {
      String type = renaming.get(0);
      String label = renaming.get(1);
      Server.run(source, "ALTER TYPE %s RENAME VALUE '%s' TO 'other'".formatted(type, label));
      assertThatThrownBy(guard(source)::verify)
          .as(type)
          .hasMessageContaining("lacks: '%s'".formatted(label));
      Server.run(source, "ALTER TYPE %s RENAME VALUE 'other' TO '%s'".formatted(type, label));
    }
    guard(source).verify();
  }

  @Entity(name = "tickets")
  static class Ticket {
    OrderStatus state;

    @Enumerated(EnumType.STRING)
    public OrderStatus getState() {
      return state;
    }

    @Id
    public Long getId() {
      return 1L;
    }
  }

  @Test
  void annotations_of_getters_and_columns_behind_domains_and_arrays_count() throws Exception {
    PGSimpleDataSource source =
        server
            .orElseThrow()
            .with(
                """
                CREATE TYPE st AS ENUM ('NEW');
                CREATE DOMAIN st_domain AS st NOT NULL;
                CREATE TABLE tickets (id int, state st_domain[])\
                """);
    Guard guard =
        Guard.in(new Setting.Surroundings(name -> "", name -> ""), source).scan(Ticket.class);
    assertThatThrownBy(guard::verify)
        .hasMessageContaining("the PostgreSQL type public.st (public.tickets.state) lacks: 'PAID'");
  }

  @Test
  void a_column_that_is_not_there_is_told_and_stops_nothing() throws Exception {
    Outcome outcome =
        Guard.in(new Setting.Surroundings(name -> "", name -> ""), server.orElseThrow().with(""))
            .scan(Ticket.class)
            .verify();
    assertThat(outcome.checks())
        .singleElement()
        .satisfies(check -> {
          assertThat(check.verdict()).isEqualTo(Verdict.UNSURE);
          assertThat(check.message())
              .isEqualTo(
                  "the enum OrderStatus could not be held against Ticket.state: no table called"
                      + " tickets has a column called state");
        });
  }
}
