package dev.dovetail.workspace;

import dev.dovetail.core.declared.DeclaredEnum;
import dev.dovetail.core.declared.EnumColumn;
import dev.dovetail.core.judge.CodeFault;
import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.judge.FindingBuilder;
import dev.dovetail.core.judge.Judgement;
import dev.dovetail.core.judge.ServiceFacts;
import dev.dovetail.core.source.Origin;
import dev.dovetail.python.modules.Modules;
import dev.dovetail.python.syntax.Descent;
import dev.dovetail.python.syntax.Node;
import java.util.ArrayList;
import java.util.List;

/** Columns of numbers that store members which {@code auto()} counts: their positions. */
final class CountedMembers {

  private final Modules modules;

  CountedMembers(Modules modules) {
    this.modules = modules;
  }

  List<Finding> judged(List<ServiceFacts> services, Judgement.Preferences preferences) {
    List<Finding> findings = new ArrayList<>();
    if (!preferences.silences(CodeFault.POSITION_PERSISTED)) {
      for (ServiceFacts service : services) {
        for (EnumColumn column : service.columns()) {
          if (column.storage() == EnumColumn.Storage.NUMBER) {
            column
                .declared()
                .filter(declared -> declared.unknown().isEmpty())
                .filter(this::isCounted)
                .ifPresent(declared -> findings.add(finding(service, column, declared)));
          }
        }
      }
    }
    return Judgement.weighed(findings, preferences);
  }

  private boolean isCounted(DeclaredEnum declared) {
    return declared.origin() instanceof Origin.InFile at
        && at.path().endsWith(".py")
        && Undocumented.definition(modules, at).stream()
            .flatMap(definition -> definition.body().stream())
            .filter(Node.Assign.class::isInstance)
            .flatMap(assign -> Descent.calls(List.of(((Node.Assign) assign).value())).stream())
            .anyMatch(CountedMembers::isAuto);
  }

  private static boolean isAuto(Node.Call call) {
    return call.arguments().isEmpty()
        && switch (call.function()) {
          case Node.Name name -> name.id().equals("auto");
          case Node.Attribute attribute -> attribute.name().equals("auto");
          default -> false;
        };
  }

  private static Finding finding(ServiceFacts service, EnumColumn column, DeclaredEnum declared) {
    String place = column.table() + "." + column.column();
    return FindingBuilder.of(CodeFault.POSITION_PERSISTED, service.name(), column.origin())
        .also(declared.origin(), "`%s` is declared here".formatted(declared.name()))
        .says(
            place + " " + declared.name(),
            "`%s` stores numbers of `%s` that `auto()` counts: a member that is put before others, or taken away, changes what rows mean"
                .formatted(place, declared.name()),
            "write each number out, as it is today, and never change it");
  }
}
