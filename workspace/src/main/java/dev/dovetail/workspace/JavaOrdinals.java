package dev.dovetail.workspace;

import dev.dovetail.core.judge.CodeFault;
import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.judge.FindingBuilder;
import dev.dovetail.core.judge.Judgement;
import dev.dovetail.core.judge.ServiceFacts;
import dev.dovetail.core.source.Origin;
import dev.dovetail.core.source.SoughtWords;
import dev.dovetail.core.source.Tree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Entities of JPA that store the position of an enum's member: {@code @Enumerated} without STRING,
 * and converters to {@code ordinal()}. Read from the text of Java files.
 */
final class JavaOrdinals {

  private static final SoughtWords WORDS =
      SoughtWords.of("Enumerated", "AttributeConverter", Suppression.WORD);

  private static final Pattern ENUMERATED =
      Pattern.compile(
          "@\\s*(?:(?:jakarta|javax)\\s*\\.\\s*persistence\\s*\\.\\s*)?(MapKey)?Enumerated\\b\\s*(\\()?");

  /** What may make something else of it than a number. */
  private static final Pattern OTHERWISE =
      Pattern.compile(
          "@\\s*(?:[\\w.]+\\.)?(?:JdbcTypeCode|JdbcType|JavaType|Type|Convert|ColumnTransformer|Transient)\\b|\\bcolumnDefinition\\b");

  private static final Pattern CONVERTER =
      Pattern.compile(
          "\\bAttributeConverter\\s*<\\s*([\\w.]+)\\s*,\\s*(?:Integer|Short|Byte|Long|Number)\\s*>");

  private static final Pattern ORDINAL = Pattern.compile("\\.\\s*ordinal\\s*\\(\\s*\\)");
  private static final Pattern ENUM = Pattern.compile("\\benum\\s+(\\w+)");

  private final List<JavaText> files;
  private final Set<String> allowing;
  private final boolean elsewhere;

  private JavaOrdinals(List<JavaText> files, Set<String> allowing, boolean elsewhere) {
    this.files = files;
    this.allowing = allowing;
    this.elsewhere = elsewhere;
  }

  static JavaOrdinals in(Tree tree, Judgement.Preferences preferences) {
    List<JavaText> files = new ArrayList<>();
    Set<String> allowing = new TreeSet<>();
    boolean elsewhere = false;
    if (!preferences.silences(CodeFault.POSITION_PERSISTED)) {
      for (String path : tree.files()) {
        if (path.endsWith(".java") && !isTest(path)) {
          Optional<byte[]> bytes = tree.read(path).filter(WORDS::isAnyIn);
          if (bytes.isPresent()) {
            String text = new String(bytes.get(), StandardCharsets.UTF_8);
            files.add(JavaText.of(path, text));
            if (text.contains(Suppression.WORD)) {
              allowing.add(path);
            }
          }
        } else if (path.endsWith("orm.xml")) {
          elsewhere |=
              tree.read(path)
                  .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                  .filter(text -> text.contains("<enumerated") || text.contains("<convert"))
                  .isPresent();
        }
      }
    }
    return new JavaOrdinals(files, allowing, elsewhere);
  }

  private static boolean isTest(String path) {
    return path.startsWith("src/test/") || path.contains("/src/test/") || path.contains("/test/");
  }

  /** Files with comments that allow something. */
  Set<String> files() {
    return allowing;
  }

  List<Finding> judged(List<ServiceFacts> services, Judgement.Preferences preferences) {
    List<Finding> findings = new ArrayList<>();
    if (!elsewhere) {
      Set<String> chosen = chosen();
      for (JavaText file : files) {
        annotated(file, chosen, services, findings);
        converted(file, services, findings);
      }
    }
    return Judgement.weighed(findings, preferences);
  }

  /** Enums that say which field of theirs is stored, as JPA 3.2 has it. */
  private Set<String> chosen() {
    Set<String> chosen = new HashSet<>();
    for (JavaText file : files) {
      if (file.code().contains("@EnumeratedValue")) {
        ENUM.matcher(file.code()).results().forEach(found -> chosen.add(found.group(1)));
      }
    }
    return chosen;
  }

  private static void annotated(
      JavaText file, Set<String> chosen, List<ServiceFacts> services, List<Finding> findings) {
    Matcher found = ENUMERATED.matcher(file.code());
    while (found.find()) {
      boolean open = found.group(2) != null;
      int end = open ? file.closing(found.end() - 1) : found.end();
      if (end < 0) {
        continue;
      }
      String given = open ? file.code().substring(found.end(), end - 1).strip() : "";
      String declaration = file.declaration(found.start(), end);
      Optional<String> type = JavaText.type(declaration);
      boolean ordinal =
          given.isEmpty() || given.matches("(?:value\\s*=\\s*)?(?:[\\w.]+\\.)?ORDINAL");
      boolean known = type.isPresent() && !chosen.contains(type.get());
      if (ordinal && known && !OTHERWISE.matcher(declaration).find()) {
        String written = "@" + (found.group(1) == null ? "" : "MapKey") + "Enumerated";
        findings.add(
            finding(
                services,
                file.at(found.start(), end),
                type.get() + " " + JavaText.name(declaration),
                type.get(),
                given.isEmpty()
                    ? "`%s` without `EnumType.STRING`".formatted(written)
                    : "`%s(EnumType.ORDINAL)`".formatted(written),
                "write `%s(EnumType.STRING)`, and turn the column into text or an enum type with a migration"
                    .formatted(written)));
      }
    }
  }

  private static void converted(
      JavaText file, List<ServiceFacts> services, List<Finding> findings) {
    Matcher converter = CONVERTER.matcher(file.code());
    Matcher ordinal = ORDINAL.matcher(file.code());
    if (converter.find() && ordinal.find(converter.end())) {
      findings.add(
          finding(
              services,
              file.at(ordinal.start(), ordinal.end()),
              converter.group(1),
              converter.group(1),
              "a converter to `ordinal()`",
              "give each member a code of its own, and convert to that"));
    }
  }

  private static Finding finding(
      List<ServiceFacts> services,
      Origin.InFile at,
      String what,
      String type,
      String why,
      String help) {
    return FindingBuilder.of(CodeFault.POSITION_PERSISTED, serviceOf(services, at.path()), at)
        .says(
            at.path() + " " + what,
            "%s stores the position of a member of `%s`: a member that is put before others, or taken away, changes what rows mean"
                .formatted(why, type),
            help);
  }

  /** The service whose folder holds it most closely; nobody's where there is none. */
  private static String serviceOf(List<ServiceFacts> services, String path) {
    String name = "";
    int longest = -1;
    for (ServiceFacts service : services) {
      String folder = service.path();
      if ((folder.isEmpty() || path.startsWith(folder + "/")) && folder.length() > longest) {
        longest = folder.length();
        name = service.name();
      }
    }
    return name;
  }
}
