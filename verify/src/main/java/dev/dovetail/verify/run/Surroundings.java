package dev.dovetail.verify.run;

import dev.dovetail.postgres.Address;
import dev.dovetail.workspace.Running;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The environment that foreign code sees: what is allowed of ours, and the disposable database. */
final class Surroundings {

  private static final Set<String> ALLOWED =
      Set.of(
          "PATH",
          "LANG",
          "LANGUAGE",
          "TZ",
          "TERM",
          "PYTHONPATH",
          "PYTHONHOME",
          "VIRTUAL_ENV",
          "LD_LIBRARY_PATH",
          "DYLD_LIBRARY_PATH",
          "SSL_CERT_FILE",
          "SSL_CERT_DIR",
          "SYSTEMROOT",
          "TMPDIR");

  private Surroundings() {}

  /** For the process as it starts: nothing secret, as others can read it. */
  static SortedMap<String, String> ofProcess(Map<String, String> ours, String home) {
    SortedMap<String, String> kept = new TreeMap<>();
    ours.forEach((name, value) -> {
      if (ALLOWED.contains(name) || name.startsWith("LC_")) {
        kept.put(name, value);
      }
    });
    // Packages that were installed for this user alone stand in the home that is taken away.
    if (ours.containsKey("PYTHONUSERBASE") || ours.containsKey("HOME")) {
      kept.put(
          "PYTHONUSERBASE",
          ours.getOrDefault("PYTHONUSERBASE", ours.getOrDefault("HOME", "") + "/.local"));
    }
    kept.put("HOME", home);
    kept.put("PYTHONDONTWRITEBYTECODE", "1");
    kept.put("PYTHONIOENCODING", "utf-8:backslashreplace");
    return kept;
  }

  /** For the code of one database. */
  static SortedMap<String, String> ofDatabase(
      Map<String, String> process, Address address, String scheme, Running running) {
    SortedMap<String, String> all = new TreeMap<>(process);
    all.putAll(address.environment());
    String url = url(address, scheme);
    all.put("DATABASE_URL", url);
    running.urlEnv().ifPresent(name -> all.put(name, url));
    running.environment().forEach((name, value) -> all.put(name, filled(value, address, url)));
    return all;
  }

  static String url(Address address, String scheme) {
    return "%s://%s:%s@%s:%d/%s"
        .formatted(
            scheme,
            address.user(),
            address.password(),
            address.host(),
            address.port(),
            address.database());
  }

  /** A configured value, with the database in the places that it leaves for it. */
  static String filled(String value, Address address, String url) {
    return value
        .replace("{url}", url)
        .replace("{host}", address.host())
        .replace("{port}", Integer.toString(address.port()))
        .replace("{user}", address.user())
        .replace("{password}", address.password())
        .replace("{database}", address.database());
  }
}
