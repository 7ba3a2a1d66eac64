import assert from "node:assert/strict";
import { suite, test } from "node:test";
import OpenAI from "openai";
import { zodFunction, zodResponseFormat, zodResponsesFunction, zodTextFormat } from "openai/helpers/zod";
import { z } from "zod";
import { baseUrl, collect, key, revokedKey } from "../support.js";

const client = new OpenAI({ apiKey: key, baseURL: baseUrl, maxRetries: 0 });
const Book = z.object({ title: z.string(), year: z.number().int() });
const City = z.object({ city: z.string() });
const responses = { model: "gpt-5.5", start_within: "00h-00m-30s" };
const chat = { model: "gpt-5-nano", start_within: "default" };
const user = (content) => [{ role: "user", content }];

suite("openai", () => {
  test("responses, with the headers of the router", async () => {
    const { data, response } = await client.responses.create({ ...responses, input: "Count to 3" }).withResponse();
    assert.equal(data.output_text, "1 2 3.");
    assert.equal(data.usage.output_tokens, 3);
    assert.match(response.headers.get("x-flexinference-routing-reason"), /^flex_/);
  });

  test("responses, streamed", async () => {
    const stream = client.responses.stream({ ...responses, input: "Count to 3" });
    let text = "";
    stream.on("response.output_text.delta", (event) => (text += event.delta));
    const response = await stream.finalResponse();
    assert.equal(text, "1 2 3.");
    assert.equal(response.output_text, "1 2 3.");
    assert.equal(response.status, "completed");
  });

  test("responses, tool", async () => {
    const tools = [zodResponsesFunction({ name: "weather", parameters: City })];
    const input = user("Ask weather about Oslo");
    const asked = await client.responses.parse({ ...responses, input, tools });
    const call = asked.output[0];
    assert.equal(typeof call.parsed_arguments.city, "string");
    const answered = await client.responses.create({
      ...responses,
      tools,
      input: [...input, call, { type: "function_call_output", call_id: call.call_id, output: "7 degrees" }],
    });
    assert.match(answered.output_text, /7 degrees/);
  });

  test("responses, streamed tool call", async () => {
    const tools = [zodResponsesFunction({ name: "weather", parameters: City })];
    const stream = client.responses.stream({ ...responses, input: "Ask weather about Oslo", tools });
    let args = "";
    stream.on("response.function_call_arguments.delta", (event) => (args += event.delta));
    const response = await stream.finalResponse();
    assert.deepEqual(response.output[0].parsed_arguments, JSON.parse(args));
  });

  test("responses, structured output", async () => {
    const response = await client.responses.parse({
      ...responses,
      input: "A book, please",
      text: { format: zodTextFormat(Book, "book") },
    });
    assert.ok(Book.parse(response.output_parsed));
  });

  test("chat completions", async () => {
    const completion = await client.chat.completions.create({ ...chat, messages: user("Count to 3") });
    assert.equal(completion.choices[0].message.content, "1 2 3.");
    assert.equal(completion.choices[0].finish_reason, "stop");
    assert.equal(completion.usage.completion_tokens, 3);
  });

  test("chat completions, streamed", async () => {
    const chunks = await collect(
      await client.chat.completions.create({
        ...chat,
        messages: user("Count to 3"),
        stream: true,
        stream_options: { include_usage: true },
      }),
    );
    assert.equal(chunks.map((chunk) => chunk.choices[0]?.delta.content ?? "").join(""), "1 2 3.");
    assert.equal(chunks.at(-1).usage.completion_tokens, 3);
  });

  test("chat completions, tools run by the SDK", async () => {
    const cities = [];
    const runner = client.chat.completions.runTools({
      ...chat,
      messages: user("Ask weather about Oslo"),
      tools: [
        zodFunction({
          name: "weather",
          parameters: City,
          function: ({ city }) => {
            cities.push(city);
            return "7 degrees";
          },
        }),
      ],
    });
    assert.match(await runner.finalContent(), /7 degrees/);
    assert.equal(cities.length, 1);
  });

  test("chat completions, streamed tool call", async () => {
    const stream = client.chat.completions.stream({
      ...chat,
      messages: user("Ask weather about Oslo"),
      tools: [zodFunction({ name: "weather", parameters: City })],
    });
    const completion = await stream.finalChatCompletion();
    assert.equal(completion.choices[0].finish_reason, "tool_calls");
    assert.ok(City.parse(completion.choices[0].message.tool_calls[0].function.parsed_arguments));
  });

  test("chat completions, structured output", async () => {
    const completion = await client.chat.completions.parse({
      ...chat,
      messages: user("A book, please"),
      response_format: zodResponseFormat(Book, "book"),
    });
    assert.ok(Book.parse(completion.choices[0].message.parsed));
  });

  test("models", async () => {
    const ids = (await collect(client.models.list())).map((model) => model.id);
    assert.ok(ids.includes("gpt-5.5") && ids.includes("claude-opus-4-8"));
    assert.equal((await client.models.retrieve("gpt-5.5")).flexinference.flex_race, true);
    await assert.rejects(client.models.retrieve("gpt-0"), OpenAI.NotFoundError);
  });

  test("a key with a default needs no start_within", async () => {
    const patient = new OpenAI({ apiKey: "flex_live_default_30s", baseURL: baseUrl, maxRetries: 0 });
    const response = await patient.responses.create({ model: "gpt-5.5", input: "Count to 3" });
    assert.equal(response.output_text, "1 2 3.");
    assert.match(response.usage.routing.reason, /^flex_/);
  });

  test("401", async () => {
    const revoked = new OpenAI({ apiKey: revokedKey, baseURL: baseUrl, maxRetries: 0 });
    await assert.rejects(revoked.responses.create({ ...responses, input: "Hello" }), (error) => {
      assert.ok(error instanceof OpenAI.AuthenticationError);
      assert.equal(error.code, "revoked_api_key");
      return true;
    });
  });

  test("400", async () => {
    await assert.rejects(client.chat.completions.create({ model: "gpt-5-nano", messages: user("Hello") }), (error) => {
      assert.ok(error instanceof OpenAI.BadRequestError);
      assert.equal(error.code, "missing_start_within");
      assert.equal(error.param, "start_within");
      assert.equal(error.type, "invalid_request_error");
      return true;
    });
  });
});
