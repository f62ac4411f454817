package dev.dovetail.cli;

import dev.dovetail.core.expected.Expectations;
import dev.dovetail.core.judge.ServiceFacts;
import dev.dovetail.verify.run.Json;
import dev.dovetail.workspace.ConfigurationException;
import dev.dovetail.workspace.FolderTree;
import dev.dovetail.workspace.Nearest;
import dev.dovetail.workspace.Service;
import dev.dovetail.workspace.UrlVariables;
import dev.dovetail.workspace.Workspace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What services expect, from their sources or from the file that was written of them.
 *
 * @param variables from which the service takes its database's URL, at least one: that which is
 *     configured, else those that its code reads, and the usual one; found out when asked for
 */
record Expected(Expectations expectations, Supplier<List<String>> variables) {

  private static final String USUAL = "DATABASE_URL";

  /** One for each service of a folder. */
  static List<Expected> inSources(Folder folder, FolderTree tree, StackOptions stack) {
    Workspace workspace = folder.open(tree, stack.versions());
    try {
      List<Expected> all = new ArrayList<>();
      for (ServiceFacts facts : workspace.facts()) {
        Optional<Service> service =
            workspace.services().stream()
                .filter(one -> one.name().equals(facts.name()))
                .findFirst();
        all.add(
            new Expected(
                Expectations.of(facts.name(), facts.comparisons()),
                () -> service.map(one -> variables(workspace, one)).orElse(List.of(USUAL))));
      }
      return all;
    } catch (ConfigurationException e) {
      throw new UsageException(e.reason());
    }
  }

  private static List<String> variables(Workspace workspace, Service service) {
    return service
        .running()
        .urlEnv()
        .map(List::of)
        .orElseGet(() ->
            Stream.concat(UrlVariables.of(workspace, service).stream(), Stream.of(USUAL)).toList());
  }

  /** Those of a file that {@code guard emit json} wrote. */
  static List<Expected> inFile(Path file) {
    String text;
    try {
      text = Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UsageException("--expected: `%s` cannot be read".formatted(file));
    }
    return Json.read(text)
        .flatMap(Json::asFields)
        .filter(whole -> whole.text("command").equals(Optional.of("guard")))
        .map(whole -> whole.items("services").stream().map(Expected::service).toList())
        .orElseThrow(() ->
            new UsageException(
                "--expected: `%s` was not written by `dovetail guard emit json`".formatted(file)));
  }

  private static Expected service(Json.Fields fields) {
    List<Expectations.Expected> enums =
        fields.items("enums").stream()
            .map(one ->
                new Expectations.Expected(
                    one.text("enum").orElse(""),
                    one.text("schema").filter(schema -> !schema.isEmpty()),
                    one.text("type").orElse(""),
                    one.texts("columns"),
                    one.texts("labels")))
            .toList();
    return new Expected(
        new Expectations(fields.text("service").orElse(""), enums, fields.texts("unknown")),
        () -> List.of(USUAL));
  }

  static Expected choose(List<Expected> all, Optional<String> service) {
    List<String> names = all.stream().map(one -> one.expectations().service()).toList();
    if (service.isPresent()) {
      return all.stream()
          .filter(one -> one.expectations().service().equals(service.get()))
          .findFirst()
          .orElseThrow(() ->
              new UsageException(
                  "no service `%s`; %s"
                      .formatted(service.get(), Nearest.hint(service.get(), names))));
    }
    if (all.size() != 1) {
      throw new UsageException(
          all.isEmpty()
              ? "no service was found"
              : "several services are here; choose one by --service: " + String.join(", ", names));
    }
    return all.getFirst();
  }
}
