package dev.dovetail.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.dovetail.postgres.DisposablePostgres;
import dev.dovetail.postgres.PostgresBinaries;
import dev.dovetail.proof.invention.Inventor;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Told = replayed, over invented histories. {@code -Dhistories=2000 -Dseed=7} makes a campaign of
 * it.
 */
class InventedHistoriesTest {

  private static final int FEW = 18;
  private static final long SEED = 20_260_101;

  @Test
  void the_same_seed_invents_the_same_service() {
    for (long seed = 1; seed <= 50; seed++) {
      assertThat(Inventor.invent(seed).files(Inventor.invent(seed).driver()))
          .isEqualTo(Inventor.invent(seed).files(Inventor.invent(seed).driver()));
    }
  }

  @Test
  void what_is_told_of_invented_histories_is_what_is_replayed() throws Exception {
    List<RealAlembic> stacks = RealAlembic.found();
    assumeFalse(stacks.isEmpty(), "no Python with Alembic, SQLAlchemy and psycopg2 was found");
    List<PostgresBinaries> binaries = PostgresBinaries.found();
    assumeFalse(binaries.isEmpty(), "no PostgreSQL server on this machine");
    int histories = Integer.getInteger("histories", FEW);
    long seed = Long.getLong("seed", SEED);
    try (DisposablePostgres postgres = DisposablePostgres.start(binaries.get(0))) {
      Campaign campaign = new Campaign(stacks, postgres, Path.of("target", "histories"));
      campaign.run(seed, histories, Integer.getInteger("workers", 2));
      System.out.println("seed " + seed + ", PostgreSQL " + postgres.major());
      campaign.report().forEach(System.out::println);
      assertThat(campaign.ran()).isEqualTo(histories);
      assertThat(campaign.wrong()).isEmpty();
      assertThat(campaign.judged()).isGreaterThanOrEqualTo(histories);
      assertThat(campaign.unverifiable() * 100).isLessThanOrEqualTo(campaign.judged() * 3);
    }
  }
}
