import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { suite, test } from "node:test";
import * as flexinference from "flexinference";
import OpenAI from "openai";
import { baseUrl, key } from "../support.js";

const page = readFileSync(new URL("../../../docs/coming-from.md", import.meta.url), "utf8");
const AsyncFunction = (async () => {}).constructor;

// The lines of a table that are not in Python
function lines(heading) {
  const table = page.split(`\n## ${heading}\n`)[1].split("\n## ")[0];
  const all = [...table.matchAll(/^\| `([^`]+)` \|/gm)].map((row) => row[1]);
  return all.filter((line) => !line.includes("extra_body"));
}

function run(heading, variables) {
  suite(heading, () => {
    for (const line of lines(heading)) {
      test(line, async () => {
        const value = await new AsyncFunction(...Object.keys(variables), `return ${line};`)(...Object.values(variables));
        assert.notEqual(value, undefined);
      });
    }
  });
}

run("FlexInference's SDK for TypeScript", {
  ...flexinference,
  key,
  client: new flexinference.FlexInference({ apiKey: key, baseURL: baseUrl }),
  messages: [{ role: "user", content: "Hi" }],
  params: { model: "gpt-5.5", input: "Hi", start_within: "default" },
  response: { output: [] },
  error: new Error(),
});

run("OpenAI's SDKs for TypeScript and Python", { client: new OpenAI({ apiKey: key, baseURL: baseUrl }) });
