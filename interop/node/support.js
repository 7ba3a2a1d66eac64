export const baseUrl = process.env.FLEXINFERENCE_BASE_URL ?? "http://127.0.0.1:8089/v1";

export const origin = new URL(baseUrl).origin;

export const key = "flex_live_interop";

export const revokedKey = "flex_live_revoked";

export const bookSchema = {
  type: "object",
  properties: { title: { type: "string" }, year: { type: "integer" } },
  required: ["title", "year"],
  additionalProperties: false,
};

export const weatherSchema = {
  type: "object",
  properties: { city: { type: "string" } },
  required: ["city"],
  additionalProperties: false,
};

export async function collect(stream) {
  const events = [];
  for await (const event of stream) events.push(event);
  return events;
}
