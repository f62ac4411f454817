package dev.dovetail.workspace.edit;

import dev.dovetail.core.judge.Edit;
import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.judge.Suggestion;
import dev.dovetail.core.source.Origin;
import dev.dovetail.core.source.Span;
import dev.dovetail.core.source.Tree;
import dev.dovetail.python.modules.Modules;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds in the text of the files what rules suggest to change, to the letter. What is not there, or
 * there twice, is not suggested.
 */
public final class Settling {

  private static final int MOST_PLACES = 20;

  private final Tree tree;
  private final Modules modules;

  public Settling(Tree tree, Modules modules) {
    this.tree = tree;
    this.modules = modules;
  }

  /** The same findings; each suggestion is one that can be written down, or gone. */
  public List<Finding> settled(List<Finding> findings) {
    return findings.stream()
        .map(finding ->
            finding.suggestion().isEmpty()
                ? finding
                : finding.suggesting(finding.suggestion().flatMap(this::settled)))
        .toList();
  }

  /** With edits that are known to the letter; empty where one of them has no place. */
  public Optional<Suggestion> settled(Suggestion suggestion) {
    Set<Edit> edits = new LinkedHashSet<>();
    List<Origin.InFile> elsewhere = new ArrayList<>(suggestion.elsewhere());
    for (Edit edit : suggestion.edits()) {
      List<Edit.Replacement> settled = settled(edit);
      if (settled.isEmpty()) {
        return Optional.empty();
      }
      edits.addAll(settled);
      if (edit instanceof Edit.ValueOfMember value) {
        elsewhere.addAll(elsewhere(value, settled));
      }
    }
    return Optional.of(
        new Suggestion(suggestion.title(), suggestion.safety(), List.copyOf(edits), elsewhere));
  }

  /** What the files hold then that it changes, by path. */
  public SortedMap<String, String> applied(Suggestion settled) {
    return applied(tree, settled.replacements());
  }

  /** What the files hold after these edits, by path; the same edit twice is one. */
  public static SortedMap<String, String> applied(
      Tree tree, Collection<Edit.Replacement> replacements) {
    Map<String, List<Edit.Replacement>> files =
        replacements.stream()
            .distinct()
            .collect(
                Collectors.groupingBy(edit -> edit.at().path(), TreeMap::new, Collectors.toList()));
    SortedMap<String, String> texts = new TreeMap<>();
    files.forEach((path, edits) ->
        FileText.of(tree, path).ifPresent(text -> texts.put(path, text.with(edits))));
    return texts;
  }

  private List<Edit.Replacement> settled(Edit edit) {
    Optional<FileText> file =
        FileText.of(tree, edit.at().path()).filter(text -> text.has(edit.at().span()));
    if (file.isEmpty()) {
      return List.of();
    }
    FileText text = file.get();
    return switch (edit) {
      case Edit.Replacement replacement -> List.of(replacement);
      case Edit.Matching matching ->
          matching(text, matching.at(), matching.sought(), matching.text());
      case Edit.CommentGone comment -> List.of(withoutComment(text, comment.at().span()));
      case Edit.ValueOfMember value ->
          matching(
              text,
              value.at(),
              Pattern.compile("(['\"])" + Pattern.quote(value.from()) + "\\1"),
              "$1" + value.to() + "$1");
      case Edit.StoringValues values -> python(text, values.at()).storingValues(values);
      case Edit.NotCreated type -> python(text, type.at()).notCreated(type.at().span());
      case Edit.WithLabels labels -> python(text, labels.at()).withLabels(labels);
      case Edit.OutsideTransaction statement ->
          python(text, statement.at()).outsideTransaction(statement.at().span());
    };
  }

  private PythonEdits python(FileText text, Origin.InFile at) {
    return new PythonEdits(
        text,
        at.path().endsWith(".py")
            ? modules.parse(at.path()).map(file -> file.body()).orElse(List.of())
            : List.of());
  }

  /** At the place itself, else in the statement that it is a part of; once. */
  private List<Edit.Replacement> matching(
      FileText text, Origin.InFile at, Pattern sought, String with) {
    int start = text.start(at.span());
    int end = text.end(at.span());
    Matcher matcher = sought.matcher(text.text()).useTransparentBounds(true).region(start, end);
    if (!matcher.find()) {
      Optional<Span> statement = python(text, at).statementAt(at.span());
      if (statement.isEmpty()) {
        return List.of();
      }
      matcher.region(text.start(statement.get()), text.end(statement.get()));
      if (!matcher.find()) {
        return List.of();
      }
    }
    Edit.Replacement found = text.replacing(matcher.start(), matcher.end(), expand(matcher, with));
    return matcher.find() ? List.of() : List.of(found);
  }

  /** {@code $1} and {@code $2}; nothing else is special in what rules write. */
  private static String expand(Matcher found, String with) {
    String text = with;
    for (int group = 1; group <= found.groupCount(); group++) {
      text = text.replace("$" + group, Optional.ofNullable(found.group(group)).orElse(""));
    }
    return text;
  }

  private static Edit.Replacement withoutComment(FileText text, Span comment) {
    int start = text.start(comment);
    int line = text.startOfLine(start);
    int end = text.endOfLine(start);
    String before = text.text().substring(line, start);
    if (before.isBlank()) {
      int next = text.text().indexOf('\n', end) + 1;
      return text.replacing(line, next == 0 ? text.text().length() : next, "");
    }
    return text.replacing(line + before.stripTrailing().length(), end, "");
  }

  /** Strings of the old word, in whatever the services are made of. */
  private List<Origin.InFile> elsewhere(Edit.ValueOfMember value, List<Edit.Replacement> own) {
    byte[] word = value.from().getBytes(StandardCharsets.UTF_8);
    Pattern quoted = Pattern.compile("(['\"])" + Pattern.quote(value.from()) + "\\1");
    List<Origin.InFile> places = new ArrayList<>();
    for (String path : tree.files()) {
      if ((path.endsWith(".py") || path.endsWith(".sql")) && places.size() < MOST_PLACES) {
        tree.read(path)
            .filter(bytes -> Words.holds(bytes, word))
            .flatMap(bytes -> FileText.of(tree, path))
            .ifPresent(text -> {
              Matcher found = quoted.matcher(text.text());
              while (found.find() && places.size() < MOST_PLACES) {
                Origin.InFile at = text.replacing(found.start(), found.end(), "").at();
                if (own.stream().noneMatch(edit -> edit.at().equals(at))) {
                  places.add(at);
                }
              }
            });
      }
    }
    return places;
  }
}
