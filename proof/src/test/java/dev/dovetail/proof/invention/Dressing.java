package dev.dovetail.proof.invention;

import dev.dovetail.proof.invention.Service.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Python around the blocks of a step that leaves their meaning as it is. */
final class Dressing {

  private Dressing() {}

  static Step dress(Draw draw, Step step) {
    List<String> module = new ArrayList<>(step.module());
    List<String> up = dress(draw, module, step.up());
    List<String> down = dress(draw, module, step.down());
    return new Step(step.kind(), module, up, down);
  }

  private static List<String> dress(Draw draw, List<String> module, List<String> blocks) {
    if (blocks.isEmpty() || draw.chance(0.75)) {
      return blocks;
    }
    String all = String.join("\n", blocks);
    String body = Words.indent(all);
    return switch (draw.between(0, 8)) {
      case 0 -> List.of("if op.get_bind().dialect.name == \"postgresql\":\n" + body);
      case 1 -> List.of("if not context.is_offline_mode():\n" + body);
      case 2 -> List.of("for _ in range(1):\n" + body);
      case 3 -> {
        String name = "_step_" + draw.next();
        module.add("\ndef " + name + "():\n" + body);
        yield List.of(name + "()");
      }
      case 4 -> {
        String name = "_inner_" + draw.next();
        yield List.of("def " + name + "():\n" + body + "\n" + name + "()");
      }
      case 5 ->
          List.of(
              "try:\n" + body + "\nexcept " + draw.of("KeyError", "ValueError") + ":\n    raise");
      case 6 -> List.of("if op.get_context().dialect.name != \"postgresql\":\n    return\n" + all);
      case 7 -> List.of("try:\n" + body + "\nfinally:\n    finished = True");
      default ->
          List.of(
              "with contextlib.nullcontext():\n"
                  + blocks.stream().map(Words::indent).collect(Collectors.joining("\n")));
    };
  }
}
