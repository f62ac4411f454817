package dev.dovetail.workspace;

import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/** Of bytes, in 64 bits: two sums that processors work out in passing, of different polynomials. */
final class Fingerprint {

  private Fingerprint() {}

  static long of(byte[] bytes, int length) {
    CRC32 one = new CRC32();
    one.update(bytes, 0, length);
    CRC32C other = new CRC32C();
    other.update(bytes, 0, length);
    return one.getValue() << 32 | other.getValue();
  }
}
