package dev.dovetail.audit;

import dev.dovetail.postgres.Database;
import dev.dovetail.postgres.DisposablePostgres;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;

/**
 * A certificate that a test makes for a server at 127.0.0.1, by the JDK's own keytool.
 *
 * @param certificate as text, and what trusts it
 * @param key the server's own
 */
record Certificate(String certificate, String key) {

  private static final char[] SECRET = "of a test".toCharArray();

  static Certificate make(Path folder) throws Exception {
    Path store = folder.resolve("server.p12");
    Process keytool =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                    "-genkeypair",
                    "-alias",
                    "server",
                    "-keyalg",
                    "EC",
                    "-groupname",
                    "secp256r1",
                    "-dname",
                    "CN=127.0.0.1",
                    "-ext",
                    "SAN=ip:127.0.0.1",
                    "-validity",
                    "2",
                    "-storetype",
                    "PKCS12",
                    "-storepass",
                    new String(SECRET),
                    "-keystore",
                    store.toString()))
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (keytool.waitFor() != 0) {
      throw new IllegalStateException(said);
    }
    KeyStore keys = KeyStore.getInstance(store.toFile(), SECRET);
    return new Certificate(
        pem("CERTIFICATE", keys.getCertificate("server").getEncoded()),
        pem("PRIVATE KEY", keys.getKey("server", SECRET).getEncoded()));
  }

  private static String pem(String kind, byte[] der) {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(kind, body, kind);
  }

  Path in(Path folder) throws Exception {
    return Files.writeString(folder.resolve("server.crt"), certificate);
  }

  /** From now on, the server takes no connection without TLS. */
  void demandedBy(DisposablePostgres server, Database any) throws Exception {
    Database admin = server.admin(any);
    for (String file : List.of("crt", "key")) {
      admin.run(
          "COPY (SELECT '%s') TO PROGRAM 'umask 077; cat > server.%s' "
              .formatted((file.equals("crt") ? certificate : key).strip(), file)
              // Rows of one column, each line as it stands.
              .replace("SELECT '", "SELECT unnest(string_to_array('")
              .replace("') TO", "', E'\\n'))) TO"));
    }
    String hba = admin.rows("SHOW hba_file").getFirst().getFirst().orElseThrow();
    admin.run("ALTER SYSTEM SET ssl = on");
    admin.run(
        "COPY (SELECT unnest(ARRAY['hostssl all all 127.0.0.1/32 scram-sha-256'])) TO '%s'"
            .formatted(hba));
    admin.run("SELECT pg_reload_conf()");
  }
}
