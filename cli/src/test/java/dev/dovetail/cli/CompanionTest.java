package dev.dovetail.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process that a check of what is staged leaves behind: real processes, of a real jar. */
class CompanionTest {

  private static final Pattern STAYS = Pattern.compile("process (\\d+) stays for (\\d+) minutes");
  private static final String LOST = "    done = \"done\"\n    lost = \"lost\"\n";

  @TempDir static Path jars;
  @TempDir Path temporary;
  private Path folder;
  private Path runtime;
  private Git git;
  private final List<Long> left = new ArrayList<>();

  @BeforeEach
  void begin() throws Exception {
    assumeTrue(
        FileSystems.getDefault().supportedFileAttributeViews().contains("posix"),
        "no private folders on this system");
    folder = Files.createDirectories(temporary.resolve("repository"));
    runtime = Files.createDirectories(temporary.resolve("run"));
    git = Git.init(folder);
    TaskService.write(folder);
    git.commit("first");
  }

  @AfterEach
  void end() {
    left.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
  }

  /** One that has its classes from a jar, as Dovetail has where it is installed. */
  private static Path jar() throws Exception {
    Path jar = jars.resolve("dovetail.jar");
    if (Files.exists(jar)) {
      return jar;
    }
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Main.class.getName());
    manifest
        .getMainAttributes()
        .put(
            Attributes.Name.CLASS_PATH,
            Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toUri().toString())
                .collect(Collectors.joining(" ")));
    Path classes = Path.of(Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    assumeTrue(Files.isDirectory(classes), "the classes are in a jar of their own already");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
        Stream<Path> files = Files.walk(classes.resolve("dev/dovetail/cli"))) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        out.putNextEntry(new JarEntry(classes.relativize(file).toString()));
        Files.copy(file, (OutputStream) out);
      }
    }
    return jar;
  }

  private record Said(int exit, String out, String err) {

    /** The process that was left behind, if one was. */
    Optional<Long> left() {
      Matcher stays = STAYS.matcher(err);
      return stays.find() ? Optional.of(Long.valueOf(stays.group(1))) : Optional.empty();
    }
  }

  private Said check(Map<String, String> more, String... words) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar"));
    command.add(jar().toString());
    command.addAll(List.of("check", "--staged"));
    command.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    Map<String, String> environment = new TreeMap<>(System.getenv());
    environment.keySet().removeAll(List.of("CI", "DOVETAIL_COMPANION", "DOVETAIL_MEMORY"));
    environment.put("XDG_RUNTIME_DIR", runtime.toString());
    environment.put("XDG_CACHE_HOME", temporary.resolve("cache").toString());
    environment.putAll(more);
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.redirectError(temporary.resolve("err").toFile()).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Said said = new Said(process.waitFor(), out, Files.readString(temporary.resolve("err")));
    said.left().ifPresent(left::add);
    return said;
  }

  /** The socket of the companion, once it listens. */
  private Path awaited() throws Exception {
    await("it listens", () -> !sockets().isEmpty());
    return sockets().getFirst();
  }

  private List<Path> sockets() {
    try (Stream<Path> all = Files.walk(runtime)) {
      return all.filter(it -> it.getParent().getFileName().toString().startsWith("dovetail-"))
          .filter(it -> !it.toString().endsWith(".lock"))
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private static void await(String what, BooleanSupplier seen) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!seen.getAsBoolean()) {
      assertThat(System.nanoTime()).as(what).isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  private static boolean isAlive(long process) {
    return ProcessHandle.of(process).filter(ProcessHandle::isAlive).isPresent();
  }

  @Test
  void it_answers_the_next_check_and_says_what_would_have_been_said_without_it() throws Exception {
    Said first = check(Map.of());
    assertThat(first.exit()).as(first.err()).isZero();
    long companion = first.left().orElseThrow();
    Path socket = awaited();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket.getParent())))
        .isEqualTo("rwx------");

    TaskService.write(folder, LOST);
    git.run("add", "--all");
    Said alone = check(Map.of("DOVETAIL_COMPANION", "off"));
    assertThat(alone.exit()).isEqualTo(1);
    assertThat(alone.out()).contains("enum-changed-without-migration");
    // It is busy until it has checked once itself.
    long[] asked = {0};
    await(
        "it has answered",
        () -> {
          try {
            Said next = check(Map.of());
            assertThat(next.exit()).isEqualTo(1);
            assertThat(next.out()).isEqualTo(alone.out());
            assertThat(next.left()).isEmpty();
            return Files.exists(socket) && answered(companion, asked);
          } catch (Exception e) {
            throw new AssertionError(e);
          }
        });
    assertThat(isAlive(companion)).isTrue();

    // An index of git's own, as `git commit -a` makes one, is looked at and no other.
    git.run("reset", "-q", "--hard");
    TaskService.write(folder, LOST);
    Path index = temporary.resolve("index");
    Files.copy(folder.resolve(".git/index"), index);
    Map<String, String> own = Map.of("GIT_INDEX_FILE", index.toString());
    git.tried(own, "add", "--all");
    assertThat(check(own).exit()).isEqualTo(1);
    assertThat(check(Map.of()).exit()).isZero();
    assertThat(isAlive(companion)).isTrue();
  }

  /** Whether the companion took time of a processor for the last question. */
  private static boolean answered(long companion, long[] before) {
    long used =
        ProcessHandle.of(companion)
            .flatMap(it -> it.info().totalCpuDuration())
            .map(Duration::toMillis)
            .orElse(0L);
    boolean more = before[0] > 0 && used > before[0];
    before[0] = used;
    return more;
  }

  @Test
  void an_answer_that_is_cut_off_is_none() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Companion.Reply whole = new Companion.Reply(1, "all of the report", "checked");
    whole.write(new DataOutputStream(bytes));
    assertThat(read(bytes.toByteArray())).isEqualTo(whole);
    for (int length = 0; length < bytes.size(); length++) {
      byte[] part = Arrays.copyOf(bytes.toByteArray(), length);
      assertThatIOException().as("%d bytes", length).isThrownBy(() -> read(part));
    }
  }

  private static Companion.Reply read(byte[] bytes) throws IOException {
    return Companion.Reply.read(new DataInputStream(new ByteArrayInputStream(bytes)));
  }

  @Test
  void it_goes_with_the_folder() throws Exception {
    Said first = check(Map.of());
    long companion = first.left().orElseThrow();
    awaited();
    try (Stream<Path> all = Files.walk(folder)) {
      all.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    }
    await("it has gone", () -> !isAlive(companion));
    assertThat(sockets()).isEmpty();
  }

  @Test
  void one_that_was_killed_is_followed_by_another() throws Exception {
    long companion = check(Map.of()).left().orElseThrow();
    awaited();
    ProcessHandle.of(companion).orElseThrow().destroyForcibly();
    await("it has gone", () -> !isAlive(companion));
    assertThat(sockets()).as("nobody tidied up").hasSize(1);
    Said next = check(Map.of());
    assertThat(next.exit()).isZero();
    assertThat(next.left()).isPresent();
  }

  @Test
  void none_is_left_where_it_would_serve_nobody() throws Exception {
    assertThat(check(Map.of("CI", "true")).left()).isEmpty();
    assertThat(check(Map.of("DOVETAIL_COMPANION", "off")).left()).isEmpty();
    assertThat(check(Map.of("DOVETAIL_MEMORY", "off")).left()).isEmpty();
    assertThat(check(Map.of(), "--no-cache").left()).isEmpty();
    assertThat(check(Map.of(), "--nonsense").exit()).isEqualTo(2);
    assertThat(sockets()).isEmpty();
  }

  @Test
  void where_others_may_enter_nobody_is_asked_or_left() throws Exception {
    Path place = runtime.resolve("dovetail-" + System.getProperty("user.name"));
    Files.createDirectories(place);
    Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwxrwxrwx"));
    Said said = check(Map.of());
    assertThat(said.exit()).isZero();
    assertThat(said.left()).isEmpty();
    assertThat(sockets()).isEmpty();
  }
}
