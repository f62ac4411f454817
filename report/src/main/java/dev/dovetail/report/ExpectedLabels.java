package dev.dovetail.report;

import dev.dovetail.core.expected.Expectations;
import dev.dovetail.core.expected.Expectations.Expected;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What services expect of their databases, for guards that run where the sources are not. */
public final class ExpectedLabels {

  private static final String TEMPLATE = "dovetail_guard.py";
  private static final String PLACE = "EXPECTED = {}";

  private ExpectedLabels() {}

  /** For {@code dovetail guard --expected}. */
  public static String json(List<Expectations> services) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("dovetail", 1);
    out.put("command", "guard");
    out.put("services", services.stream().map(ExpectedLabels::service).toList());
    return Json.write(out);
  }

  /** A module without dependencies; what is JSON here is Python too. */
  public static String python(Expectations service) {
    try (InputStream template = ExpectedLabels.class.getResourceAsStream(TEMPLATE)) {
      if (template == null) {
        throw new IllegalStateException("there is no " + TEMPLATE);
      }
      String text = new String(template.readAllBytes(), StandardCharsets.UTF_8);
      int at = text.indexOf(PLACE);
      return text.substring(0, at)
          + "EXPECTED = "
          + Json.write(service(service)).stripTrailing()
          + text.substring(at + PLACE.length());
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + TEMPLATE, e);
    }
  }

  private static Map<String, Object> service(Expectations service) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("service", service.service());
    out.put("fingerprint", service.fingerprint());
    out.put("enums", service.enums().stream().map(ExpectedLabels::expected).toList());
    out.put("unknown", service.unknown());
    return out;
  }

  private static Map<String, Object> expected(Expected expected) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("enum", expected.name());
    out.put("schema", expected.schema().orElse(""));
    out.put("type", expected.type());
    out.put("columns", expected.columns());
    out.put("labels", expected.labels());
    return out;
  }
}
