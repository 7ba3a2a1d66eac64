import assert from "node:assert/strict";
import { suite, test } from "node:test";
import {
  FlexInference,
  FlexInferenceError,
  interactionText,
  messageText,
  outputText,
} from "flexinference";
import { baseUrl, bookSchema, collect, key, revokedKey, weatherSchema } from "../support.js";

const client = new FlexInference({ apiKey: key, baseURL: baseUrl });
const user = (content) => [{ role: "user", content }];

suite("flexinference", () => {
  test("responses", async () => {
    const response = await client.responses.create({
      model: "gpt-5.5",
      input: "Count to 3",
      start_within: "00h-00m-30s",
    });
    assert.equal(outputText(response), "1 2 3.");
    assert.equal(response.usage.routing.requested_provider, "openai");
    assert.ok(response.usage.cost.total_micro_usd > 0);
  });

  test("responses, streamed with its cost", async () => {
    const events = await collect(
      await client.responses.create({
        model: "gpt-5-nano",
        input: "Count to 3",
        stream: true,
        start_within: "default",
        include_cost: true,
      }),
    );
    const text = events.filter((e) => e.type === "response.output_text.delta").map((e) => e.delta);
    assert.equal(text.join(""), "1 2 3.");
    const last = events.at(-1);
    assert.equal(last.type, "response.completed");
    assert.equal(outputText(last.response), "1 2 3.");
    assert.ok(last.response.usage.cost.total_micro_usd > 0);
  });

  test("responses, streamed without cost", async () => {
    const events = await collect(
      await client.responses.create({ model: "gpt-5-nano", input: "Hello", stream: true, start_within: "default" }),
    );
    assert.equal(events.at(-1).response.usage.cost, undefined);
  });

  test("responses, tool and structured output", async () => {
    const tool = await client.responses.create({
      model: "gpt-5.5",
      input: "Ask weather about Oslo",
      tools: [{ type: "function", name: "weather", parameters: weatherSchema, strict: true }],
      start_within: "default",
    });
    assert.equal(typeof JSON.parse(tool.output[0].arguments).city, "string");
    const book = await client.responses.create({
      model: "gpt-5.5",
      input: "A book, please",
      text: { format: { type: "json_schema", name: "book", schema: bookSchema, strict: true } },
      start_within: "default",
    });
    assert.equal(typeof JSON.parse(outputText(book)).title, "string");
  });

  test("chat completions", async () => {
    const completion = await client.chat.completions.create({
      model: "gemini-3.5-flash",
      messages: user("Count to 3"),
      start_within: "priority",
    });
    assert.equal(outputText(completion), "1 2 3.");
    assert.equal(completion.service_tier, "priority");
  });

  test("chat completions, streamed with their cost", async () => {
    const chunks = await collect(
      await client.chat.completions.create({
        model: "gpt-5-nano",
        messages: user("Count to 3"),
        stream: true,
        stream_options: { include_usage: true },
        start_within: "default",
        include_cost: true,
      }),
    );
    assert.equal(chunks.map((c) => c.choices[0]?.delta.content ?? "").join(""), "1 2 3.");
    assert.equal(chunks.at(-1).usage.completion_tokens, 3);
    assert.ok(chunks.at(-1).usage.cost.total_micro_usd > 0);
  });

  test("interactions", async () => {
    const interaction = await client.interactions.create({
      model: "gemini-3.5-flash",
      input: "Count to 3",
      start_within: "00h-01m-00s",
    });
    assert.equal(interactionText(interaction), "1 2 3.");
    assert.equal(interaction.status, "completed");
  });

  test("interactions, streamed", async () => {
    const events = await collect(
      await client.interactions.create({
        model: "gemini-3.5-flash",
        input: "Count to 3",
        stream: true,
        start_within: "default",
      }),
    );
    const text = events.filter((e) => e.event_type === "step.delta").map((e) => e.delta.text);
    assert.equal(text.join(""), "1 2 3.");
    assert.equal(events.at(-1).interaction.usage.total_output_tokens, 3);
  });

  test("messages", async () => {
    const message = await client.messages.create({
      model: "claude-opus-4-8",
      max_tokens: 64,
      messages: user("Count to 3"),
      start_within: "default",
    });
    assert.equal(messageText(message), "1 2 3.");
    assert.equal(message.service_tier, "standard");
  });

  test("messages, streamed", async () => {
    const events = await collect(
      await client.messages.create({
        model: "claude-opus-4-8",
        max_tokens: 64,
        messages: user("Count to 3"),
        stream: true,
        start_within: "default",
      }),
    );
    const text = events.filter((e) => e.type === "content_block_delta").map((e) => e.delta.text);
    assert.equal(text.join(""), "1 2 3.");
    assert.equal(events.at(-1).type, "message_stop");
  });

  test("401 in each envelope", async () => {
    const revoked = new FlexInference({ apiKey: revokedKey, baseURL: baseUrl });
    const calls = [
      () => revoked.responses.create({ model: "gpt-5.5", input: "Hello", start_within: "default" }),
      () => revoked.chat.completions.create({ model: "gpt-5.5", messages: user("Hello"), start_within: "default" }),
      () => revoked.interactions.create({ model: "gpt-5.5", input: "Hello", start_within: "default" }),
      () => revoked.messages.create({ model: "gpt-5.5", messages: user("Hello"), start_within: "default" }),
    ];
    for (const call of calls) {
      await assert.rejects(call, (error) => {
        assert.ok(error instanceof FlexInferenceError);
        assert.equal(error.status, 401);
        assert.equal(error.code, "revoked_api_key");
        assert.equal(error.errorClass, "authentication");
        assert.equal(error.origin, "flexinference");
        assert.equal(error.retryable, false);
        return true;
      });
    }
  });

  test("400", async () => {
    await assert.rejects(
      client.messages.create({ model: "claude-opus-4-8", messages: user("Hello"), start_within: "00h-00m-30s" }),
      { name: "FlexInferenceError", status: 400, code: "flex_unsupported_for_anthropic", errorClass: "capability" },
    );
    await assert.rejects(
      client.responses.create({ model: "gpt-5.5", input: "Hello", start_within: "default", service_tier: "flex" }),
      { name: "FlexInferenceError", status: 400, code: "service_tier_not_allowed", param: "service_tier" },
    );
  });
});
