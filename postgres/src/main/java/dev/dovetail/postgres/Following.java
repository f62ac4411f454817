package dev.dovetail.postgres;

import dev.dovetail.core.schema.ObjectName;
import dev.dovetail.postgres.Dependents.Link;
import dev.dovetail.postgres.Dependents.Made;
import dev.dovetail.postgres.Dependents.Node;
import dev.dovetail.postgres.Dependents.Raw;
import dev.dovetail.postgres.Dependents.Spot;
import dev.dovetail.postgres.Takedown.Carrier;
import dev.dovetail.postgres.Takedown.Part;
import dev.dovetail.postgres.Takedown.Sort;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * From one type on along all that hangs on it: what goes when it goes, and in which order it comes
 * back.
 */
final class Following {
  private final Dependents catalog;
  private final List<Made> types;
  private final List<Spot> stored = new ArrayList<>();
  private final Set<Node> columns = new HashSet<>();
  private final Set<Node> removed = new HashSet<>();
  private final Set<Node> seen = new HashSet<>();
  private final Deque<Node> open = new ArrayDeque<>();
  private final Set<String> obstacles = new LinkedHashSet<>();

  Following(Dependents catalog, ObjectName type) {
    this.catalog = catalog;
    types = catalog.carriers.stream().filter(made -> made.type().equals(type)).toList();
  }

  Takedown takedown() {
    for (Made made : types) {
      made.obstacle()
          .ifPresent(
              why -> obstacles.add("the type `%s` %s".formatted(made.carrier().name(), why)));
      refuseOfExtension(made.node(), "the type `%s`".formatted(made.carrier().name()));
      open.add(made.node());
    }
    findColumns();
    while (!open.isEmpty()) {
      Node node = open.remove();
      if (seen.add(node)) {
        follow(node);
      }
    }
    List<Node> order = order();
    List<Part> settled = new ArrayList<>(order.stream().map(this::settled).toList());
    List<Carrier> made =
        types.stream().map(type -> withChecks(type.carrier(), order, settled)).toList();
    return new Takedown(
        settled,
        made,
        stored.stream().filter(spot -> !spot.inherited()).map(Spot::stored).toList(),
        catalog.parts.values().stream()
            .filter(raw -> raw.node().in().equals("pg_proc"))
            .filter(raw -> !removed.contains(raw.node()))
            .map(Raw::part)
            .toList(),
        List.copyOf(obstacles));
  }

  /** Whether it is one of the types themselves, or comes with one, as arrays do. */
  private boolean isRemade(long type) {
    return remade(type).isPresent();
  }

  private Optional<Made> remade(long type) {
    Node at = new Node("pg_type", type, 0);
    for (int depth = 0; depth < 8; depth++) {
      Node here = at;
      Optional<Made> made = types.stream().filter(it -> it.node().equals(here)).findFirst();
      Optional<Node> next =
          catalog.links(at).stream()
              .filter(Link::isPiece)
              .map(Link::to)
              .filter(to -> to.in().equals("pg_type"))
              .findFirst();
      if (made.isPresent() || next.isEmpty()) {
        return made;
      }
      at = next.get();
    }
    return Optional.empty();
  }

  private void findColumns() {
    for (Spot spot : catalog.spots) {
      Optional<Made> made = remade(spot.type());
      if (made.isPresent()) {
        if (made.get().carrier().sort() == Sort.RANGE) {
          obstacles.add(
              "`%s.%s` stores the range `%s`"
                  .formatted(
                      spot.stored().relation(),
                      spot.stored().column(),
                      made.get().carrier().name()));
        }
        stored.add(spot);
        columns.add(spot.node());
        if (spot.foreign()) {
          obstacles.add(
              "the rows of the foreign table `%s` are kept elsewhere"
                  .formatted(spot.stored().relation()));
        }
      }
    }
    for (Spot spot : stored) {
      // The columns that a table is partitioned by are pieces of it.
      if (catalog.links(spot.node()).stream()
          .anyMatch(it -> it.isPiece() && it.to().equals(spot.node().whole()))) {
        refusePartitioned(spot);
      }
      for (Link link : catalog.above.getOrDefault(spot.node().whole(), List.of())) {
        if (link.to().equals(spot.node())) {
          ofColumn(spot, link);
        }
      }
    }
  }

  private void refusePartitioned(Spot spot) {
    obstacles.add(
        "the table `%s` is partitioned by `%s`"
            .formatted(spot.stored().relation(), spot.stored().column()));
  }

  /** Whatever the server does not change over by itself together with the column. */
  private void ofColumn(Spot spot, Link link) {
    Node from = link.from();
    if (from.whole().equals(spot.node().whole()) && from.number() == 0) {
      refusePartitioned(spot);
      return;
    }
    catalog
        .part(from)
        .filter(node ->
            switch (catalog.raw(node).part().kind()) {
              case "index", "constraint", "statistics" -> false;
              default -> true;
            })
        .ifPresent(this::remove);
  }

