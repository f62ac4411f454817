package dev.dovetail.workspace;

import dev.dovetail.core.compare.Binding;
import dev.dovetail.core.compare.Comparer;
import dev.dovetail.core.compare.Comparison;
import dev.dovetail.core.compare.Lookup;
import dev.dovetail.core.compare.Told;
import dev.dovetail.core.convention.Conformity;
import dev.dovetail.core.convention.Convention;
import dev.dovetail.core.convention.Inference;
import dev.dovetail.core.declared.DeclaredEnum;
import dev.dovetail.core.declared.DeclaredTable;
import dev.dovetail.core.declared.EnumColumn;
import dev.dovetail.core.declared.Usage;
import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.judge.Judgement;
import dev.dovetail.core.judge.Report;
import dev.dovetail.core.judge.ServiceFacts;
import dev.dovetail.core.machine.Doubt;
import dev.dovetail.core.machine.ServerVersion;
import dev.dovetail.core.machine.Session;
import dev.dovetail.core.schema.Schema;
import dev.dovetail.core.source.Tree;
import dev.dovetail.migrations.MigrationTool;
import dev.dovetail.migrations.MigrationTree;
import dev.dovetail.migrations.Stack;
import dev.dovetail.migrations.alembic.AlembicTool;
import dev.dovetail.migrations.sqlfolder.SqlFolderTool;
import dev.dovetail.python.modules.Modules;
import dev.dovetail.python.modules.Parses;
import dev.dovetail.python.settings.Settings;
import dev.dovetail.workspace.Configuration.Versions;
import dev.dovetail.workspace.Telling.Extent;
import dev.dovetail.workspace.edit.Settling;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A repository, and the way through it: its services are found, their code is read, their
 * migrations are played, the two are compared, and the rules judge what parts them.
 */
public final class Workspace {

  private static final List<MigrationTool> TOOLS = List.of(new AlembicTool(), new SqlFolderTool());

  private final Tree tree;
  private final Configuration configuration;
  private final List<Service> services;
  private final List<String> others;
  private final Modules ofMigrations;
  private final Modules ofCode;
  private final Code code;
  private final Optional<Earlier> earlier;
  private final Map<Service, Code.Facts> declared = new ConcurrentHashMap<>();

  private Workspace(
      Tree tree,
      Configuration configuration,
      Services.Found found,
      Modules ofMigrations,
      Modules ofCode,
      Optional<Earlier> earlier) {
    this.tree = tree;
    this.configuration = configuration;
    this.services = found.services();
    this.others = found.others();
    this.ofMigrations = ofMigrations;
    this.ofCode = ofCode;
    this.code = new PythonCode(ofCode, services, earlier);
    this.earlier = earlier;
  }

  /**
   * @param name what the root is called, for a service that stands in it
   * @param versions what the command line says; it goes before every configuration
   */
  public static Workspace open(Tree files, String name, Versions versions)
      throws ConfigurationException {
    return open(files, name, versions, new Parses());
  }

  /** The same, where another state of the repository was read before. */
  public static Workspace open(Tree files, String name, Versions versions, Parses parses)
      throws ConfigurationException {
    return open(files, name, versions, tree -> new Modules(tree, parses), Optional.empty());
  }

  /** The same, where many states are read and all that was told of others is taken that may be. */
  static Workspace open(Tree files, String name, Versions versions, Earlier earlier)
      throws ConfigurationException {
    return open(
        files,
        name,
        versions,
        tree -> new Modules(tree, earlier.parses()).remembering(),
        Optional.of(earlier));
  }

  private static Workspace open(
      Tree files,
      String name,
      Versions versions,
      Function<Tree, Modules> reading,
      Optional<Earlier> earlier)
      throws ConfigurationException {
    Configuration configuration = ConfigurationFile.read(files).preferring(versions);
    List<String> excluded = configuration.exclude();
    Tree tree = excluded.isEmpty() ? files : new ExcludingTree(files, excluded);
    Modules modules = reading.apply(tree);
    Services.Found found = Services.find(tree, modules, name, TOOLS, configuration);
    Workspace workspace =
        new Workspace(tree, configuration, found, modules, modules.apart(), earlier);
    Agreements.refuseStrangers(
        configuration.conventions(), workspace.services().stream().map(Service::name).toList());
    return workspace;
  }

