package dev.dovetail.workspace;

import dev.dovetail.core.declared.DeclaredEnum;
import dev.dovetail.core.judge.CodeFault;
import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.judge.FindingBuilder;
import dev.dovetail.core.judge.Judgement;
import dev.dovetail.core.judge.ServiceFacts;
import dev.dovetail.core.source.Origin;
import dev.dovetail.core.source.Tree;
import dev.dovetail.python.modules.Modules;
import dev.dovetail.python.syntax.Descent;
import dev.dovetail.python.syntax.Node;
import dev.dovetail.python.syntax.PythonFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Files that use a member of an enum whose name nothing in them brings in: a NameError when the
 * line is reached. Wherever the name stands without a dot behind it, even in a comment, it may be
 * brought in, and nothing is said.
 */
final class Unimported {

  /** What may bring in any name. */
  private static final Pattern ANYTHING =
      Pattern.compile("import\\s*\\(?\\s*\\*|\\bexec\\b|\\bglobals\\b|\\bbuiltins\\b|__dict__");

  private static final Pattern PLAIN = Pattern.compile("[A-Z]\\w{3,}");

  private final Tree tree;
  private final Modules modules;

  Unimported(Tree tree, Modules modules) {
    this.tree = tree;
    this.modules = modules;
  }

  List<Finding> judged(List<ServiceFacts> services, Judgement.Preferences preferences) {
    if (preferences.silences(CodeFault.ENUM_NOT_IMPORTED)) {
      return List.of();
    }
    List<Finding> findings = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (ServiceFacts service : services) {
      Map<String, Set<String>> enums = enums(service);
      if (!enums.isEmpty()) {
        for (String path : tree.files(service.path())) {
          if (path.endsWith(".py") && seen.add(path)) {
            findings.addAll(judged(service, path, enums));
          }
        }
      }
    }
    return Judgement.weighed(findings, preferences);
  }

  /** By name, those of whom all members are known. */
  private static Map<String, Set<String>> enums(ServiceFacts service) {
    Map<String, Set<String>> enums = new TreeMap<>();
    Set<String> unsure = new HashSet<>();
    for (DeclaredEnum declared : service.namesakes()) {
      if (declared.unknown().isPresent()) {
        unsure.add(declared.name());
      }
      if (PLAIN.matcher(declared.name()).matches()) {
        Set<String> members = enums.computeIfAbsent(declared.name(), name -> new HashSet<>());
        declared.members().forEach(member -> members.add(member.name()));
      }
    }
    enums.keySet().removeAll(unsure);
    return enums;
  }

  private List<Finding> judged(ServiceFacts service, String path, Map<String, Set<String>> enums) {
    Optional<byte[]> bytes = tree.read(path);
    Set<String> unbound =
        bytes.map(text -> DottedWords.alone(text, enums.keySet())).orElse(Set.of());
    Optional<PythonFile> file =
        unbound.isEmpty()
                || ANYTHING.matcher(new String(bytes.orElseThrow(), StandardCharsets.UTF_8)).find()
            ? Optional.empty()
            : modules.parse(path).filter(it -> it.errors().isEmpty());
    if (file.isEmpty()) {
      return List.of();
    }
    Map<String, Finding> first = new HashMap<>();
    for (Node.Attribute use : Descent.attributes(file.get().body())) {
      if (use.value() instanceof Node.Name name
          && unbound.contains(name.id())
          && enums.getOrDefault(name.id(), Set.of()).contains(use.name())) {
        first.putIfAbsent(name.id(), finding(service, new Origin.InFile(path, name.span()), name));
      }
    }
    return List.copyOf(new TreeMap<>(first).values());
  }

  private static Finding finding(ServiceFacts service, Origin at, Node.Name name) {
    String path = ((Origin.InFile) at).path();
    return FindingBuilder.of(CodeFault.ENUM_NOT_IMPORTED, service.name(), at)
        .says(
            path + " " + name.id(),
            "`%s` is used here, and nothing in this file imports or defines it: a NameError when the line is reached"
                .formatted(name.id()),
            "import it");
  }
}
