import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { suite, test } from "node:test";
import { FlexInference } from "flexinference";
import { key } from "../support.js";

const cases = JSON.parse(readFileSync(new URL("../../validation.json", import.meta.url)));

suite("what flexinference refuses before it sends", () => {
  for (const { name, format, request, refusedBy } of cases) {
    test(name, async () => {
      let sent = false;
      const client = new FlexInference({
        apiKey: key,
        fetch: async () => {
          sent = true;
          return Response.json({});
        },
      });
      const formats = {
        responses: client.responses,
        chat: client.chat.completions,
        interactions: client.interactions,
        messages: client.messages,
      };
      const call = formats[format].create(request);
      if (refusedBy.includes("sdk")) {
        await assert.rejects(call, /^Error: FlexInference: /);
      } else {
        await call;
      }
      assert.equal(sent, !refusedBy.includes("sdk"));
    });
  }
});
