package dev.dovetail.cli;

import dev.dovetail.core.judge.Rules;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** A shell function that completes commands, options and their words; the rest are files. */
final class Completions {

  private static final String COMMITS =
      "$(git for-each-ref --format='%(refname:short)' 2>/dev/null)";

  private Completions() {}

  static String zsh(CommandLine line) {
    return """
    #compdef dovetail
    autoload -U +X bashcompinit && bashcompinit
    """
        + bash(line);
  }

  static String bash(CommandLine line) {
    Map<String, CommandLine> commands = new TreeMap<>(line.getSubcommands());
    StringBuilder out = new StringBuilder();
    out.append(
        """
        # dovetail: `source <(dovetail completion bash)`, or a file in bash-completion's folder.
        _dovetail() {
          local current="${COMP_WORDS[COMP_CWORD]}" previous="${COMP_WORDS[COMP_CWORD-1]}" command= word words=
          COMPREPLY=()
          for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
            case "$word" in
              %s) command=$word; break ;;
            esac
          done
          case "$command $previous" in
        """
            .formatted(String.join(" | ", commands.keySet())));
    commands.forEach((name, command) -> values(out, name, command.getCommandSpec()));
    out.append("  esac\n");
    out.append("  case \"$command $current\" in\n");
    out.append("    \" \"*) words=\"%s\" ;;\n".formatted(words(line, commands.keySet())));
    commands.forEach((name, command) -> words(out, name, command));
    out.append(
        """
          esac
          [ -z "$words" ] || COMPREPLY=($(compgen -W "$words" -- "$current"))
        }
        complete -o default -F _dovetail dovetail
        """);
    return out.toString();
  }

  /** What an option takes. */
  private static void values(StringBuilder out, String command, CommandSpec spec) {
    for (OptionSpec option : spec.options()) {
      List<String> values = new ArrayList<>();
      if (option.completionCandidates() != null) {
        option.completionCandidates().forEach(word -> values.add(word.toLowerCase(Locale.ROOT)));
      }
      String words = option.paramLabel().equals("COMMIT") ? COMMITS : String.join(" ", values);
      if (option.arity().max() > 0 && !words.isEmpty()) {
        for (String name : option.names()) {
          out.append(
              "    \"%s %s\") COMPREPLY=($(compgen -W \"%s\" -- \"$current\")); return ;;\n"
                  .formatted(command, name, words));
        }
      }
    }
  }

  private static void words(StringBuilder out, String name, CommandLine command) {
    List<String> plain = new ArrayList<>(command.getSubcommands().keySet());
    if (name.equals("explain")) {
      plain.addAll(Rules.ids());
    }
    if (name.equals("completion")) {
      plain.addAll(List.of("bash", "man", "zsh"));
    }
    out.append("    \"%s -\"*) words=\"%s\" ;;\n".formatted(name, words(command, List.of())));
    if (!plain.isEmpty()) {
      out.append("    \"%s \"*) words=\"%s\" ;;\n".formatted(name, String.join(" ", plain)));
    }
  }

  private static String words(CommandLine command, Iterable<String> more) {
    List<String> words = new ArrayList<>();
    more.forEach(words::add);
    for (OptionSpec option : command.getCommandSpec().options()) {
      if (!option.hidden()) {
        words.add(option.longestName());
      }
    }
    return String.join(" ", words);
  }
}
