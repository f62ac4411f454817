package dev.dovetail.postgres;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Passwords and names that nobody can guess. */
final class Secret {

  private static final SecureRandom RANDOM = new SecureRandom();

  private Secret() {}

  static String next() {
    return ofBytes(16);
  }

  static String ofBytes(int length) {
    byte[] bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
