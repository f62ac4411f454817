package dev.dovetail.core.judge;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Every rule there is. */
public final class Rules {

  /** Sorted by name; a rule that is not listed here does not exist. */
  public static final List<Rule> ALL =
      List.of(
          new DowngradeFails(),
          new EnumStoredAsText(),
          new EnumUnbound(),
          new EnumUnverifiable(),
          new FileUnreadable(),
          new HistoryFails(),
          new HistoryFailsOneAtATime(),
          new LabelMissingInDatabase(),
          new LabelOnlyInDatabase(),
          new LabelOrderDiffers(),
          new LabelSpelledDifferently(),
          new LeftoverTypeAfterDowngrade(),
          new NamesPersistedWhereValuesWereMeant(),
          new OldMigrationImportsTodaysEnum(),
          new ParentMissing(),
          new RevisionCycle(),
          new RevisionIdDuplicated(),
          new SeveralHeads(),
          new TypeCreatedTwice(),
          new TypeMissingInDatabase(),
          new TypeNameAmongItsLabels());

  private Rules() {}

  public static Optional<Rule> named(String id) {
    return ALL.stream().filter(rule -> rule.id().equals(id)).findFirst();
  }

  /** The page that explains a rule, in Markdown. */
  public static String page(Rule rule) {
    String name = "/dev/dovetail/rules/" + rule.id() + ".md";
    try (InputStream page = Rules.class.getResourceAsStream(name)) {
      if (page == null) {
        throw new IllegalStateException("there is no page " + name);
      }
      return new String(page.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + name, e);
    }
  }

  public static List<String> ids() {
    return ALL.stream().map(Rule::id).toList();
  }
}