  /** Those with a history. */
  public List<Service> services() {
    return services.stream().filter(service -> service.migrations().isPresent()).toList();
  }

  /** Those whose database can be made: by a history, or by a command that is configured. */
  public List<Service> runnable() {
    return services.stream()
        .filter(it -> it.migrations().isPresent() || it.running().migrate().isPresent())
        .toList();
  }

  /**
   * The names of the services that files belong to. A file of no service in particular, such as a
   * shared library or a configuration, belongs to all.
   */
  public Set<String> touchedBy(Collection<String> files) {
    return Ownership.touched(files, runnable());
  }

  /** What services have agreed on. */
  public List<Convention> conventions() {
    return configuration.conventions();
  }

  /** Conventions that the services follow already, as {@code dovetail.toml} would have them. */
  public String inferConventions() throws ConfigurationException {
    Map<Service, Told> told = tellAll();
    Map<String, Schema> schemas = new TreeMap<>();
    told.forEach((service, history) -> schemas.put(service.name(), history.schema()));
    List<Convention> conventions = Inference.of(schemas);
    Agreements agreements = new Agreements(conventions, told);
    List<Conformity> conformities = new ArrayList<>();
    told.forEach((service, history) -> conformities.addAll(agreements.of(service, history)));
    return conventions.stream()
        .map(convention ->
            ConventionTemplate.of(
                convention,
                conformities.stream().filter(it -> it.convention().equals(convention)).toList()))
        .collect(Collectors.joining("\n"));
  }

  /**
   * A state of the repository in which nothing that this one's migrations are made of is otherwise.
   */
  Workspace withCode(Tree files, Earlier others) {
    Tree other =
        configuration.exclude().isEmpty()
            ? files
            : new ExcludingTree(files, configuration.exclude());
    return new Workspace(
        other,
        configuration,
        new Services.Found(services, this.others),
        ofMigrations,
        new Modules(other, others.parses()).remembering(),
        Optional.of(others));
  }

  /** The files that the migrations were told from, so far; where that is remembered. */
  Set<String> askedForMigrations() {
    Set<String> asked = new HashSet<>(ofMigrations.parsed());
    services().forEach(service -> asked.addAll(service.migrations().orElseThrow().asked()));
    return asked;
  }

  /** The Python files that the code was read from, so far. */
  Set<String> parsedForCode() {
    return code.parsed();
  }

  /** What was read, but for what the configuration leaves out. */
  public Tree tree() {
    return tree;
  }

  public Configuration configuration() {
    return configuration;
  }

  /** Declared against told, and every rule. */
  public Report check() throws ConfigurationException {
    return check(facts -> List.of());
  }

  /** Who finds more than the rules do, such as what a change brings. */
  interface Judge {
    List<Finding> judge(List<ServiceFacts> facts) throws ConfigurationException;
  }

  Report check(Judge more) throws ConfigurationException {
    return check(facts(), more);
  }

  /** The same, where the facts are known. */
  Report check(List<ServiceFacts> facts, Judge more) throws ConfigurationException {
    Modules text = ofCode.apart();
    List<Finding> findings =
        new ArrayList<>(
            new SaidDowngrades(tree, text).without(Judgement.everywhere(facts, configuration)));
    findings.addAll(GuardLists.judged(tree, facts, configuration));
    findings.addAll(new Unimported(tree, text).judged(facts, configuration));
    findings.addAll(new Undocumented(tree, text).judged(facts, configuration));
    findings.addAll(Judgement.weighed(more.judge(facts), configuration));
    findings.addAll(FlywayVersions.judged(tree, configuration));
    findings.addAll(new CountedMembers(text).judged(facts, configuration));
    JavaOrdinals java = JavaOrdinals.in(tree, configuration);
    findings.addAll(java.judged(facts, configuration));
    List<Finding> stay =
        Suppressions.in(tree, facts, findings, java.files(), configuration).applied(findings);
    List<Finding> settled = new Settling(tree, text).settled(Judgement.firsts(stay));
    return new Report("check", facts, settled, Seen.in(tree, others, facts));
  }

