package dev.dovetail.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version, from the archive that it runs from. */
final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    return new String[] {"dovetail " + number()};
  }

  static String number() {
    return Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
        .orElse("(built from source)");
  }
}
