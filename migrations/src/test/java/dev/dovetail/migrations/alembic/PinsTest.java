package dev.dovetail.migrations.alembic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dovetail.core.source.MemoryTree;
import dev.dovetail.migrations.Stack;
import dev.dovetail.python.modules.Modules;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class PinsTest {

  @Test
  void a_lock_file_says_the_version() {
    String lock =
        """
        [[package]]
        name = "sqlalchemy"
        version = "2.0.36"
        """;
    assertThat(Pins.locked(new Requirements(lock), "sqlalchemy")).contains("2.0.36");
    assertThat(Pins.locked(new Requirements(lock), "alembic")).isEmpty();
  }

  @Test
  void requirements_say_it_exactly_or_by_their_upper_bound() {
    assertThat(Pins.required(new Requirements("SQLAlchemy[asyncio]==2.0.25\n"), "sqlalchemy"))
        .contains("2.0.25");
    assertThat(Pins.required(new Requirements("sqlalchemy-utils==0.41\n"), "sqlalchemy")).isEmpty();
    assertThat(Pins.required(new Requirements("sqlalchemy>=1.4,<2\n"), "sqlalchemy"))
        .contains("1.4");
    assertThat(Pins.required(new Requirements("sqlalchemy = \"^1.4.2\"\n"), "sqlalchemy"))
        .contains("1.4");
    assertThat(Pins.required(new Requirements("sqlalchemy>=2.0,<2.1\n"), "sqlalchemy"))
        .contains("2.0");
    assertThat(Pins.required(new Requirements("sqlalchemy>=2.0\n"), "sqlalchemy")).isEmpty();
  }

  @Test
  void the_nearest_folder_that_says_it_counts() {
    Map<String, String> files =
        Map.of(
            "requirements.txt", "alembic==1.13.1\nsqlalchemy==1.4.50\n",
            "svc/requirements.txt", "sqlalchemy==2.0.1\nasyncpg==0.29\n");
    MemoryTree tree = new MemoryTree(files);
    Stack stack = new Pins(tree, new TreeSet<>(files.keySet()), new Modules(tree)).of("svc");
    assertThat(stack)
        .isEqualTo(
            new Stack(
                Optional.of("2.0.1"), Optional.of("1.13.1"), Optional.of(Stack.Driver.ASYNCPG)));
  }

  @Test
  void who_wants_a_library_says_nothing_of_its_version() {
    String locked =
        """
        greenlet==3.2.3 \\
            # via sqlalchemy
        http-ece==1.2.1 \\
            # via
            #   sqlalchemy
        idna==1.4.0
        sqlalchemy[asyncio]==2.0.51 \\
        """;
    assertThat(Pins.required(new Requirements(locked), "sqlalchemy")).contains("2.0.51");
    assertThat(Pins.required(new Requirements("sqlalchemy\nrequests==1.2\n"), "sqlalchemy"))
        .isEmpty();
  }
}
