package dev.dovetail.postgres;

/** Rows that are to stay, in a database that was made here and is dropped again. */
public final class Sowing {

  private Sowing() {}

  /** What is done with the rows while they are not there for good yet. */
  public interface Sower {
    void sow(Rehearsal rehearsal) throws ServerException;
  }

  /** Does it, and makes it last. */
  public static void in(Database fresh, Sower sower) throws ServerException {
    try (Rehearsal rehearsal = Rehearsal.open(fresh.address(), Limits.usual())) {
      sower.sow(rehearsal);
      rehearsal.settle();
    }
  }
}
