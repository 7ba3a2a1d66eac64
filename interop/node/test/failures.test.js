import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { createOpenAI } from "@ai-sdk/openai";
import Anthropic from "@anthropic-ai/sdk";
import { GoogleGenAI } from "@google/genai";
import { streamText } from "ai";
import { FlexInference, FlexInferenceError, StreamFailedError } from "flexinference";
import OpenAI from "openai";
import { baseUrl, collect, key, origin } from "../support.js";

// Words in brackets make the router fail
const limited = "Count to 9 [rate_limit_exceeded]";
const failing = "Count to 9 [stream_failed:6]";
const cut = "Count to 9 [no_end]";
const answer = "1 2 3 4 5 6 7 8 9.";

const common = { stream: true, start_within: "default" };
const user = (content) => [{ role: "user", content }];
const input = (prompt) => ({ model: "gpt-5.5", input: prompt, ...common });
const chat = (prompt) => ({ model: "gpt-5.5", messages: user(prompt), ...common });
const message = (prompt) => ({ model: "claude-opus-4-8", max_tokens: 64, messages: user(prompt), ...common });

const flex = new FlexInference({ apiKey: key, baseURL: baseUrl });
const openai = new OpenAI({ apiKey: key, baseURL: baseUrl, maxRetries: 0 });
const anthropic = new Anthropic({ authToken: key, apiKey: null, baseURL: origin, maxRetries: 0 });
const google = new GoogleGenAI({
  apiKey: key,
  apiVersion: "v1",
  httpOptions: { baseUrl: origin, headers: { Authorization: `Bearer ${key}` } },
});
const chatText = (chunks) => chunks.map((chunk) => chunk.choices[0]?.delta.content ?? "").join("");

suite("failures", () => {
  test("flexinference throws them, and misses no end", async () => {
    await assert.rejects(flex.responses.create(input(limited)), (error) => {
      assert.ok(error instanceof FlexInferenceError);
      assert.equal(error.code, "rate_limit_exceeded");
      assert.equal(error.retryable, true);
      return true;
    });
    for (const stream of [flex.responses.create(input(failing)), flex.chat.completions.create(chat(failing))]) {
      await assert.rejects(async () => collect(await stream), StreamFailedError);
    }
    assert.equal(chatText(await collect(await flex.chat.completions.create(chat(cut)))), answer);
  });

  test("openai throws them, but for a failed response", async () => {
    await assert.rejects(openai.responses.create(input(limited)), (error) => {
      assert.ok(error instanceof OpenAI.RateLimitError);
      assert.equal(error.headers.get("retry-after"), "5");
      return true;
    });
    await assert.rejects(
      async () => collect(await openai.chat.completions.create(chat(failing))),
      OpenAI.APIError,
    );
    const events = await collect(await openai.responses.create(input(failing)));
    assert.equal(events.at(-1).type, "response.failed");
  });

  test("openai does not miss the end", async () => {
    const events = await collect(await openai.responses.create(input(cut)));
    assert.equal(events.at(-1).type, "response.output_item.done");
    assert.equal(chatText(await collect(await openai.chat.completions.create(chat(cut)))), answer);
  });

  test("@anthropic-ai/sdk throws them, and its helper misses the end", async () => {
    await assert.rejects(anthropic.messages.create(message(limited)), (error) => {
      assert.ok(error instanceof Anthropic.RateLimitError);
      assert.equal(error.headers.get("retry-after"), "5");
      return true;
    });
    await assert.rejects(
      async () => collect(await anthropic.messages.create(message(failing))),
      Anthropic.APIError,
    );
    const events = await collect(await anthropic.messages.create(message(cut)));
    assert.notEqual(events.at(-1).type, "message_stop");
    await assert.rejects(anthropic.messages.stream(message(cut)).finalMessage(), Anthropic.AnthropicError);
  });

  test("@google/genai throws a limit, but no failure, and does not miss the end", async () => {
    const interact = (prompt) =>
      google.interactions.create(
        { ...input(prompt), model: "gemini-3.5-flash" },
        { retries: { strategy: "none" } },
      );
    await assert.rejects(interact(limited), { name: "RateLimitError", status: 429 });
    for (const prompt of [failing, cut]) {
      const events = await collect(await interact(prompt));
      assert.notEqual(events.at(-1).event_type, "interaction.completed");
    }
  });

  test("ai tells by the finish reason", async () => {
    const model = createOpenAI({ apiKey: "flex_live_default_30s", baseURL: baseUrl })("gpt-5.5");
    const finish = (prompt) => streamText({ model, prompt, maxRetries: 0, onError: () => {} }).finishReason;
    assert.equal(await finish(failing), "error");
    assert.equal(await finish(cut), "interrupted");
  });
});
