import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { createOpenAI } from "@ai-sdk/openai";
import Anthropic from "@anthropic-ai/sdk";
import { GoogleGenAI } from "@google/genai";
import { streamText } from "ai";
import { FlexInference, FlexInferenceError, StreamFailedError } from "flexinference";
import OpenAI from "openai";
import { collect } from "../support.js";

// A router on which the key decides what goes wrong, see BadDays.java
const baseURL = process.env.FLEXINFERENCE_BAD_DAYS_URL;
const limited = "flex_live_limited";
const failing = "flex_live_failing";
const cut = "flex_live_cut";

const prompt = "Count to 9";
const answer = "1 2 3 4 5 6 7 8 9.";
const messages = [{ role: "user", content: prompt }];
const common = { stream: true, start_within: "default" };
const input = { model: "gpt-5.5", input: prompt, ...common };
const chat = { model: "gpt-5.5", messages, ...common };
const message = { model: "claude-opus-4-8", max_tokens: 64, messages, ...common };

const flex = (apiKey) => new FlexInference({ apiKey, baseURL });
const openai = (apiKey) => new OpenAI({ apiKey, baseURL, maxRetries: 0 });
const anthropic = (authToken) =>
  new Anthropic({ authToken, apiKey: null, baseURL: new URL(baseURL).origin, maxRetries: 0 });
const google = (apiKey) =>
  new GoogleGenAI({
    apiKey,
    apiVersion: "v1",
    httpOptions: { baseUrl: new URL(baseURL).origin, headers: { Authorization: `Bearer ${apiKey}` } },
  });
const chatText = (chunks) => chunks.map((chunk) => chunk.choices[0]?.delta.content ?? "").join("");

suite("failures", { skip: !baseURL && "needs FLEXINFERENCE_BAD_DAYS_URL" }, () => {
  test("flexinference throws them, and misses no end", async () => {
    await assert.rejects(flex(limited).responses.create(input), (error) => {
      assert.ok(error instanceof FlexInferenceError);
      assert.equal(error.code, "rate_limit_exceeded");
      assert.equal(error.retryable, true);
      return true;
    });
    for (const stream of [flex(failing).responses.create(input), flex(failing).chat.completions.create(chat)]) {
      await assert.rejects(async () => collect(await stream), StreamFailedError);
    }
    assert.equal(chatText(await collect(await flex(cut).chat.completions.create(chat))), answer);
  });

  test("openai throws them, but for a failed response", async () => {
    await assert.rejects(openai(limited).responses.create(input), (error) => {
      assert.ok(error instanceof OpenAI.RateLimitError);
      assert.equal(error.headers.get("retry-after"), "5");
      return true;
    });
    await assert.rejects(
      async () => collect(await openai(failing).chat.completions.create(chat)),
      OpenAI.APIError,
    );
    const events = await collect(await openai(failing).responses.create(input));
    assert.equal(events.at(-1).type, "response.failed");
  });

  test("openai does not miss the end", async () => {
    const events = await collect(await openai(cut).responses.create(input));
    assert.equal(events.at(-1).type, "response.output_item.done");
    assert.equal(chatText(await collect(await openai(cut).chat.completions.create(chat))), answer);
  });

  test("@anthropic-ai/sdk throws them, and its helper misses the end", async () => {
    await assert.rejects(anthropic(limited).messages.create(message), (error) => {
      assert.ok(error instanceof Anthropic.RateLimitError);
      assert.equal(error.headers.get("retry-after"), "5");
      return true;
    });
    await assert.rejects(
      async () => collect(await anthropic(failing).messages.create(message)),
      Anthropic.APIError,
    );
    const events = await collect(await anthropic(cut).messages.create(message));
    assert.notEqual(events.at(-1).type, "message_stop");
    await assert.rejects(anthropic(cut).messages.stream(message).finalMessage(), Anthropic.AnthropicError);
  });

  test("@google/genai throws a limit, but no failure, and does not miss the end", async () => {
    const interact = (apiKey) =>
      google(apiKey).interactions.create({ ...input, model: "gemini-3.5-flash" }, { retries: { strategy: "none" } });
    await assert.rejects(interact(limited), { name: "RateLimitError", status: 429 });
    for (const key of [failing, cut]) {
      const events = await collect(await interact(key));
      assert.notEqual(events.at(-1).event_type, "interaction.completed");
    }
  });

  test("ai tells by the finish reason", async () => {
    const finish = async (apiKey) => {
      const provider = createOpenAI({
        apiKey,
        baseURL,
        fetch: (url, init) =>
          fetch(url, { ...init, body: JSON.stringify({ ...JSON.parse(init.body), start_within: "default" }) }),
      });
      const result = streamText({ model: provider("gpt-5.5"), prompt, maxRetries: 0, onError: () => {} });
      return result.finishReason;
    };
    assert.equal(await finish(failing), "error");
    assert.equal(await finish(cut), "interrupted");
  });
});
