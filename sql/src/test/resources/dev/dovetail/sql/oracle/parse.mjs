// Reads SQL texts, one JSON string a line; answers for each what PostgreSQL's own grammar says of it.
import readline from "node:readline";
import { loadModule, parseSync } from "libpg-query";

await loadModule();
const answers = [];
for await (const line of readline.createInterface({ input: process.stdin })) {
  try {
    const tree = parseSync(JSON.parse(line));
    answers.push("ok " + (tree.stmts ?? []).map((s) => Object.keys(s.stmt)[0]).join(","));
  } catch (error) {
    answers.push("error " + String(error.message).replaceAll("\n", "\\n"));
  }
}
console.log(answers.join("\n"));
