package dev.dovetail.report;

/** Turns of phrase that the parts of the page share. */
final class PageWords {

  private PageWords() {}

  static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