  /** Declared against told: all that the rules are asked about. */
  public List<ServiceFacts> facts() throws ConfigurationException {
    // Code and migrations know nothing of each other until they are compared.
    CompletableFuture<List<Code.Facts>> reading =
        CompletableFuture.supplyAsync(() -> services.stream().map(code::of).toList());
    Map<Service, Told> told = tellAll();
    return facts(told, reading.join());
  }

  /** The same, where what the migrations come to is known. */
  List<ServiceFacts> facts(Map<Service, Told> told) {
    return facts(told, services.stream().map(code::of).toList());
  }

  private List<ServiceFacts> facts(Map<Service, Told> told, List<Code.Facts> read) {
    Agreements agreements = new Agreements(configuration.conventions(), told);
    Map<String, Told> neighbours = new TreeMap<>();
    told.forEach((service, history) -> neighbours.put(service.name(), history));
    List<DeclaredEnum> all = read.stream().flatMap(own -> own.enums().stream()).distinct().toList();
    List<ServiceFacts> facts = new ArrayList<>();
    for (int i = 0; i < services.size(); i++) {
      Service service = services.get(i);
      Code.Facts own = Sharing.own(service, read.get(i), told);
      declared.put(service, own);
      if (service.migrations().isPresent() || !own.isEmpty()) {
        facts.add(
            facts(
                service, own, Optional.ofNullable(told.get(service)), agreements, all, neighbours));
      }
    }
    return List.copyOf(facts);
  }

  /** The tables that the code of a service believes in. */
  public List<DeclaredTable> tables(Service service) throws ConfigurationException {
    return declared(service).tables();
  }

  /** The columns in which the code of a service stores enums. */
  public List<EnumColumn> enumColumns(Service service) throws ConfigurationException {
    return declared(service).columns();
  }

  /** Holds the enums of a service's code against any schema, such as one that was replayed. */
  public Function<Schema, List<Comparison>> enums(Service service) throws ConfigurationException {
    Code.Facts own = declared(service);
    return schema -> compare(service, own, schema, List.of());
  }

  /** The enums of a service's code that the configuration holds against tables of codes. */
  public List<Lookup> lookups(Service service) throws ConfigurationException {
    List<Binding> bindings = configuration.bindingsOf(service.name());
    return bindings.stream().anyMatch(binding -> binding.lookup().isPresent())
        ? Lookup.of(declared(service).enums(), bindings)
        : List.of();
  }

  /** What a service says of its migrations. */
  public List<MigrationTest> migrationTests(Service service) throws ConfigurationException {
    List<MigrationTest> tests = new ArrayList<>(MigrationTestsFile.of(service, tree));
    tests.addAll(MigrationTestPairs.of(service, tree));
    return tests;
  }

  /** What Python code that begins with these files takes from its surroundings. */
  public Settings settings(List<String> entries) {
    return Settings.of(ofMigrations, entries);
  }

  private Code.Facts declared(Service service) throws ConfigurationException {
    Optional<Code.Facts> known = Optional.ofNullable(declared.get(service));
    if (known.isPresent()) {
      return known.get();
    }
    boolean shared =
        services().stream().filter(other -> other.folder().equals(service.folder())).count() > 1;
    return Sharing.own(service, code.of(service), shared ? tellAll() : Map.of());
  }

  /** Those of other people's findings that no comment in the source allows. */
  public List<Finding> withoutAllowed(List<Finding> findings) {
    return Suppressions.in(tree, List.of(), findings, Set.of(), configuration).left(findings);
  }

  /** What the repository says was there before. */
  public KnownFindings known() throws ConfigurationException {
    return KnownFindings.read(tree);
  }

