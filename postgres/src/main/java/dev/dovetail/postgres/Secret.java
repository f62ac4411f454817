package dev.dovetail.postgres;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Passwords and names that nobody can guess. */
final class Secret {

  private static final SecureRandom RANDOM = new SecureRandom();

  private Secret() {}

  static String next() {
    return ofBytes(16);
  }

  /**
   * A password as PostgreSQL keeps it (SCRAM, RFC 5803), with one round of hashing. Thousands of
   * them slow down who guesses passwords that people made up; nobody guesses one of ours, and each
   * connection would pay for them.
   */
  static String verifier(String password) {
    byte[] salt = new byte[16];
    RANDOM.nextBytes(salt);
    byte[] counted = Arrays.copyOf(salt, salt.length + Integer.BYTES);
    counted[counted.length - 1] = 1;
    byte[] salted = hmac(ascii(password), counted);
    Base64.Encoder base64 = Base64.getEncoder();
    return "SCRAM-SHA-256$1:%s$%s:%s"
        .formatted(
            base64.encodeToString(salt),
            base64.encodeToString(sha256(hmac(salted, ascii("Client Key")))),
            base64.encodeToString(hmac(salted, ascii("Server Key"))));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] hmac(byte[] key, byte[] text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }

  private static byte[] sha256(byte[] text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  static String ofBytes(int length) {
    byte[] bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
