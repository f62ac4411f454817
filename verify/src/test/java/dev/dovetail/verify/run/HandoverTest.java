package dev.dovetail.verify.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dovetail.core.source.MemoryTree;
import dev.dovetail.python.modules.Modules;
import dev.dovetail.python.settings.Settings;
import dev.dovetail.workspace.Running;
import dev.dovetail.workspace.VariableRole;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HandoverTest {

  private static Handover of(String env, String... pathsAndTexts) {
    return of(Running.unsaid(), env, pathsAndTexts);
  }

  private static Handover of(Running running, String env, String... pathsAndTexts) {
    Map<String, String> texts = new HashMap<>(Map.of("shop/env.py", env));
    for (int i = 0; i < pathsAndTexts.length; i += 2) {
      texts.put(pathsAndTexts[i], pathsAndTexts[i + 1]);
    }
    MemoryTree tree = new MemoryTree(texts);
    Settings settings = Settings.of(new Modules(tree), List.of("shop/env.py"));
    return Handover.of(settings, Dotenv.around("shop", tree), running);
  }

  @ParameterizedTest
  @CsvSource({
    "DATABASE_URL, URL",
    "X_SERVICE_DATABASE_URL, URL",
    "SQLALCHEMY_DATABASE_URI, URL",
    "ASYNC_DATABASE_URI, URL",
    "DATABASE_URL_SYNC, URL",
    "POSTGRES_DSN, URL",
    "DB_CONNECTION_STRING, URL",
    "PGHOST, HOST",
    "POSTGRES_SERVER, HOST",
    "APP_DB__HOST, HOST",
    "db_port, PORT",
    "POSTGRES_USER, USER",
    "DB_USERNAME, USER",
    "POSTGRES_PWD, PASSWORD",
    "POSTGRES_DB, NAME",
    "DB_NAME, NAME",
    "PGDATABASE, NAME",
    "DATABASE_CREDENTIALS, CREDENTIALS",
    "REDIS_DB_URL, ",
    "MONGODB_URL, ",
    "SENTRY_DSN, ",
    "DB_SCHEMA_NAME, ",
    "DB_SUPPORT, ",
    "DB_POOL_SIZE, ",
    "SECRET_KEY, ",
    "SERVER_HOST, "
  })
  void names_tell_what_of_a_database_is_meant(String variable, @Nullable String role) {
    assertThat(VariableRole.of(variable).map(VariableRole::name))
        .isEqualTo(Optional.ofNullable(role));
  }

  @Test
  void each_variable_gets_its_part_of_the_database() {
    Handover found =
        of(
            """
            import os
            url = f"postgresql://{os.environ['DB_USER']}:{os.environ['DB_PASS']}@{os.environ['DB_HOST']}/{os.environ['DB_NAME']}"
            secret = os.environ["SECRET_KEY"]
            """);
    assertThat(found.running().environment())
        .isEqualTo(
            new TreeMap<>(
                Map.of(
                    "DB_USER", "{user}",
                    "DB_PASS", "{password}",
                    "DB_HOST", "{host}",
                    "DB_NAME", "{database}")));
    assertThat(found.remarks())
        .containsExactly(
            "its code takes the database from DB_USER (shop/env.py:2), DB_PASS (shop/env.py:2),"
                + " DB_HOST (shop/env.py:2), DB_NAME (shop/env.py:2)");
  }

  @Test
  void the_driver_is_kept_as_the_service_has_it() {
    Handover found =
        of(
            """
            import os
            a = os.getenv("SHOP_STORE", "postgresql+asyncpg://localhost/shop")
            b = os.environ["DATABASE_URL"]
            c = os.environ["ASYNC_DB_URL"]
            d = os.environ["READ_DB_URL"]
            """,
            "shop/.env.example",
            "READ_DB_URL=postgresql+psycopg://me@there/db\n");
    String rest = "://{user}:{password}@{host}:{port}/{database}";
    assertThat(found.running().environment())
        .containsEntry("SHOP_STORE", "postgresql+asyncpg" + rest)
        .containsEntry("DATABASE_URL", "{url}")
        .containsEntry("ASYNC_DB_URL", "postgresql+asyncpg" + rest)
        .containsEntry("READ_DB_URL", "postgresql+psycopg" + rest);
  }

  @Test
  void what_else_is_needed_is_taken_from_an_example_and_never_from_somebodys_own_file() {
    Handover found =
        of(
            """
            import os
            a = os.environ["SECRET_KEY"]
            b = os.environ["API_TOKEN"]
            c = os.environ.get("LOG_LEVEL", "info")
            """,
            ".env.example",
            "export SECRET_KEY='not secret' # really\nLOG_LEVEL=debug\nAPI_TOKEN=<yours>\n",
            "shop/.env",
            "API_TOKEN=real\n");
    assertThat(found.running().environment()).isEqualTo(Map.of("SECRET_KEY", "not secret"));
    assertThat(found.remarks()).containsExactly("as .env.example shows them: SECRET_KEY");
  }

  @Test
  void what_is_configured_comes_first() {
    Running configured =
        new Running(
            Optional.empty(),
            Optional.empty(),
            new TreeMap<>(Map.of("DB_HOST", "db.internal")),
            List.of("tenant=one"),
            new TreeMap<>(),
            Optional.empty(),
            Optional.empty());
    Handover found =
        of(
            configured,
            """
            import os
            os.environ["DB_HOST"]
            context.get_x_argument(as_dictionary=True).get("url")
            """);
    assertThat(found.running().environment()).isEqualTo(Map.of("DB_HOST", "db.internal"));
    assertThat(found.running().x()).containsExactly("tenant=one");
  }

  @Test
  void an_argument_that_is_a_url_is_given() {
    Handover found =
        of("x = context.get_x_argument(as_dictionary=True)\nx.get('dburl')\nx.get('tenant')");
    assertThat(found.running().x()).containsExactly("dburl={url}");
    assertThat(found.remarks()).containsExactly("env.py takes the database by -x dburl={url}");
  }
}
