import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { GoogleGenAI } from "@google/genai";
import { bookSchema, collect, key, origin, revokedKey, weatherSchema } from "../support.js";

// The SDK sends its key as x-goog-api-key; the router wants a bearer token
const connect = (apiKey) =>
  new GoogleGenAI({
    apiKey,
    apiVersion: "v1",
    httpOptions: { baseUrl: origin, headers: { Authorization: `Bearer ${apiKey}` } },
  });

const client = connect(key);
const base = { model: "gemini-3.5-flash", start_within: "00h-01m-00s" };
const tools = [{ type: "function", name: "weather", parameters: weatherSchema }];

suite("@google/genai", () => {
  test("interactions", async () => {
    const interaction = await client.interactions.create({ ...base, input: "Count to 3" });
    assert.equal(interaction.steps[0].content[0].text, "1 2 3.");
    assert.equal(interaction.status, "completed");
    assert.equal(interaction.usage.total_output_tokens, 3);
  });

  test("interactions, streamed", async () => {
    const events = await collect(await client.interactions.create({ ...base, input: "Count to 3", stream: true }));
    const text = events.filter((e) => e.event_type === "step.delta").map((e) => e.delta.text);
    assert.equal(text.join(""), "1 2 3.");
    assert.equal(events.at(-1).event_type, "interaction.completed");
  });

  test("interactions, tool", async () => {
    const input = [{ type: "user_input", content: [{ type: "text", text: "Ask weather about Oslo" }] }];
    const asked = await client.interactions.create({ ...base, input, tools });
    const call = asked.steps[0];
    assert.equal(asked.status, "requires_action");
    assert.equal(typeof call.arguments.city, "string");
    const answered = await client.interactions.create({
      ...base,
      tools,
      input: [...input, call, { type: "function_result", call_id: call.id, name: "weather", result: "7 degrees" }],
    });
    assert.match(answered.steps[0].content[0].text, /7 degrees/);
  });

  test("interactions, structured output", async () => {
    const interaction = await client.interactions.create({
      ...base,
      input: "A book, please",
      response_format: bookSchema,
    });
    assert.equal(typeof JSON.parse(interaction.steps[0].content[0].text).title, "string");
  });

  test("401", async () => {
    await assert.rejects(connect(revokedKey).interactions.create({ ...base, input: "Hello" }), (error) => {
      assert.equal(error.name, "AuthenticationError");
      assert.equal(error.status, 401);
      return true;
    });
  });

  test("400", async () => {
    await assert.rejects(client.interactions.create({ model: "gemini-3.5-flash", input: "Hello" }), (error) => {
      assert.equal(error.name, "BadRequestError");
      assert.match(error.message, /start_within/);
      return true;
    });
  });
});
