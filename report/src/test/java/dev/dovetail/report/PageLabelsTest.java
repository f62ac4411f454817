package dev.dovetail.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dovetail.core.schema.Schema.Label;
import dev.dovetail.core.source.Origin;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PageLabelsTest {

  private static Account side(String... labels) {
    return new Account(
        "code",
        Optional.of(
            Stream.of(labels).map(text -> new Label(text, new Origin.Implied("test"))).toList()));
  }

  @Test
  void what_only_another_side_has_follows_what_it_follows_there() {
    assertThat(PageLabels.inOrder(List.of(side("a", "b", "c"), side("z", "a", "x", "y", "c", "w"))))
        .containsExactly("z", "a", "x", "y", "b", "c", "w");
  }

  @Test
  void a_side_without_a_type_has_no_labels() {
    assertThat(PageLabels.inOrder(List.of(side("a"), new Account("replay", Optional.empty()))))
        .containsExactly("a");
  }

  @Test
  void markup_is_text() {
    assertThat(new Html().open("p", "title", "\"><i>").text("<b>&\u202e").close().toString())
        .isEqualTo("<p title=\"&quot;&gt;&lt;i&gt;\">&lt;b&gt;&amp;\\u{202e}</p>");
  }
}