  private void remove(Node node) {
    if (removed.add(node)) {
      Raw raw = catalog.raw(node);
      raw.obstacle().ifPresent(why -> obstacles.add("%s %s".formatted(raw.part().words(), why)));
      refuseOfExtension(node, raw.part().words());
      open.add(node);
      catalog.generated.forEach((column, own) -> {
        if (own.equals(node)) {
          open.add(column);
        }
      });
    }
  }

  private void refuseOfExtension(Node node, String words) {
    if (catalog.ofExtensions.contains(node)) {
      obstacles.add("%s belongs to an extension".formatted(words));
    }
  }

  /** What hangs on something that goes. */
  private void follow(Node node) {
    for (Link link : catalog.above.getOrDefault(node.whole(), List.of())) {
      if (node.number() != 0 && link.to().number() != node.number()) {
        continue;
      }
      Node from = link.from();
      Optional<Node> part = catalog.part(from);
      if (part.isPresent()) {
        remove(part.get());
      }
      if (link.isPiece()) {
        open.add(from);
      } else if (part.isEmpty() && !isKnown(from)) {
        obstacles.add(
            "%s is not put back here"
                .formatted(catalog.names.getOrDefault(from, "something in " + from.in())));
      }
    }
  }

  /** Columns that change over, and types that are made anew too. */
  private boolean isKnown(Node node) {
    if (columns.contains(node) || node.in().equals("pg_type") && isRemade(node.id())) {
      return true;
    }
    // A composite type is a relation too, and a range has functions.
    return catalog.links(node.whole()).stream()
        .anyMatch(
            link -> link.isPiece() && link.to().in().equals("pg_type") && isRemade(link.to().id()));
  }

  /** Each after those that it hangs on, and otherwise as they were made. */
  private List<Node> order() {
    Map<Node, Set<Node>> needs = new HashMap<>();
    catalog.below.forEach((from, links) -> {
      Optional<Node> own = catalog.part(from).filter(removed::contains);
      if (own.isPresent()) {
        for (Link link : links) {
          catalog
              .part(link.to())
              .filter(other -> removed.contains(other) && !other.equals(own.get()))
              .ifPresent(
                  other -> needs.computeIfAbsent(own.get(), it -> new HashSet<>()).add(other));
        }
      }
    });
    TreeSet<Node> waiting =
        new TreeSet<>(Comparator.comparingLong(Node::id).thenComparing(Node::in));
    waiting.addAll(removed);
    List<Node> order = new ArrayList<>();
    Set<Node> done = new HashSet<>();
    while (!waiting.isEmpty()) {
      Optional<Node> next =
          waiting.stream()
              .filter(node -> done.containsAll(needs.getOrDefault(node, Set.of())))
              .findFirst();
      if (next.isEmpty()) {
        obstacles.add(catalog.raw(waiting.first()).part().words() + " hangs on itself");
        return List.of();
      }
      order.add(next.get());
      done.add(next.get());
      waiting.remove(next.get());
    }
    return order;
  }

  /**
   * A domain is made with its checks where these need nothing that is not there yet: one that is
   * stored within something else takes none later.
   */
  private Carrier withChecks(Carrier carrier, List<Node> order, List<Part> settled) {
    String adding = "ALTER DOMAIN " + carrier.name() + " ADD ";
    StringBuilder make = new StringBuilder(carrier.make());
    List<String> said = new ArrayList<>(carrier.after());
    for (int i = 0; carrier.sort() == Sort.DOMAIN && i < order.size(); i++) {
      List<String> back = settled.get(i).back();
      boolean ready =
          !back.isEmpty()
              && back.getFirst().startsWith(adding)
              && !back.getFirst().endsWith(" NOT VALID")
              && catalog.links(order.get(i)).stream()
                  .noneMatch(link -> catalog.part(link.to()).filter(removed::contains).isPresent());
      if (ready) {
        make.append(' ').append(back.getFirst().substring(adding.length()));
        said.addAll(back.subList(1, back.size()));
        Part part = settled.get(i);
        settled.set(i, new Part(part.kind(), part.identity(), Optional.empty(), List.of()));
      }
    }
    return new Carrier(
        carrier.sort(),
        carrier.name(),
        carrier.schema(),
        carrier.plain(),
        make.toString(),
        carrier.standard(),
        said);
  }

  /** What stands in a view goes with it. */
  private Part settled(Node node) {
    Raw raw = catalog.raw(node);
    boolean goesAlong = raw.home().filter(removed::contains).isPresent();
    return goesAlong
        ? new Part(raw.part().kind(), raw.part().identity(), Optional.empty(), raw.part().back())
        : raw.part();
  }
}
