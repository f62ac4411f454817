package dev.dovetail.cli;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A real Chromium without a window, driven by its own protocol, with nothing but the JDK. */
final class Browser implements AutoCloseable {

  private static final Pattern VALUE = Pattern.compile("\"value\":\"([^\"]*)\"");
  private static final Pattern SOCKET =
      Pattern.compile("\"webSocketDebuggerUrl\":\\s*\"([^\"]+)\"");
  private static final long PATIENCE = 60;

  private final Process process;
  private final WebSocket socket;
  private final Inbox inbox;
  private final List<String> events = new ArrayList<>();
  private int asked;

  private Browser(Process process, WebSocket socket, Inbox inbox) {
    this.process = process;
    this.socket = socket;
    this.inbox = inbox;
  }

  /** The first that is on the path. */
  static Optional<Path> found() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .flatMap(folder ->
            Stream.of("chromium", "chromium-browser", "google-chrome")
                .map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * @param profile a folder for it alone
   */
  static Browser start(Path program, Path profile) throws Exception {
    Process process =
        new ProcessBuilder(
                program.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      Path port = profile.resolve("DevToolsActivePort");
      long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE);
      while (!Files.exists(port) || Files.readAllLines(port).size() < 2) {
        if (!process.isAlive() || System.nanoTime() > until) {
          throw new IOException("the browser did not start");
        }
        Thread.onSpinWait();
        process.waitFor(20, TimeUnit.MILLISECONDS);
      }
      HttpClient client = HttpClient.newHttpClient();
      HttpRequest request =
          HttpRequest.newBuilder(
                  URI.create(
                      "http://127.0.0.1:%s/json/new?about:blank"
                          .formatted(Files.readAllLines(port).getFirst())))
              .PUT(HttpRequest.BodyPublishers.noBody())
              .build();
      Matcher address =
          SOCKET.matcher(client.send(request, HttpResponse.BodyHandlers.ofString()).body());
      if (!address.find()) {
        throw new IOException("the browser has no page");
      }
      Inbox inbox = new Inbox();
      WebSocket socket =
          client.newWebSocketBuilder().buildAsync(URI.create(address.group(1)), inbox).join();
      Browser browser = new Browser(process, socket, inbox);
      for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
        browser.ask(domain + ".enable", "{}");
      }
      return browser;
    } catch (Exception e) {
      process.destroy();
      throw e;
    }
  }

  /** Opens a file, and waits until it is there. */
  void open(Path page) throws Exception {
    events.clear();
    ask("Page.navigate", "{\"url\":\"%s\"}".formatted(page.toUri()));
    while (events.stream().noneMatch(it -> it.contains("\"Page.loadEventFired\""))) {
      next();
    }
  }

  /** What an expression comes to, as text. */
  String evaluate(String expression) throws Exception {
    String text =
        "btoa(String.fromCharCode(...new TextEncoder().encode(String((() => { %s })()))))"
            .formatted(expression);
    String code = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    String answer =
        ask(
            "Runtime.evaluate",
            "{\"expression\":\"eval(new TextDecoder().decode(Uint8Array.from(atob('%s'), c => c.charCodeAt(0))))\"}"
                .formatted(code));
    Matcher value = VALUE.matcher(answer);
    if (!value.find()) {
      throw new IllegalStateException(answer);
    }
    return new String(Base64.getDecoder().decode(value.group(1)), StandardCharsets.UTF_8);
  }

  void size(int width, int height) throws Exception {
    ask(
        "Emulation.setDeviceMetricsOverride",
        "{\"width\":%d,\"height\":%d,\"deviceScaleFactor\":1,\"mobile\":false}"
            .formatted(width, height));
  }

  void scheme(String scheme) throws Exception {
    ask(
        "Emulation.setEmulatedMedia",
        "{\"features\":[{\"name\":\"prefers-color-scheme\",\"value\":\"%s\"}]}".formatted(scheme));
  }

  /** A key, pressed and let go. */
  void key(String key, String text) throws Exception {
    ask("Input.dispatchKeyEvent", event("keyDown", key, text));
    ask("Input.dispatchKeyEvent", event("keyUp", key, text));
  }

  private static String event(String type, String key, String text) {
    int code = key.equals("Tab") ? 9 : key.equals("Enter") ? 13 : key.charAt(0);
    String typed = text.isEmpty() || type.equals("keyUp") ? "" : ",\"text\":\"" + text + "\"";
    return "{\"type\":\"%s\",\"key\":\"%s\",\"windowsVirtualKeyCode\":%d%s}"
        .formatted(type, key, code, typed);
  }

  /** Whatever the page asked for, and whatever it complained of, since it was opened. */
  List<String> requests() {
    return of("Network.requestWillBeSent");
  }

  List<String> complaints() {
    return Stream.of("Runtime.exceptionThrown", "Runtime.consoleAPICalled", "Log.entryAdded")
        .flatMap(kind -> of(kind).stream())
        .toList();
  }

  private List<String> of(String kind) {
    return events.stream().filter(it -> it.contains("\"method\":\"" + kind + "\"")).toList();
  }

  private String ask(String method, String parameters) throws Exception {
    int id = ++asked;
    socket
        .sendText(
            "{\"id\":%d,\"method\":\"%s\",\"params\":%s}".formatted(id, method, parameters), true)
        .join();
    while (true) {
      String message = next();
      if (message.startsWith("{\"id\":" + id + ",")) {
        return message;
      }
    }
  }

  private String next() throws Exception {
    String message = inbox.messages.poll(PATIENCE, TimeUnit.SECONDS);
    if (message == null) {
      throw new IOException("the browser does not answer");
    }
    if (message.startsWith("{\"method\":")) {
      events.add(message);
    }
    return message;
  }

  @Override
  public void close() {
    socket.sendText("{\"id\":0,\"method\":\"Browser.close\"}", true).join();
    process.onExit().completeOnTimeout(process, PATIENCE, TimeUnit.SECONDS).join();
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroyForcibly();
    socket.abort();
  }

  /** Collects what comes in pieces. */
  private static final class Inbox implements WebSocket.Listener {

    private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    private final StringBuilder partial = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
      partial.append(text);
      if (last) {
        messages.add(partial.toString());
        partial.setLength(0);
      }
      socket.request(1);
      return null;
    }
  }
}
