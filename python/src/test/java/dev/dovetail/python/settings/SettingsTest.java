package dev.dovetail.python.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dovetail.core.source.MemoryTree;
import dev.dovetail.python.modules.Modules;
import dev.dovetail.python.settings.Settings.Variable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {

  private static Settings of(String... pathsAndTexts) {
    Map<String, String> texts = new HashMap<>();
    for (int i = 0; i < pathsAndTexts.length; i += 2) {
      texts.put(pathsAndTexts[i], pathsAndTexts[i + 1]);
    }
    return Settings.of(new Modules(new MemoryTree(texts)), List.of(pathsAndTexts[0]));
  }

  /** A name, what stands for it, and a mark where nothing does. */
  private static List<String> read(Settings settings) {
    return settings.variables().stream()
        .map(it ->
            it.name()
                + it.byDefault().map(text -> "=" + text).orElse("")
                + (it.needed() ? "!" : ""))
        .toList();
  }

  @Test
  void variables_are_read_by_name_whatever_asks_for_them() {
    Settings settings =
        of(
            "env.py",
            """
            import os
            from os import environ, getenv
            import environ as django
            from decouple import config
            PREFIX = "SHOP"
            a = os.environ["SHOP_URL"]
            b = os.environ.get("SHOP_HOST", "localhost")
            c = os.getenv("SHOP_PORT", default=5432)
            d = environ[f"{PREFIX}_USER"]
            e = getenv(PREFIX + "_PASSWORD")
            f = config("SHOP_NAME", default="shop", cast=str)
            env = django.Env()
            g = env.db_url("DATABASE_URL")
            h = env("SHOP_DSN", default="postgresql+psycopg://localhost/shop")
            if "SHOP_TESTING" in os.environ:
                pass
            """);
    assertThat(read(settings))
        .containsExactly(
            "SHOP_URL!",
            "SHOP_HOST=localhost",
            "SHOP_PORT=5432",
            "SHOP_USER!",
            "SHOP_PASSWORD!",
            "SHOP_NAME=shop",
            "DATABASE_URL!",
            "SHOP_DSN=postgresql+psycopg://localhost/shop",
            "SHOP_TESTING");
    assertThat(settings.variables().getLast().place().span().line()).isEqualTo(15);
  }

  @Test
  void what_is_no_variable_is_not_taken_for_one() {
    Settings settings =
        of(
            "env.py",
            """
            config = context.config
            config.get_main_option("sqlalchemy.url")
            section = config.get_section(config.config_ini_section)
            names = {"a": 1}.get("SHOP_URL")
            app.config.get("plain")
            """);
    assertThat(settings.variables()).isEmpty();
  }

  @Test
  void files_are_followed_by_their_imports_and_no_further() {
    Settings settings =
        of(
            "shop/migrations/env.py",
            "from app.core.settings import settings\nfrom app import models",
            "shop/app/__init__.py",
            "",
            "shop/app/models.py",
            "from .core import deep",
            "shop/app/core/__init__.py",
            "",
            "shop/app/core/deep.py",
            "import os\nos.environ['DEEP_DB_URL']",
            "shop/app/core/settings.py",
            "import os\nfrom app import models\nos.environ['SHOP_DB_URL']",
            "shop/app/other.py",
            "import os\nos.environ['OTHER_DB_URL']");
    assertThat(read(settings)).containsExactly("SHOP_DB_URL!", "DEEP_DB_URL!");
  }

  @Test
  void settings_of_pydantic_take_prefix_alias_and_case() {
    Settings settings =
        of(
            "env.py",
            """
            from pydantic import Field, AliasChoices
            from pydantic_settings import BaseSettings, SettingsConfigDict

            class Base(BaseSettings):
                model_config = SettingsConfigDict(env_prefix="shop_", extra="ignore")

            class Settings(Base):
                db_host: str = "localhost"
                db_port: int = Field(5432, ge=1)
                secret: str
                url: str = Field(alias="DATABASE_URL")
                dsn: str = Field(default=..., validation_alias=AliasChoices("PG_DSN", "POSTGRES_DSN"))
                tags: list[str] = Field(default_factory=list)

            class Exact(BaseSettings):
                db_user: str
                class Config:
                    case_sensitive = True
                    env_prefix = "X_"

            class NoSettings:
                other: str
            """);
    assertThat(read(settings))
        .containsExactly(
            "SHOP_DB_HOST=localhost",
            "SHOP_DB_PORT=5432",
            "SHOP_SECRET!",
            "DATABASE_URL!",
            "PG_DSN",
            "POSTGRES_DSN",
            "SHOP_TAGS",
            "X_db_user!");
  }

  @Test
  void nested_models_are_filled_through_their_delimiter() {
    Settings settings =
        of(
            "env.py",
            """
            class Database(BaseModel):
                host: str
                port: int = 5432

            class Settings(BaseSettings):
                model_config = {"env_nested_delimiter": "__", "env_prefix": "APP_"}
                db: Database
            """);
    assertThat(settings.variables())
        .extracting(Variable::name)
        .containsExactly("APP_DB", "APP_DB__HOST", "APP_DB__PORT");
  }

  @Test
  void a_class_that_contains_itself_ends() {
    Settings settings =
        of(
            "env.py",
            """
            class Settings(BaseSettings):
                model_config = {"env_nested_delimiter": "_"}
                inner: "Settings"
                again: Settings
            """);
    assertThat(settings.variables()).extracting(Variable::name).containsExactly("INNER", "AGAIN");
  }

  @Test
  void what_is_replaced_in_a_url_is_what_is_expected_in_it() {
    Settings settings =
        of(
            "env.py",
            """
            import os
            url = os.environ["DATABASE_URL"].replace("postgresql://", "postgresql+asyncpg://")
            engine = create_async_engine(url)
            """);
    assertThat(settings.asynchronous()).isTrue();
    assertThat(settings.variables().getFirst().scheme()).contains("postgresql");
  }

  @Test
  void arguments_of_alembic_are_those_that_are_looked_up() {
    Settings settings =
        of(
            "env.py",
            """
            from alembic import context
            x = context.get_x_argument(as_dictionary=True)
            a = x.get("db_url")
            b = x["tenant"]
            if "data" in x:
                pass
            c = context.get_x_argument(as_dictionary=True).get("uri", None)
            d = {}.get("no")
            """);
    assertThat(settings.arguments()).containsExactly("db_url", "tenant", "data", "uri");
  }

  @Test
  void a_file_nested_without_measure_is_read() {
    String deep = "x = " + "(".repeat(50_000) + "os.environ['DB_URL']" + ")".repeat(50_000);
    assertThat(of("env.py", deep + "\ny = os.environ['OTHER_URL']\n").variables())
        .extracting(Variable::name)
        .contains("OTHER_URL");
  }
}
