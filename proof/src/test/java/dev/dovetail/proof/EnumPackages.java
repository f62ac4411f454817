package dev.dovetail.proof;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Invents small packages of enums: their bases stand in another module, which is imported in one of
 * the ways there are. The same seed gives the same package.
 */
final class EnumPackages {

  private EnumPackages() {}

  /** Texts by path, all below the package's folder. */
  static Map<String, String> of(String name, long seed) {
    Random random = new Random(seed);
    StringBuilder states = new StringBuilder(EnumWriter.HEADER);
    states.append(imports(name, random.nextInt(5))).append("\n\n");
    EnumWriter writer = new EnumWriter(random, states);
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      writer.next();
    }
    Map<String, String> files = new TreeMap<>();
    files.put(name + "/__init__.py", "");
    files.put(name + "/bases.py", EnumWriter.BASES);
    files.put(name + "/shared.py", "from .bases import *\nfrom .bases import Told as Told\n");
    files.put(name + "/states.py", states.toString());
    return files;
  }

  private static String imports(String name, int way) {
    String all =
        "Words, Named, NamedWords, Counted, Told, ToldWords, Pairs, Numbered, WordPairs, Inside,"
            + " IntBase";
    return switch (way) {
      case 0 -> "from .bases import " + all;
      case 1 -> "from " + name + ".bases import (" + all + ")";
      case 2 -> "from .shared import *";
      case 3 -> "from ." + "shared import " + all;
      default -> {
        StringBuilder text = new StringBuilder("import " + name + ".bases as own\n");
        for (String word : all.split(", *")) {
          text.append(word).append(" = own.").append(word).append('\n');
        }
        yield text.toString();
      }
    };
  }
}
