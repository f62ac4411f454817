package dev.dovetail.cli;

import dev.dovetail.postgres.Cluster;
import dev.dovetail.postgres.DisposablePostgres;
import dev.dovetail.postgres.Offer;
import dev.dovetail.postgres.OfferedCluster;
import dev.dovetail.postgres.PostgresBinaries;
import dev.dovetail.postgres.PostgresChoice;
import dev.dovetail.postgres.ServerException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Where the server comes from on which databases are made. */
@Command
final class ServerOptions {

  static final String VARIABLE = "DOVETAIL_POSTGRES_URL";

  @Option(
      names = "--postgres-url",
      paramLabel = "URL",
      description =
          "A server that you offer, as its administrator: postgresql://USER@HOST:PORT/DATABASE, the"
              + " password by PGPASSWORD or ~/.pgpass; or the whole URL by the variable "
              + VARIABLE
              + ". Only a role and databases named dovetail_... are made there, and dropped.")
  Optional<String> url = Optional.empty();

  /** There is no server to be had; the message says what to do. Exit code 3. */
  static final class NoServer extends RuntimeException {
    private static final long serialVersionUID = 1;

    NoServer(String message) {
      super(message);
    }
  }

  /**
   * @param say hears of what takes long
   */
  Cluster start(StackOptions stack, Consumer<String> say) {
    Optional<Offer> offer = offer(System.getenv());
    try {
      return offer.isPresent() ? offered(offer.get(), stack, say) : disposable(stack, say);
    } catch (ServerException | IOException e) {
      throw new NoServer(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NoServer("it was interrupted");
    }
  }

  private Optional<Offer> offer(Map<String, String> environment) {
    Optional<String> variable =
        Optional.ofNullable(environment.get(VARIABLE)).filter(value -> !value.isBlank());
    try {
      if (url.isPresent()) {
        return Optional.of(Offer.ofArgument(url.get(), environment));
      }
      return variable.isPresent()
          ? Optional.of(Offer.ofVariable(variable.get(), environment))
          : Optional.empty();
    } catch (ServerException e) {
      throw new UsageException(
          (url.isPresent() ? "--postgres-url" : VARIABLE) + ": " + e.getMessage());
    }
  }

  private static Cluster offered(Offer offer, StackOptions stack, Consumer<String> say)
      throws ServerException {
    OfferedCluster cluster = OfferedCluster.open(offer, say);
    int major = cluster.version().major();
    if (stack.major().isPresent() && stack.major().get() != major) {
      cluster.close();
      throw new UsageException(
          "the offered server is PostgreSQL %d, and --postgres asks for %d"
              .formatted(major, stack.major().get()));
    }
    say.accept("on the offered server %s, PostgreSQL %d".formatted(offer, major));
    return cluster;
  }

  private static Cluster disposable(StackOptions stack, Consumer<String> say)
      throws ServerException, IOException, InterruptedException {
    PostgresChoice choice =
        stack
            .major()
            .<PostgresChoice>map(PostgresChoice.Major::new)
            .orElseGet(PostgresChoice.First::new);
    return DisposablePostgres.start(choice.among(PostgresBinaries.found()).getFirst(), say);
  }

  /** Every major version that is here, the oldest first. */
  List<Integer> everyMajor() {
    if (offer(System.getenv()).isPresent()) {
      throw new UsageException(
          "--postgres all takes what is on this machine, not an offered server");
    }
    try {
      return new PostgresChoice.All()
          .among(PostgresBinaries.found()).stream().map(PostgresBinaries::major).toList();
    } catch (ServerException e) {
      throw new NoServer(String.valueOf(e.getMessage()));
    }
  }

  /** A server of one version. */
  Cluster start(int major, Consumer<String> say) {
    try {
      PostgresChoice choice = new PostgresChoice.Major(major);
      return DisposablePostgres.start(choice.among(PostgresBinaries.found()).getFirst(), say);
    } catch (ServerException | IOException e) {
      throw new NoServer(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NoServer("it was interrupted");
    }
  }
}
