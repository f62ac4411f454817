package dev.dovetail.workspace.edit;

/** A word in the bytes of a file, looked for before anybody decodes them. */
final class Words {

  private Words() {}

  static boolean holds(byte[] text, byte[] word) {
    for (int i = 0; i + word.length <= text.length; i++) {
      int same = 0;
      while (same < word.length && text[i + same] == word[same]) {
        same++;
      }
      if (same == word.length) {
        return true;
      }
    }
    return false;
  }
}
