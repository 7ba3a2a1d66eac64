import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { createAnthropic } from "@ai-sdk/anthropic";
import { createOpenAI } from "@ai-sdk/openai";
import { APICallError, Output, generateText, isStepCount, streamText, tool } from "ai";
import { z } from "zod";
import { baseUrl, key, revokedKey } from "../support.js";

const startingWithin = (startWithin) => (url, init) =>
  fetch(url, { ...init, body: JSON.stringify({ ...JSON.parse(init.body), start_within: startWithin }) });

const openai = createOpenAI({ apiKey: key, baseURL: baseUrl, fetch: startingWithin("00h-00m-30s") });
const anthropic = createAnthropic({ authToken: key, baseURL: baseUrl, fetch: startingWithin("default") });
const models = {
  responses: openai("gpt-5.5"),
  "chat completions": openai.chat("gpt-5-nano"),
  messages: anthropic("claude-opus-4-8"),
};
const prompt = "Count to 3";
const maxRetries = 0;

suite("ai", () => {
  for (const [format, model] of Object.entries(models)) {
    test(format, async () => {
      const { text, usage, finishReason } = await generateText({ model, prompt, maxRetries });
      assert.equal(text, "1 2 3.");
      assert.equal(usage.outputTokens, 3);
      assert.equal(finishReason, "stop");
    });

    test(`${format}, streamed`, async () => {
      const { textStream } = streamText({ model, prompt, maxRetries });
      const deltas = await Array.fromAsync(textStream);
      assert.ok(deltas.length > 1);
      assert.equal(deltas.join(""), "1 2 3.");
    });

    test(`${format}, tool`, async () => {
      const cities = [];
      const weather = tool({
        inputSchema: z.object({ city: z.string() }),
        execute: ({ city }) => {
          cities.push(city);
          return "7 degrees";
        },
      });
      const { text } = await generateText({
        model,
        prompt: "Ask weather about Oslo",
        tools: { weather },
        stopWhen: isStepCount(3),
        maxRetries,
      });
      assert.match(text, /7 degrees/);
      assert.equal(cities.length, 1);
    });

    test(`${format}, structured output`, async () => {
      const schema = z.object({ title: z.string(), year: z.number().int() });
      const { output } = await generateText({
        model,
        prompt: "A book, please",
        output: Output.object({ schema }),
        maxRetries,
      });
      assert.ok(schema.parse(output));
    });
  }

  test("401", async () => {
    const revoked = createOpenAI({ apiKey: revokedKey, baseURL: baseUrl, fetch: startingWithin("default") });
    await assert.rejects(generateText({ model: revoked("gpt-5.5"), prompt, maxRetries }), (error) => {
      assert.ok(APICallError.isInstance(error));
      assert.equal(error.statusCode, 401);
      assert.match(error.message, /revoked/);
      return true;
    });
  });

  test("400", async () => {
    const plain = createOpenAI({ apiKey: key, baseURL: baseUrl });
    await assert.rejects(generateText({ model: plain("gpt-5.5"), prompt, maxRetries }), (error) => {
      assert.equal(error.statusCode, 400);
      assert.equal(error.data.error.code, "missing_start_within");
      return true;
    });
  });
});
