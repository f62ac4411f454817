package dev.dovetail.core.judge;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Every rule there is, and every fault that has a page. */
public final class Rules {

  /** Sorted by name; a rule that is not listed here does not exist. */
  public static final List<Rule> ALL =
      List.of(
          new AddValueWithoutPosition(),
          new AutocommitBlockLeavesHalf(),
          new AwareDatetimeInNaiveColumn(),
          new BackfillWithSchemaChange(),
          new BranchesDoNotCommute(),
          new CatalogWrittenByHand(),
          new CheckListNarrowed(),
          new CheckListOutOfStep(),
          new CodeDefaultIsNoLabel(),
          new ColumnUnknownToTable(),
          new CommitByHand(),
          new ConcurrentlyInTransaction(),
          new ConstraintScansTable(),
          new ConventionBroken(),
          new CreateTypeFalseIgnored(),
          new CreateTypeIfNotExists(),
          new DefaultLostByTypeChange(),
          new DowngradeDoesNothing(),
          new DowngradeFails(),
          new DropValue(),
          new EnumDefinedTwice(),
          new EnumStoredAsText(),
          new EnumUnbound(),
          new EnumUnverifiable(),
          new EnumWithoutStringBase(),
          new FileUnreadable(),
          new GuardHidesDefinition(),
          new HistoryBeginsMidway(),
          new HistoryFails(),
          new HistoryFailsOneAtATime(),
          new IdentifierTooLong(),
          new IndexBuiltWithLock(),
          new IndexDroppedWithLock(),
          new KeyBuiltWithLock(),
          new LabelBreaksTools(),
          new LabelMissingInDatabase(),
          new LabelOnlyInDatabase(),
          new LabelOrderDiffers(),
          new LabelRenamedUnderRunningCode(),
          new LabelSpelledDifferently(),
          new LabelTooLong(),
          new LabelUnknownToType(),
          new LabelsInDoBlock(),
          new LabelsNearlyAlike(),
          new LeftoverTypeAfterDowngrade(),
          new MemberIsAlias(),
          new MemberNameDiffersFromValue(),
          new MemberWithoutValue(),
          new MergeLosesLabel(),
          new ModelNotImportedByEnv(),
          new NaiveDatetimeInAwareColumn(),
          new NamesPersistedWhereValuesWereMeant(),
          new NewLabelUsedInSameTransaction(),
          new NotNullColumnWithoutDefault(),
          new NotNullScansTable(),
          new OldMigrationImportsTodaysEnum(),
          new OldTypeStillUsed(),
          new OrderByFileName(),
          new OrdinalPersisted(),
          new ParentMissing(),
          new RecreationForgets(),
          new RevisionCycle(),
          new RevisionIdDuplicated(),
          new ServerDefaultIsNoLabel(),
          new ServerManagedTimestampSet(),
          new ServicesDisagreeOnType(),
          new SeveralHeads(),
          new SqlNamesUnknownColumn(),
          new SqlNamesUnknownLabel(),
          new TypeChangeRewritesTable(),
          new TypeCreatedTwice(),
          new TypeDroppedBeforeDependents(),
          new TypeDroppedWithCascade(),
          new TypeMissingInDatabase(),
          new TypeNameAmongItsLabels(),
          new TypeNameShared(),
          new TypeRecreatedToAddLabels(),
          new TypeRenamedUnderRunningCode(),
          new TypeUsedBeforeItExists(),
          new TypeWithoutLabels(),
          new UsingLosesLabel(),
          new ValueNotSnakeCase(),
          new ValuesCallableUnordered(),
          new WordIsNoLabel());

  /**
   * The rules, what only a replay, a live database or a change shows, and faults of suppressions
   * and guards; by name.
   */
  public static final List<Fault> FAULTS =
      Stream.of(
              ALL.stream(),
              Arrays.stream(ReplayFault.values()),
              Arrays.stream(LiveFault.values()),
              Arrays.stream(SuppressionFault.values()),
              Arrays.stream(GuardFault.values()),
              Arrays.stream(ChangeFault.values()),
              Arrays.stream(CodeFault.values()))
          .<Fault>flatMap(faults -> faults)
          .sorted((one, other) -> one.id().compareTo(other.id()))
          .toList();

  private Rules() {}

  public static Optional<Fault> named(String id) {
    return FAULTS.stream().filter(fault -> fault.id().equals(id)).findFirst();
  }

  /** The page that explains a fault, in Markdown. */
  public static String page(Fault fault) {
    String name = "/dev/dovetail/rules/" + fault.id() + ".md";
    try (InputStream page = Rules.class.getResourceAsStream(name)) {
      if (page == null) {
        throw new IllegalStateException("there is no page " + name);
      }
      return new String(page.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + name, e);
    }
  }

  public static List<String> ids() {
    return FAULTS.stream().map(Fault::id).toList();
  }
}
