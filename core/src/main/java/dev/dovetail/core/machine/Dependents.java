package dev.dovetail.core.machine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What depends on what, asked of a catalog: of each thing only as far as somebody asks, since most
 * catalogs are large and most questions small.
 */
final class Dependents {

  /**
   * That something depends on something.
   *
   * @param auto that it goes in silence with what it depends on
   */
  record Edge(Item dependent, boolean auto) {}

  /** An object with a part that was not understood: it may depend on anything named there. */
  record Dim(Item dependent, Set<String> words) {}

  private final Catalog catalog;
  private final Map<Integer, Map<Item, List<Edge>>> known = new HashMap<>();

  Dependents(Catalog catalog) {
    this.catalog = catalog;
  }

  /** In the order of their numbers. */
  List<Edge> on(Item item) {
    return known.computeIfAbsent(item.owner(), this::of).getOrDefault(item, List.of());
  }

  List<Dim> dims() {
    List<Dim> dims = new ArrayList<>();
    for (Thing thing : catalog.snapshot().holding(Holding.DIM)) {
      Holding.tell(
          thing,
          around(),
          new Holding.Listener() {
            @Override
            public void holds(Item on, Item dependent, boolean auto) {}

            @Override
            public void names(Set<String> words, Item dependent) {
              dims.add(new Dim(dependent, words));
            }
          });
    }
    return dims;
  }

  /** All that depends on a thing or its parts, its own parts among it. */
  private Map<Item, List<Edge>> of(int owner) {
    Map<Item, List<Edge>> edges = new HashMap<>();
    Holding.Listener listener =
        new Holding.Listener() {
          @Override
          public void holds(Item on, Item dependent, boolean auto) {
            if (on.owner() == owner) {
              edges.computeIfAbsent(on, key -> new ArrayList<>()).add(new Edge(dependent, auto));
            }
          }

          @Override
          public void names(Set<String> words, Item dependent) {}
        };
    List<Thing> things = new ArrayList<>(catalog.snapshot().near(owner));
    if (catalog.thing(owner, Thing.Extension.class).isPresent()) {
      things.addAll(catalog.snapshot().holding(Holding.BY_NAME));
    }
    things.forEach(thing -> Holding.tell(thing, around(), listener));
    return edges;
  }

  private Holding.Around around() {
    return new Holding.Around() {
      @Override
      public Optional<Integer> extension(String name) {
        return catalog.all(Thing.Extension.class).stream()
            .filter(extension -> extension.name().equals(name))
            .map(Thing.Extension::oid)
            .findFirst();
      }

      @Override
      public Optional<Integer> key(int table, List<Integer> columns) {
        return catalog
            .thing(table, Thing.Table.class)
            .flatMap(referenced -> ForeignKeys.keyFor(referenced, columns))
            .map(Thing.Constraint::oid);
      }

      @Override
      public boolean ownColumnsGoInSilence() {
        return catalog.version().major() < 15;
      }
    };
  }
}
