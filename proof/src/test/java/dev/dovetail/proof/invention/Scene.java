package dev.dovetail.proof.invention;

import dev.dovetail.proof.invention.World.Column;
import dev.dovetail.proof.invention.World.Enumeration;
import dev.dovetail.proof.invention.World.Holds;
import dev.dovetail.proof.invention.World.Name;
import dev.dovetail.proof.invention.World.Place;
import dev.dovetail.proof.invention.World.Table;
import java.util.List;
import java.util.Optional;

/**
 * Where a step is invented: the chance, and the database as it is believed to be there.
 *
 * @param typed that the driver tells the server the types of parameters
 */
record Scene(Draw draw, World world, boolean typed) {

  /** What mostly fails is done now and then only. */
  boolean dares() {
    return draw.chance(0.035);
  }

  /** Whether nothing stands in the way of another type for the column. */
  boolean free(Place place) {
    Table table = place.table();
    return table.views.isEmpty() && !table.watched.contains(place.column().name());
  }

  /** Whether the type, with all that uses it, can be made anew. */
  boolean free(Name type) {
    return !world.held.contains(type) && world.using(type).stream().allMatch(this::free);
  }

  /** A column that may get another type, or now and then any. */
  Optional<Place> freePlace(Holds... holds) {
    return dares()
        ? anyPlace(holds)
        : any(world.places(holds).stream().filter(this::free).toList());
  }

  Optional<Enumeration> anyEnum() {
    return any(List.copyOf(world.enums.values()));
  }

  Optional<Table> anyTable() {
    return any(List.copyOf(world.tables.values()));
  }

  Optional<Place> anyPlace(Holds... holds) {
    return any(world.places(holds));
  }

  <T> Optional<T> any(List<T> all) {
    return all.isEmpty() ? Optional.empty() : Optional.of(draw.of(all));
  }

  Enumeration type(Column column) {
    Name name = column.type().orElseThrow();
    return Optional.ofNullable(world.enums.get(name))
        .orElse(new Enumeration(name, List.of("gone")));
  }

  /** Mostly none. */
  Optional<String> someSchema() {
    return world.schemas.isEmpty() || draw.chance(0.75)
        ? Optional.empty()
        : Optional.of(draw.of(List.copyOf(world.schemas)));
  }

  Name newType() {
    return new Name(someSchema(), Words.type(draw));
  }

  Name newTable() {
    return new Name(someSchema(), Words.table(draw));
  }

  static Name beside(Name name, String suffix) {
    return new Name(name.schema(), name.name() + suffix);
  }

  static void set(Place place, Column column) {
    place.table().put(column);
  }
}
