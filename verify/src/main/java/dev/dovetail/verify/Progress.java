package dev.dovetail.verify;

import dev.dovetail.core.verified.Check;
import dev.dovetail.core.verified.Verified;

/** Hears how a verification goes on; from several threads, one for each service under way. */
public interface Progress {

  /** The server is ready, and this many services wait. */
  void starts(int services);

  void begins(String service);

  /** Step {@code number} of {@code of} of a check begins. */
  void step(String service, Check check, int number, int of, String revision);

  void ends(Verified verified);

  /** Nobody listens. */
  static Progress silent() {
    return new Progress() {
      @Override
      public void starts(int services) {}

      @Override
      public void begins(String service) {}

      @Override
      public void step(String service, Check check, int number, int of, String revision) {}

      @Override
      public void ends(Verified verified) {}
    };
  }
}
