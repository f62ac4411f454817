package dev.dovetail.workspace;

import dev.dovetail.core.audited.AuditReport;
import dev.dovetail.core.audited.Audited;
import dev.dovetail.core.judge.Fault;
import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.judge.LiveFault;
import dev.dovetail.core.judge.ReplayFault;
import dev.dovetail.core.judge.Report;
import dev.dovetail.core.judge.Rules;
import dev.dovetail.core.source.Tree;
import dev.dovetail.core.verified.VerificationReport;
import dev.dovetail.core.verified.Verified;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The findings that were there when a team began: a file with a line each, in the repository. They
 * are passed over; the file can only shrink.
 */
public final class KnownFindings {

  public static final String FILE = "dovetail-baseline.txt";

  private static final String HEAD =
      """
      # What `dovetail check` found when this file was written. Only what is new fails.
      # `dovetail baseline` takes out what has been mended since; it adds nothing.
      """;

  private static final String HEAD_OF_VERIFIED =
      """
      # What `dovetail check` and `dovetail verify` found when this file was written. Only what is new
      # fails. `dovetail baseline --verify` takes out what has been mended since; it adds nothing.
      """;

  private static final String AUDITED = "# What `dovetail audit` found is among it.\n";

  /** At the end of the line of a finding that {@code verify} alone has. */
  private static final String VERIFIED = " (verify)";

  /** Fingerprint and the rest of the line, for people. */
  private final TreeMap<String, String> entries;

  private final boolean verified;
  private final boolean audited;

  /**
   * @param verified whether what {@code verify} found was taken too
   * @param audited whether what {@code audit} found was
   */
  private KnownFindings(TreeMap<String, String> entries, boolean verified, boolean audited) {
    this.entries = entries;
    this.verified = verified;
    this.audited = audited;
  }

