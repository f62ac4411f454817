package dev.dovetail.sql;

import dev.dovetail.core.source.Span;
import dev.dovetail.core.statement.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A script as it is sent to a server: what psql keeps to itself and the rows of COPY are taken out
 * of its text, and said.
 *
 * @param parts each a text that is sent at once, in their order
 * @param commands of psql: nothing of them is sent
 * @param placeholders what whoever sends the script fills in before: {@code :name}, {@code ${NAME}}
 */
public record SqlScript(List<Part> parts, List<Command> commands, List<Span> placeholders) {

  public SqlScript {
    parts = List.copyOf(parts);
    commands = List.copyOf(commands);
    placeholders = List.copyOf(placeholders);
  }

  /**
   * A text that is sent at once.
   *
   * @param text commands of psql are left blank in it, so that places stay true
   * @param start where it begins in the script
   * @param statements all of it; a command of psql that matters is one of them, which nobody
   *     understands
   * @param rows what follows a COPY FROM stdin, which then is all of the text
   */
  public record Part(
      String text, Span start, List<SqlReader.Read> statements, Optional<String> rows) {
    public Part {
      statements = List.copyOf(statements);
    }

    /** Those that a server is sent. */
    public List<SqlReader.Read> sent() {
      return statements.stream().filter(read -> !read.text().startsWith("\\")).toList();
    }

    private Part below(int lines) {
      return new Part(
          text,
          SqlScript.below(start, lines),
          statements.stream()
              .map(read ->
                  new SqlReader.Read(
                      read.statement(),
                      read.text(),
                      SqlScript.below(read.span(), lines),
                      read.cut()))
              .toList(),
          rows);
    }

    /** Where in the script a character of the text stands, counted from one as servers do. */
    public Span place(int character) {
      int at =
          text.offsetByCodePoints(
              0, Math.min(character - 1, text.codePointCount(0, text.length())));
      Span inside = new Lines(text).span(at, at);
      int line = start.line() + inside.line() - 1;
      int column = inside.line() == 1 ? start.column() + inside.column() - 1 : inside.column();
      return new Span(line, column, line, column);
    }
  }

  /**
   * A command of psql.
   *
   * @param matters that without it something else is done: it reads a file, connects, decides
   */
  public record Command(String text, Span span, boolean matters) {}

  /** Cuts a script; never fails. */
  public static SqlScript of(String sql) {
    Splitter splitter = Splitter.of(sql);
    List<SqlReader.Read> reads = SqlReader.read(sql, splitter.statements());
    return new SqlScript(
        parts(sql, splitter, reads), commands(sql, splitter), placeholders(sql, splitter, reads));
  }

  /** The same script, so many lines further down in its file. */
  public SqlScript below(int lines) {
    return new SqlScript(
        parts.stream().map(part -> part.below(lines)).toList(),
        commands.stream()
            .map(one -> new Command(one.text(), below(one.span(), lines), one.matters()))
            .toList(),
        placeholders.stream().map(span -> below(span, lines)).toList());
  }

  private static Span below(Span span, int lines) {
    return new Span(span.line() + lines, span.column(), span.endLine() + lines, span.endColumn());
  }

  private static List<Part> parts(String sql, Splitter splitter, List<SqlReader.Read> reads) {
    String bare = bare(sql, splitter.kept());
    Lines lines = new Lines(sql);
    List<Part> parts = new ArrayList<>();
    int first = 0;
    int from = 0;
    for (Splitter.Copied copied : splitter.copied()) {
      int copy = copied.statement();
      int start = splitter.statements().get(copy).get(0).start();
      add(parts, bare.substring(from, start), lines.span(from, from), reads.subList(first, copy));
      parts.add(
          new Part(
              bare.substring(start, copied.rows().start()),
              lines.span(start, start),
              reads.subList(copy, copy + 1),
              Optional.of(rows(sql.substring(copied.rows().start(), copied.rows().end())))));
      first = copy + 1;
      from = copied.rows().end();
    }
    add(parts, bare.substring(from), lines.span(from, from), reads.subList(first, reads.size()));
    return parts;
  }

  private static List<Span> placeholders(
      String sql, Splitter splitter, List<SqlReader.Read> reads) {
    Lines lines = new Lines(sql);
    List<Span> found = new ArrayList<>();
    for (Token token : splitter.placeholders()) {
      found.add(lines.span(token.start(), token.end()));
    }
    for (SqlReader.Read read : reads) {
      if (read.statement() instanceof Statement.Opaque opaque
          && opaque.reason().equals(SqlReader.PLACEHOLDER)) {
        found.add(read.span());
      }
    }
    return found;
  }

  private static void add(
      List<Part> parts, String text, Span start, List<SqlReader.Read> statements) {
    if (!statements.isEmpty()) {
      parts.add(new Part(text, start, statements, Optional.empty()));
    }
  }

  /** Without the rest of the line of the COPY, and without the line that ends them. */
  private static String rows(String token) {
    String rows = token.substring(token.indexOf('\n') + 1);
    int end = rows.length() - 2;
    boolean ended = rows.endsWith("\\.") && (end == 0 || rows.charAt(end - 1) == '\n');
    return ended ? rows.substring(0, end) : rows;
  }

  private static String bare(String sql, List<Splitter.Kept> kept) {
    if (kept.isEmpty()) {
      return sql;
    }
    StringBuilder bare = new StringBuilder(sql);
    for (Splitter.Kept one : kept) {
      for (int i = one.start(); i < one.end(); i++) {
        if (bare.charAt(i) != '\n' && bare.charAt(i) != '\r') {
          bare.setCharAt(i, one.sends() && i == one.start() ? ';' : ' ');
        }
      }
    }
    return bare.toString();
  }

  private static List<Command> commands(String sql, Splitter splitter) {
    if (splitter.kept().isEmpty()) {
      return List.of();
    }
    Lines lines = new Lines(sql);
    return splitter.kept().stream()
        .map(one ->
            new Command(
                sql.substring(one.start(), one.end()).strip(),
                lines.span(one.start(), one.end()),
                one.matters()))
        .toList();
  }
}