  /** Plays every history; they share nothing but the files, so each core takes its own. */
  private Map<Service, Told> tellAll() throws ConfigurationException {
    return tellAll(Extent.WHOLE);
  }

  /** What the migrations come to, in all that a check asks for. */
  Map<Service, Told> told() throws ConfigurationException {
    return tellAll();
  }

  /** What the migrations intend, and nothing of how they run. */
  Map<Service, Told> intended() throws ConfigurationException {
    return tellAll(Extent.INTENDED);
  }

  private Map<Service, Told> tellAll(Extent extent) throws ConfigurationException {
    Map<Service, Session> before = new LinkedHashMap<>();
    for (Service service : services()) {
      before.put(service, initial(service));
    }
    List<Map.Entry<Service, Told>> played =
        before.entrySet().parallelStream()
            .map(
                entry -> Map.entry(entry.getKey(), known(extent, entry.getKey(), entry.getValue())))
            .toList();
    Map<Service, Told> told = new LinkedHashMap<>();
    played.forEach(entry -> told.put(entry.getKey(), entry.getValue()));
    return told;
  }

  private Told known(Extent extent, Service service, Session initial) {
    return earlier.isPresent()
        ? earlier.get().told(service, extent, () -> tell(extent, service, initial))
        : tell(extent, service, initial);
  }

  private static Told tell(Extent extent, Service service, Session initial) {
    return extent.tell(service.migrations().orElseThrow(), service.versions().stack(), initial);
  }

  private ServiceFacts facts(
      Service service,
      Code.Facts own,
      Optional<Told> told,
      Agreements agreements,
      List<DeclaredEnum> all,
      Map<String, Told> neighbours) {
    List<Comparison> comparisons =
        told.map(history -> compare(service, own, history.schema(), doubts(own, history)))
            .orElseGet(() -> Comparer.withoutMigrations(own.columns()));
    return new ServiceFacts(
        service.name(),
        service.folder(),
        told,
        comparisons,
        own.uses(),
        service.critical(),
        own.unreadable(),
        told.map(history -> agreements.of(service, history)).orElse(List.of()),
        own.columns(),
        own.tables(),
        all,
        neighbours,
        own.usage().on(plainMembers(service)),
        code.unseen(service));
  }

  private static Usage.PlainMembers plainMembers(Service service) {
    Stack pinned = service.migrations().map(MigrationTree::pinned).orElseGet(Stack::unknown);
    return service
        .versions()
        .stack()
        .orElse(pinned)
        .driver()
        .map(driver ->
            switch (driver) {
              case PSYCOPG2, ASYNCPG -> Usage.PlainMembers.REFUSED;
              case PSYCOPG -> Usage.PlainMembers.NAMED;
            })
        .orElse(Usage.PlainMembers.UNKNOWN);
  }

  private static List<Doubt> doubts(Code.Facts own, Told history) {
    List<Doubt> doubts = new ArrayList<>(history.doubts());
    history.midway().ifPresent(midway -> doubts.add(midway.doubt(own.columns(), history.schema())));
    return doubts;
  }

  private List<Comparison> compare(
      Service service, Code.Facts own, Schema schema, List<Doubt> doubts) {
    return Comparer.compare(
        own.columns(), own.enums(), configuration.bindingsOf(service.name()), schema, doubts);
  }

  /** What the service's database holds before its first migration. */
  public Session initial(Service service) throws ConfigurationException {
    return initial(
        service,
        service.versions().postgres().map(ServerVersion::new).orElse(ServerVersion.DEFAULT));
  }

  /** The same, on a server of this version. */
  public Session initial(Service service, ServerVersion version) throws ConfigurationException {
    Session prepared = earlier.map(it -> it.empty(version)).orElseGet(() -> Session.open(version));
    for (Optional<String> script : List.of(service.running().setup(), service.baseline())) {
      if (script.isPresent()) {
        prepared = Baseline.apply(prepared, script.get(), tree);
      }
    }
    return prepared;
  }
}
