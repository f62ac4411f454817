package dev.dovetail.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The comments of one request, as GitHub's API and GitLab's give and take them. */
final class CommentHost implements AutoCloseable {

  /** Whom the token belongs to. */
  static final String SELF = "github-actions[bot]";

  private static final Pattern ALL =
      Pattern.compile("/repos/team/shop/issues/7/comments|/projects/11/merge_requests/7/notes");
  private static final Pattern ONE =
      Pattern.compile(
          "(?:/repos/team/shop/issues/comments|/projects/11/merge_requests/7/notes)/(\\d+)");

  private record Comment(String author, String body) {}

  private final HttpServer server = listening();
  private final Map<Integer, Comment> comments = new LinkedHashMap<>();
  private final List<String> changes = new ArrayList<>();
  private final String token;
  private boolean anonymous;
  private boolean readOnly;
  private boolean nonsense;
  private String moved = "";

  CommentHost(String token) throws IOException {
    this.token = token;
    server.createContext("/", this::answer);
    server.start();
  }

  static HttpServer listening() throws IOException {
    return HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  synchronized void foreign(int count) {
    for (int i = 0; i < count; i++) {
      write("alice", "comment " + i);
    }
  }

  synchronized int write(String author, String body) {
    comments.put(comments.size() + 1, new Comment(author, body));
    return comments.size();
  }

  synchronized String body(int id) {
    return comments.get(id).body();
  }

  synchronized List<String> bodies() {
    return comments.values().stream().map(Comment::body).toList();
  }

  /** What was changed, and by which method. */
  synchronized List<String> changes() {
    return List.copyOf(changes);
  }

  synchronized void anonymous() {
    anonymous = true;
  }

  synchronized void readOnly() {
    readOnly = true;
  }

  synchronized void nonsense() {
    nonsense = true;
  }

  synchronized void movedTo(String address) {
    moved = address;
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String method = exchange.getRequestMethod();
    boolean lab = path.startsWith("/projects/") || isGitLab(exchange);
    Matcher one = ONE.matcher(path);
    if (!moved.isEmpty()) {
      exchange.getResponseHeaders().add("Location", moved + path);
      send(exchange, 302, "{}");
    } else if (!knows(exchange)) {
      send(exchange, 401, "{}");
    } else if (nonsense) {
      send(exchange, 200, "[1, \"two\"]");
    } else if (path.equals("/user")) {
      send(exchange, anonymous ? 403 : 200, anonymous ? "{}" : user(SELF));
    } else if (readOnly && !method.equals("GET")) {
      send(exchange, 403, "{}");
    } else if (ALL.matcher(path).matches() && method.equals("GET")) {
      send(exchange, 200, page(exchange.getRequestURI().getQuery(), lab));
    } else if (ALL.matcher(path).matches() && method.equals("POST")) {
      changes.add("POST");
      int id = write(SELF, body(exchange));
      send(exchange, 201, shown(id, lab));
    } else if (one.matches() && method.equals(lab ? "PUT" : "PATCH")) {
      int id = Integer.parseInt(one.group(1));
      changes.add(method + " " + id);
      comments.put(id, new Comment(comments.get(id).author(), body(exchange)));
      send(exchange, 200, shown(id, lab));
    } else {
      send(exchange, 404, "{}");
    }
  }

  private static boolean isGitLab(HttpExchange exchange) {
    return exchange.getRequestHeaders().containsKey("PRIVATE-TOKEN");
  }

  private boolean knows(HttpExchange exchange) {
    return ("Bearer " + token).equals(exchange.getRequestHeaders().getFirst("Authorization"))
        || token.equals(exchange.getRequestHeaders().getFirst("PRIVATE-TOKEN"));
  }

  private String page(String query, boolean lab) {
    Matcher asked = Pattern.compile("per_page=(\\d+)&page=(\\d+)").matcher(query);
    if (!asked.matches()) {
      return "[]";
    }
    int size = Integer.parseInt(asked.group(1));
    return comments.keySet().stream()
        .skip((long) size * (Integer.parseInt(asked.group(2)) - 1))
        .limit(size)
        .map(id -> shown(id, lab))
        .collect(Collectors.joining(",", "[", "]"));
  }

  private String shown(int id, boolean lab) {
    Comment comment = comments.get(id);
    // GitHub gives line ends back as browsers send them.
    String body = lab ? comment.body() : comment.body().replace("\n", "\r\n");
    return "{\"id\": %d, \"system\": false, \"body\": \"%s\", \"%s\": %s}"
        .formatted(id, escaped(body), lab ? "author" : "user", user(comment.author()));
  }

  private static String user(String name) {
    return "{\"login\": \"%s\", \"id\": %d}".formatted(name, name.hashCode());
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\")
        .replace("\"", "\\\"")
        .replace("\r", "\\r")
        .replace("\n", "\\n");
  }

  /** The one text of an object, all others being escaped in it. */
  private static String body(HttpExchange exchange) throws IOException {
    String sent = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    Matcher text = Pattern.compile("\\{\"body\": \"((?:[^\"\\\\]|\\\\.)*+)\"}").matcher(sent);
    if (!text.matches()) {
      throw new IOException("no body: " + sent);
    }
    return Pattern.compile("\\\\(?:u(\\p{XDigit}{4})|(.))")
        .matcher(text.group(1))
        .replaceAll(found -> Matcher.quoteReplacement(character(found)));
  }

  private static String character(MatchResult escape) {
    if (escape.group(1) != null) {
      return Character.toString(Integer.parseInt(escape.group(1), 16));
    }
    return escape.group(2).equals("n") ? "\n" : escape.group(2);
  }

  private static void send(HttpExchange exchange, int status, String content) throws IOException {
    byte[] bytes = content.getBytes(UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
