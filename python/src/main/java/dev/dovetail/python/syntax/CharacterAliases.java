package dev.dovetail.python.syntax;

import java.util.Map;
import java.util.OptionalInt;

/** Names of control characters, which have aliases only, in Unicode's own list. */
final class CharacterAliases {

  private static final Map<String, Integer> ALIASES =
      Map.ofEntries(
          Map.entry("NULL", 0),
          Map.entry("NUL", 0),
          Map.entry("ALERT", 7),
          Map.entry("BEL", 7),
          Map.entry("BACKSPACE", 8),
          Map.entry("BS", 8),
          Map.entry("CHARACTER TABULATION", 9),
          Map.entry("HORIZONTAL TABULATION", 9),
          Map.entry("HT", 9),
          Map.entry("TAB", 9),
          Map.entry("LINE FEED", 10),
          Map.entry("NEW LINE", 10),
          Map.entry("END OF LINE", 10),
          Map.entry("LF", 10),
          Map.entry("NL", 10),
          Map.entry("EOL", 10),
          Map.entry("LINE TABULATION", 11),
          Map.entry("VERTICAL TABULATION", 11),
          Map.entry("VT", 11),
          Map.entry("FORM FEED", 12),
          Map.entry("FF", 12),
          Map.entry("CARRIAGE RETURN", 13),
          Map.entry("CR", 13),
          Map.entry("ESCAPE", 27),
          Map.entry("ESC", 27),
          Map.entry("DELETE", 127),
          Map.entry("DEL", 127),
          Map.entry("NEXT LINE", 0x85),
          Map.entry("NEL", 0x85),
          Map.entry("NBSP", 0xA0),
          Map.entry("SHY", 0xAD),
          Map.entry("ZWSP", 0x200B),
          Map.entry("ZWNJ", 0x200C),
          Map.entry("ZWJ", 0x200D),
          Map.entry("LRM", 0x200E),
          Map.entry("RLM", 0x200F),
          Map.entry("WJ", 0x2060),
          Map.entry("BYTE ORDER MARK", 0xFEFF),
          Map.entry("BOM", 0xFEFF),
          Map.entry("ZWNBSP", 0xFEFF));

  private CharacterAliases() {}

  static OptionalInt find(String upper) {
    Integer found = ALIASES.get(upper);
    return found == null ? OptionalInt.empty() : OptionalInt.of(found);
  }
}
