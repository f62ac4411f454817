package dev.dovetail.core.compare;

import dev.dovetail.core.declared.DeclaredEnum;
import dev.dovetail.core.schema.Schema.EnumType;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which enum of the code a type may have been meant for, judged by name and labels. */
final class Candidates {

  private Candidates() {}

  /** The likeliest; the first of equals, none where nothing speaks for any. */
  static Optional<DeclaredEnum> likeliest(EnumType type, List<DeclaredEnum> enums) {
    Optional<DeclaredEnum> best = Optional.empty();
    int bestScore = 0;
    Set<String> told = new HashSet<>(type.texts());
    for (DeclaredEnum declared : enums) {
      int score = nameScore(type.name().name(), declared.name()) + labelScore(told, declared);
      if (score > bestScore) {
        bestScore = score;
        best = Optional.of(declared);
      }
    }
    return best;
  }

  private static int nameScore(String type, String name) {
    String last = name.substring(name.lastIndexOf('.') + 1);
    return stem(type).equals(stem(last)) ? 100 : 0;
  }

  /** At least half of the labels must be shared for them to speak at all. */
  private static int labelScore(Set<String> told, DeclaredEnum declared) {
    int values = 0;
    int names = 0;
    for (DeclaredEnum.Member member : declared.members()) {
      values += member.value().map(told::contains).orElse(false) ? 1 : 0;
      names += told.contains(member.name()) ? 1 : 0;
    }
    int shared = Math.max(values, names);
    int most = Math.max(told.size(), declared.members().size());
    return most > 0 && 2 * shared >= most ? 100 * shared / most : 0;
  }

  private static String stem(String name) {
    String bare = Spelling.bare(name);
    for (String ending : List.of("enum", "type")) {
      if (bare.length() > ending.length() && bare.endsWith(ending)) {
        return bare.substring(0, bare.length() - ending.length());
      }
    }
    return bare;
  }
}
