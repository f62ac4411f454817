package dev.dovetail.audit;

import dev.dovetail.core.audited.AuditedDatabase;
import dev.dovetail.core.compare.Comparison;
import dev.dovetail.core.impact.Live;
import dev.dovetail.core.impact.Seat;
import dev.dovetail.core.live.LiveEnum;
import dev.dovetail.core.live.RowCount;
import dev.dovetail.core.schema.ObjectName;
import dev.dovetail.core.schema.Schema;
import dev.dovetail.postgres.Address;
import dev.dovetail.postgres.Observation;
import dev.dovetail.postgres.ServerException;
import dev.dovetail.workspace.Service;
import dev.dovetail.workspace.Workspace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the databases of services hold of an enum: rows by label, and what hangs on its type. */
public final class Holdings {

  private final List<Seat> seats;
  private final Asked asked;

  private Holdings(List<Seat> seats, Asked asked) {
    this.seats = seats;
    this.asked = asked;
  }

  /**
   * Looks into every database of every service that keeps labels of it.
   *
   * @param seats where labels are kept, of all services
   */
  public static List<Live> of(
      Workspace workspace, Whereabouts whereabouts, List<Seat> seats, Asked asked) {
    List<Service> services = workspace.services();
    Map<String, List<Seat>> byService = new LinkedHashMap<>();
    seats.forEach(
        seat -> byService.computeIfAbsent(seat.service(), any -> new ArrayList<>()).add(seat));
    List<Live> live = new ArrayList<>();
    byService.forEach((name, own) ->
        services.stream()
            .filter(service -> service.name().equals(name))
            .forEach(service -> {
              for (Whereabouts.Found found : whereabouts.of(service, services.size() == 1)) {
                live.add(new Holdings(own, asked).read(name, found));
              }
            }));
    return live;
  }

  private Live read(String service, Whereabouts.Found found) {
    return switch (found) {
      case Whereabouts.At(Address address) -> new Live(service, address.toString(), read(address));
      case Whereabouts.Unreadable(String by, String reason) ->
          new Live(
              service,
              by,
              new Live.Unread("what names it cannot be read: " + reason, "look at " + by));
    };
  }

  private Live.Reading read(Address address) {
    try (Observation observation = Observation.open(address, asked.limits())) {
      return read(observation);
    } catch (ServerException e) {
      AuditedDatabase.Unread why = Unreached.by(e, address);
      return new Live.Unread(why.reason(), why.help());
    }
  }

  private Live.Read read(Observation observation) throws ServerException {
    Schema schema = observation.schema();
    SortedMap<ObjectName, Boolean> hidden = observation.hiddenTables();
    List<Live.Column> columns = new ArrayList<>();
    for (Map.Entry<String, Place> entry : places(schema).entrySet()) {
      columns.add(new Live.Column(entry.getKey(), rows(entry.getValue(), observation, hidden)));
    }
    List<LiveEnum.Dependent> dependents = new ArrayList<>();
    for (LiveEnum type : observation.enums().values()) {
      if (isOurs(type.name())) {
        type.dependents().stream()
            .filter(dependent -> !dependent.kind().endsWith("column"))
            .forEach(dependents::add);
      }
    }
    return new Live.Read(columns, dependents);
  }

  /** A column of a table that is there. */
  private record Place(ObjectName table, String column, boolean several) {}

  private SortedMap<String, Place> places(Schema schema) {
    SortedMap<String, Place> places = new TreeMap<>();
    for (Schema.Table table : schema.tables().values()) {
      for (Schema.Column column : table.columns()) {
        Comparison.Column place = new Comparison.Column(table.name(), column.name());
        if (column.enumType().filter(this::isOurs).isPresent() || isText(place, column)) {
          places.put(
              place.toString(),
              new Place(table.name(), column.name(), column.type().endsWith("[]")));
        }
      }
    }
    return places;
  }

  private boolean isOurs(ObjectName type) {
    return seats.stream().anyMatch(seat -> seat.type().filter(type::equals).isPresent());
  }

  /** A column of text that the code takes for one of labels. */
  private boolean isText(Comparison.Column place, Schema.Column column) {
    return column.enumType().isEmpty()
        && seats.stream().anyMatch(seat -> seat.column().filter(place::equals).isPresent());
  }

  private Optional<RowCount> rows(
      Place place, Observation observation, SortedMap<ObjectName, Boolean> hidden)
      throws ServerException {
    if (asked.counting() == Asked.Counting.NONE) {
      return Optional.empty();
    }
    if (hidden.containsKey(place.table())) {
      return Optional.of(new RowCount.Unknown("the rows of " + place.table() + " may not be read"));
    }
    if (place.several()) {
      return Optional.of(new RowCount.Unknown("a row holds several labels"));
    }
    return Optional.of(
        asked.counting() == Asked.Counting.EXACT
            ? observation.count(place.table(), place.column())
            : observation.estimate(place.table(), place.column()));
  }
}