  /** Empty where the repository has no such file. */
  static KnownFindings read(Tree tree) throws ConfigurationException {
    TreeMap<String, String> entries = new TreeMap<>();
    String text =
        tree.read(FILE).map(bytes -> new String(bytes, StandardCharsets.UTF_8)).orElse("");
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      if (!line.isBlank() && !line.startsWith("#")) {
        String[] parts = line.strip().split("\\s+", 2);
        if (!parts[0].matches("[0-9a-f]{16}")) {
          throw new ConfigurationException(
              FILE, number, 1, "a line begins with the 16 digits of a fingerprint");
        }
        entries.put(parts[0], parts.length > 1 ? parts[1] : "");
      }
    }
    return new KnownFindings(entries, text.startsWith(HEAD_OF_VERIFIED), text.contains(AUDITED));
  }

  public static KnownFindings of(List<Finding> findings) {
    TreeMap<String, String> entries = new TreeMap<>();
    findings.forEach(finding -> entries.put(finding.fingerprint(), line(finding)));
    return new KnownFindings(entries, false, false);
  }

  private static String line(Finding finding) {
    String line = finding.rule() + " " + finding.service() + ": " + finding.subject();
    return line.replaceAll("\\p{Cntrl}", " ");
  }

  /** Whether findings of {@code verify} were taken already: that happens once. */
  public boolean hasVerified() {
    return verified;
  }

  /** These, and what a verification found besides. That it was not possible is never known. */
  public KnownFindings withVerified(VerificationReport verification) {
    TreeMap<String, String> more = new TreeMap<>(entries);
    for (Finding finding : verification.report().findings()) {
      if (!isOfPlace(finding)) {
        more.putIfAbsent(finding.fingerprint(), line(finding) + VERIFIED);
      }
    }
    return new KnownFindings(more, true, audited);
  }

  private static boolean isOfPlace(Finding finding) {
    return finding.rule().equals(ReplayFault.MIGRATIONS_NOT_VERIFIED.id())
        || finding.rule().equals(LiveFault.DATABASE_NOT_READ.id());
  }

  /** Whether findings of {@code audit} were taken already: that happens once. */
  public boolean hasAudited() {
    return audited;
  }

  /** These, and what an audit found besides. */
  public KnownFindings withAudited(AuditReport audit) {
    TreeMap<String, String> more = new TreeMap<>(entries);
    for (Finding finding : audit.findings()) {
      if (!isOfPlace(finding)) {
        more.putIfAbsent(finding.fingerprint(), line(finding));
      }
    }
    return new KnownFindings(more, verified, true);
  }

  /** Those that an audit still finds, and those of services that it could not check. */
  public KnownFindings still(AuditReport audit) {
    Set<String> found = fingerprints(audit.findings());
    Set<String> looked =
        audit.services().stream()
            .filter(Audited::isChecked)
            .map(service -> service.facts().name())
            .collect(Collectors.toSet());
    TreeMap<String, String> still = new TreeMap<>(entries);
    still
        .entrySet()
        .removeIf(entry ->
            fault(entry).filter(LiveFault.class::isInstance).isPresent()
                && !found.contains(entry.getKey())
                && looked.contains(service(entry)));
    return new KnownFindings(still, verified, audited);
  }

  /** The audit with what is new, and a sentence on what is not. */
  public AuditReport without(AuditReport audit) {
    int passed = audit.findings().size() - without(audit.findings()).size();
    if (passed == 0) {
      return audit;
    }
    List<String> seen = new ArrayList<>(audit.seen());
    seen.add(passedOver(passed));
    return new AuditReport(audit.services(), without(audit.findings()), seen);
  }

  /**
   * Those that {@code check} or a verification still finds, and those of services that could not be
   * verified.
   */
  public KnownFindings still(List<Finding> findings, VerificationReport verification) {
    Set<String> found = fingerprints(findings);
    found.addAll(fingerprints(verification.report().findings()));
    Set<String> looked =
        verification.verified().stream()
            .filter(service -> !service.isPartlyUnverified())
            .map(Verified::service)
            .collect(Collectors.toSet());
    TreeMap<String, String> still = new TreeMap<>(entries);
    still
        .entrySet()
        .removeIf(entry ->
            !found.contains(entry.getKey())
                && (isInFiles(entry) || (isOfReplay(entry) && looked.contains(service(entry)))));
    return new KnownFindings(still, verified, audited);
  }

  private static String passedOver(int count) {
    return "%d known %s passed over (%s)"
        .formatted(count, count == 1 ? "finding is" : "findings are", FILE);
  }

  private static String service(Map.Entry<String, String> entry) {
    String rest = entry.getValue().substring(entry.getValue().indexOf(' ') + 1);
    int colon = rest.indexOf(": ");
    return colon < 0 ? rest : rest.substring(0, colon);
  }

  public boolean isEmpty() {
    return entries.isEmpty();
  }

  public int size() {
    return entries.size();
  }

  /** Those of them that are still found, and those that nobody has looked for. */
  public KnownFindings still(List<Finding> findings) {
    TreeMap<String, String> still = new TreeMap<>(entries);
    Set<String> found = fingerprints(findings);
    still.entrySet().removeIf(entry -> !found.contains(entry.getKey()) && isInFiles(entry));
    return new KnownFindings(still, verified, audited);
  }

  /** What others show is not gone because {@code check} does not find it. */
  private static boolean isInFiles(Map.Entry<String, String> entry) {
    return !entry.getValue().endsWith(VERIFIED) && fault(entry).map(Fault::isInFiles).orElse(true);
  }

  private static boolean isOfReplay(Map.Entry<String, String> entry) {
    return entry.getValue().endsWith(VERIFIED)
        || fault(entry).filter(ReplayFault.class::isInstance).isPresent();
  }

  private static Optional<Fault> fault(Map.Entry<String, String> entry) {
    return Rules.named(entry.getValue().split(" ", 2)[0]);
  }

  /** What is new. */
  public List<Finding> without(List<Finding> findings) {
    return findings.stream()
        .filter(finding -> !entries.containsKey(finding.fingerprint()))
        .toList();
  }

  /** The report with what is new, and a sentence on what is not. */
  public Report without(Report report) {
    if (entries.isEmpty()) {
      return report;
    }
    int still = report.findings().size() - without(report.findings()).size();
    List<String> seen = new ArrayList<>(report.seen());
    seen.add(passedOver(still));
    Set<String> mended = new TreeSet<>(entries.keySet());
    mended.removeAll(fingerprints(report.findings()));
    entries.entrySet().stream()
        .filter(entry -> !isInFiles(entry))
        .forEach(entry -> mended.remove(entry.getKey()));
    if (!mended.isEmpty()) {
      seen.add(
          "%s of %s mended, and `dovetail baseline` takes %s out: %s"
              .formatted(
                  mended.size() == 1 ? "1 entry" : mended.size() + " entries",
                  FILE + (mended.size() == 1 ? " is" : " are"),
                  mended.size() == 1 ? "it" : "them",
                  mended.stream().limit(3).map(entries::get).collect(Collectors.joining("; "))));
    }
    return new Report(report.command(), report.services(), without(report.findings()), seen);
  }

  /** The verification with what is new, and a sentence on what is not. */
  public VerificationReport without(VerificationReport verification) {
    Report report = verification.report();
    int passed = report.findings().size() - without(report.findings()).size();
    if (passed == 0) {
      return verification;
    }
    List<String> seen = new ArrayList<>(report.seen());
    seen.add(passedOver(passed));
    return new VerificationReport(
        new Report(report.command(), report.services(), without(report.findings()), seen),
        verification.verified().stream()
            .map(service ->
                service.with(
                    service.checks().stream()
                        .map(checked -> checked.with(without(checked.findings())))
                        .toList()))
            .toList());
  }

  /** As the file holds it: sorted, so that two branches seldom meet on a line. */
  public String text() {
    StringBuilder out = new StringBuilder(verified ? HEAD_OF_VERIFIED : HEAD);
    out.append(audited ? AUDITED : "");
    entries.forEach(
        (fingerprint, line) -> out.append(fingerprint).append("  ").append(line).append('\n'));
    return out.toString();
  }

  private static Set<String> fingerprints(List<Finding> findings) {
    return findings.stream().map(Finding::fingerprint).collect(Collectors.toSet());
  }
}
