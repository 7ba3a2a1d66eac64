import assert from "node:assert/strict";
import { suite, test } from "node:test";
import Anthropic from "@anthropic-ai/sdk";
import { jsonSchemaOutputFormat } from "@anthropic-ai/sdk/helpers/json-schema";
import { bookSchema, key, origin, revokedKey, weatherSchema } from "../support.js";

// A bearer token, not "apiKey", which goes out as x-api-key
const client = new Anthropic({ authToken: key, apiKey: null, baseURL: origin, maxRetries: 0 });
const base = { model: "claude-opus-4-8", max_tokens: 1024, start_within: "default" };
const user = (content) => [{ role: "user", content }];
const tools = [{ name: "weather", input_schema: weatherSchema }];

suite("@anthropic-ai/sdk", () => {
  test("messages", async () => {
    const message = await client.messages.create({ ...base, messages: user("Count to 3") });
    assert.deepEqual(
      message.content.map((block) => block.text),
      ["1 2 3."],
    );
    assert.equal(message.stop_reason, "end_turn");
    assert.equal(message.usage.output_tokens, 3);
  });

  test("messages, streamed", async () => {
    const stream = client.messages.stream({ ...base, messages: user("Count to 3") });
    let text = "";
    stream.on("text", (delta) => (text += delta));
    const message = await stream.finalMessage();
    assert.equal(text, "1 2 3.");
    assert.equal(message.usage.output_tokens, 3);
    assert.equal(await stream.finalText(), "1 2 3.");
  });

  test("messages, tool", async () => {
    const messages = user("Ask weather about Oslo");
    const asked = await client.messages.create({ ...base, messages, tools });
    const call = asked.content[0];
    assert.equal(asked.stop_reason, "tool_use");
    assert.equal(typeof call.input.city, "string");
    const answered = await client.messages.create({
      ...base,
      tools,
      messages: [
        ...messages,
        { role: "assistant", content: asked.content },
        { role: "user", content: [{ type: "tool_result", tool_use_id: call.id, content: "7 degrees" }] },
      ],
    });
    assert.match(answered.content[0].text, /7 degrees/);
  });

  test("messages, streamed tool call", async () => {
    const stream = client.messages.stream({ ...base, messages: user("Ask weather about Oslo"), tools });
    const message = await stream.finalMessage();
    assert.equal(typeof message.content[0].input.city, "string");
  });

  test("messages, structured output", async () => {
    const message = await client.messages.parse({
      ...base,
      messages: user("A book, please"),
      output_config: { format: jsonSchemaOutputFormat(bookSchema) },
    });
    assert.equal(typeof message.parsed_output.title, "string");
  });

  test("401", async () => {
    const revoked = new Anthropic({ authToken: revokedKey, apiKey: null, baseURL: origin, maxRetries: 0 });
    await assert.rejects(revoked.messages.create({ ...base, messages: user("Hello") }), (error) => {
      assert.ok(error instanceof Anthropic.AuthenticationError);
      assert.equal(error.error.error.type, "authentication_error");
      assert.equal(error.error.error.flexinference.code, "revoked_api_key");
      return true;
    });
  });

  test("400", async () => {
    await assert.rejects(
      client.messages.create({ ...base, start_within: "00h-00m-30s", messages: user("Hello") }),
      (error) => {
        assert.ok(error instanceof Anthropic.BadRequestError);
        assert.equal(error.error.error.flexinference.code, "flex_unsupported_for_anthropic");
        return true;
      },
    );
  });
});
