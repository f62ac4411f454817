package dev.dovetail.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JsonTest {

  @Test
  void keys_keep_their_order_and_lists_of_scalars_take_one_line() {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("z", 1);
    value.put("a", List.of("x", true));
    value.put("none", Optional.empty());
    value.put("inner", List.of(Map.of("k", List.of())));
    assertThat(Json.write(value))
        .isEqualTo(
            """
            {
              "z": 1,
              "a": ["x", true],
              "none": null,
              "inner": [
                {
                  "k": []
                }
              ]
            }
            """);
  }

  @Test
  void what_is_no_plain_text_is_escaped() {
    assertThat(Json.write("a\"b\\c\n\t\u0001\u009b\u202e\ud800x\ud83d\ude00"))
        .isEqualTo("\"a\\\"b\\\\c\\n\\t\\u0001\\u009b\\u202e\\ud800x\ud83d\ude00\"\n");
  }
}
