package dev.dovetail.core.mended;

import dev.dovetail.core.judge.Finding;
import java.util.List;

/**
 * Everything that can be mended, in the order in which it is to be written.
 *
 * @param written whether it was
 * @param left what stays, for nothing here knows how to mend it
 */
public record MendingReport(List<Mended> mended, boolean written, List<Finding> left) {

  public MendingReport {
    mended = List.copyOf(mended);
    left = List.copyOf(left);
  }

  public MendingReport asWritten() {
    return new MendingReport(mended, true, left);
  }

  public List<Mended> proven() {
    return mended.stream().filter(Mended::isProven).toList();
  }

  /** 1 where something that can be mended is not, 3 where it could not be tried here, else 0. */
  public int exitCode() {
    boolean withheld = mended.stream().anyMatch(one -> !one.isProven() && one.tried());
    if (withheld || !written && !proven().isEmpty()) {
      return 1;
    }
    return mended.stream().allMatch(Mended::tried) ? 0 : 3;
  }
}
