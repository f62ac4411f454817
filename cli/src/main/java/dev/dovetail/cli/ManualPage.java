package dev.dovetail.cli;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The manual page: what {@code --help} says of every command, in troff. */
final class ManualPage {

  private final StringBuilder out = new StringBuilder();

  private ManualPage() {}

  static String of(CommandLine line) {
    ManualPage page = new ManualPage();
    page.write(line);
    return page.out.toString();
  }

  private void write(CommandLine line) {
    out.append(".TH DOVETAIL 1\n");
    section("NAME");
    text("dovetail - keeps the enums of code, migrations and PostgreSQL databases in agreement");
    section("SYNOPSIS");
    text("dovetail COMMAND [OPTIONS] [PATH]");
    section("DESCRIPTION");
    text(
        "Reads application code and migrations as text, holds them against each other and against"
            + " databases, and says where they part. `dovetail explain` lists the rules.");
    section("COMMANDS");
    Map<String, CommandLine> commands = new TreeMap<>(line.getSubcommands());
    commands.forEach((name, command) -> command(name, command));
    section("EXIT STATUS");
    item("0", "Nothing of level error was found.");
    item("1", "Errors were found; with --strict, anything was.");
    item("2", "Wrong usage or configuration.");
    item("3", "Something could not be verified.");
    section("FILES");
    item("dovetail.toml", "The configuration; or [tool.dovetail] in pyproject.toml.");
    item("dovetail-baseline.txt", "Findings that are known, by `dovetail baseline`.");
  }

  private void command(String name, CommandLine command) {
    out.append(".SS dovetail ").append(escaped(name)).append('\n');
    CommandSpec spec = command.getCommandSpec();
    text(String.join(" ", spec.usageMessage().description()));
    spec.options().stream().filter(option -> !option.hidden()).forEach(this::option);
    new TreeMap<>(command.getSubcommands())
        .forEach((inner, sub) -> {
          item(
              name + " " + inner,
              String.join(" ", sub.getCommandSpec().usageMessage().description()));
        });
    List<Examples.Example> examples = Examples.of(name);
    if (!examples.isEmpty()) {
      out.append(".PP\nExamples:\n");
      examples.forEach(example -> item("dovetail " + example.command(), example.says()));
    }
  }

  private void option(OptionSpec option) {
    String label = option.arity().max() > 0 ? " " + option.paramLabel() : "";
    item(String.join(", ", option.names()) + label, String.join(" ", option.description()));
  }

  private void section(String name) {
    out.append(".SH ").append(name).append('\n');
  }

  private void item(String name, String text) {
    out.append(".TP\n.B ").append(escaped(name)).append('\n');
    text(text);
  }

  private void text(String text) {
    out.append(escaped(text)).append('\n');
  }

  private static String escaped(String text) {
    String escaped = text.replace("\\", "\\e").replace("-", "\\-").replace("\n", " ");
    return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
  }
}
