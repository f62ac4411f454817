package dev.dovetail.workspace;

import dev.dovetail.core.compare.Verdict;
import dev.dovetail.core.judge.Severity;
import dev.dovetail.core.timeline.Alarm;
import dev.dovetail.core.timeline.Checked;
import dev.dovetail.core.timeline.Contribution;
import dev.dovetail.core.timeline.Moment;
import dev.dovetail.core.timeline.Moment.Member;
import dev.dovetail.core.timeline.Moment.Reading;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes down what was told of a mainline, and reads it again. A text is written once. */
final class Transcript {

  private Transcript() {}

  /** Writes one thing. */
  interface Writing<T> {
    void write(T one) throws IOException;
  }

  /** Reads one thing. */
  interface Perusal<T> {
    T read() throws IOException;
  }

  /** The pen. */
  static final class Writer {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);
    private final Map<String, Integer> texts = new HashMap<>();
    private final Map<Contribution, Integer> contributions = new HashMap<>();

    byte[] written() {
      return bytes.toByteArray();
    }

    void number(int number) throws IOException {
      out.writeInt(number);
    }

    void text(String text) throws IOException {
      Integer known = texts.putIfAbsent(text, texts.size());
      out.writeInt(known == null ? -1 : known);
      if (known == null) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(encoded.length);
        out.write(encoded);
      }
    }

    void texts(Collection<String> all) throws IOException {
      list(all, this::text);
    }

    <T> void list(Collection<T> all, Writing<T> writing) throws IOException {
      out.writeInt(all.size());
      for (T one : all) {
        writing.write(one);
      }
    }

    <T> void optional(Optional<T> one, Writing<T> writing) throws IOException {
      list(one.stream().toList(), writing);
    }

    void contribution(Contribution contribution) throws IOException {
      Integer known = contributions.putIfAbsent(contribution, contributions.size());
      out.writeInt(known == null ? -1 : known);
      if (known == null) {
        text(contribution.commit());
        text(contribution.date().toString());
        text(contribution.author());
        text(contribution.subject());
        list(contribution.brought(), this::contribution);
      }
    }

    void moment(Moment moment) throws IOException {
      contribution(moment.contribution());
      optional(moment.reading(), this::reading);
      out.writeBoolean(moment.touched());
      texts(moment.written());
      texts(moment.edited());
      out.writeInt(moment.heads());
    }

    private void reading(Reading reading) throws IOException {
      optional(reading.code(), members -> list(members, this::member));
      optional(reading.database(), this::texts);
      text(reading.verdict().name());
      optional(reading.file(), this::text);
    }

    private void member(Member member) throws IOException {
      text(member.name());
      text(member.label());
    }

    void checked(Checked checked) throws IOException {
      contribution(checked.contribution());
      out.writeInt(checked.errors());
      out.writeInt(checked.warnings());
      list(checked.alarms(), this::alarm);
    }

    private void alarm(Alarm alarm) throws IOException {
      text(alarm.rule());
      text(alarm.severity().name());
      text(alarm.service());
      text(alarm.subject());
      text(alarm.message());
      text(alarm.place());
    }
  }

  /** The eye. */
  static final class Reader {
    private final DataInputStream in;
    private final List<String> texts = new ArrayList<>();
    private final Map<Integer, Contribution> contributions = new HashMap<>();
    private int begun;

    Reader(DataInputStream in) {
      this.in = in;
    }

    int number() throws IOException {
      return in.readInt();
    }

    String text() throws IOException {
      int known = in.readInt();
      if (known >= 0) {
        return known(known < texts.size() ? Optional.of(texts.get(known)) : Optional.empty());
      }
      int length = in.readInt();
      if (length < 0 || length > in.available()) {
        throw new IOException("cut off");
      }
      String text = new String(in.readNBytes(length), StandardCharsets.UTF_8);
      texts.add(text);
      return text;
    }

    List<String> texts() throws IOException {
      return list(this::text);
    }

    <T> List<T> list(Perusal<T> reading) throws IOException {
      int size = in.readInt();
      if (size < 0 || size > in.available()) {
        throw new IOException("cut off");
      }
      List<T> all = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        all.add(reading.read());
      }
      return all;
    }

    <T> Optional<T> optional(Perusal<T> reading) throws IOException {
      return list(reading).stream().findFirst();
    }

    Contribution contribution() throws IOException {
      int known = in.readInt();
      if (known >= 0) {
        return known(Optional.ofNullable(contributions.get(known)));
      }
      int number = begun++;
      Contribution contribution =
          new Contribution(text(), date(), text(), text(), list(this::contribution));
      contributions.put(number, contribution);
      return contribution;
    }

    private OffsetDateTime date() throws IOException {
      try {
        return OffsetDateTime.parse(text());
      } catch (DateTimeException e) {
        throw new IOException("no date", e);
      }
    }

    Moment moment() throws IOException {
      return new Moment(
          contribution(),
          optional(this::reading),
          in.readBoolean(),
          texts(),
          texts(),
          in.readInt());
    }

    private Reading reading() throws IOException {
      return new Reading(
          optional(() -> list(this::member)),
          optional(this::texts),
          constant(Verdict.values()),
          optional(this::text));
    }

    private Member member() throws IOException {
      return new Member(text(), text());
    }

    Checked checked() throws IOException {
      return new Checked(contribution(), in.readInt(), in.readInt(), list(this::alarm));
    }

    private Alarm alarm() throws IOException {
      return new Alarm(text(), constant(Severity.values()), text(), text(), text(), text());
    }

    private <E extends Enum<E>> E constant(E[] all) throws IOException {
      String name = text();
      for (E one : all) {
        if (one.name().equals(name)) {
          return one;
        }
      }
      throw new IOException("nothing is called " + name);
    }

    private static <T> T known(Optional<T> one) throws IOException {
      return one.orElseThrow(() -> new IOException("cut off"));
    }
  }
}
