import { describe, expect, test } from "vitest";
import { createPriceBook } from "../../instrumentation/pricing/price-book.ts";
import { readPriceBook } from "../../instrumentation/pricing/price-book-data.ts";

const AT_MS = Date.UTC(2026, 10, 22);
const data = readPriceBook();
const book = createPriceBook(data);

function find(provider: string, model: string, tier?: string) {
  return book.find({ provider, model, atMs: AT_MS, tier });
}

/** The model, with `…` behind it where only its family is listed. */
function found(provider: string, model: string): string | undefined {
  const match = find(provider, model);
  return match.row && match.model.model + (match.openEnded ? " …" : "");
}

describe("createPriceBook().find", () => {
  test.each([
    // OpenAI: snapshots one by one, open-ended where the source says so, upper case
    ["openai", "gpt-4o", "gpt-4o"],
    ["openai", "gpt-4o-2024-08-06", "gpt-4o"],
    ["openai", "gpt-4o-2024-05-13", "gpt-4o-2024-05-13"],
    ["openai", "gpt-4o-mini-2024-07-18", "gpt-4o-mini"],
    ["openai", "GPT-4o-Mini ", "gpt-4o-mini"],
    ["openai", "openai/gpt-4o", "gpt-4o"],
    ["openai", "gpt-5.6", "gpt-5.6-sol"],
    ["openai", "gpt-6-sol-2026-10-01", "gpt-6-sol …"],
    ["openai", "text-embedding-3-small", "text-embedding-3-small"],
    ["openai", "whisper-1", "whisper-1"],
    ["openai", "omni-moderation-2024-09-26", "omni-moderation-latest"],
    // Anthropic
    ["anthropic", "claude-sonnet-4-20250514", "claude-sonnet-4-0"],
    ["anthropic", "claude-sonnet-4@20250514", "claude-sonnet-4-0"],
    ["anthropic", "claude-sonnet-4-5-20250929", "claude-sonnet-4-5"],
    ["anthropic", "claude-sonnet-4-5-latest", "claude-sonnet-4-5 …"],
    ["anthropic", "claude-opus-5-5-20261001", "claude-opus-5-5 …"],
    ["anthropic", "claude-sonnet-5", "claude-sonnet-5"],
    ["anthropic", "claude-2.1", "claude-2"],
    // Gemini API and Vertex AI
    ["gcp.gemini", "models/gemini-2.5-flash", "gemini-2.5-flash"],
    ["gcp.gen_ai", "gemini-2.5-flash-preview-09-2025", "gemini-2.5-flash"],
    ["google", "gemini-2.5-pro-preview-05-06", "gemini-2.5-pro"],
    ["google", "gemini-2.0-flash-001", "gemini-2.0-flash"],
    ["google", "gemini-2.0-flash-lite-preview-02-05", "gemini-2.0-flash-lite"],
    ["google", "gemini-live-2.5-flash-preview-native-audio-09-2025", "gemini-live-2.5-flash"],
    ["google", "gemini-flash-latest", "gemini-3.8-flash"],
    ["google", "gemini-2.5-pro-preview-tts", "gemini-2.5-pro-tts"],
    ["vertex_ai", "publishers/google/models/gemini-2.5-pro", "gemini-2.5-pro"],
    [
      "gcp.vertex_ai",
      "projects/p-1/locations/us-east5/publishers/anthropic/models/claude-sonnet-4-5@20250929",
      "claude-sonnet-4-5",
    ],
    ["gcp.vertex_ai", "claude-opus-4-6@default", "claude-opus-4-6"],
    // Bedrock: what costs the same in all regions, what is cheaper through the global profile, ARNs
    ["aws.bedrock", "amazon.nova-pro-v1:0", "amazon.nova-pro-v1"],
    ["aws.bedrock", "us.amazon.nova-pro-v1:0", "amazon.nova-pro-v1"],
    ["aws.bedrock", "eu.amazon.nova-pro-v1:0", "eu.amazon.nova-pro-v1"],
    ["aws.bedrock", "amazon.nova-pro-v1:0:300k", "amazon.nova-pro-v1"],
    ["aws.bedrock", "anthropic.claude-3-5-sonnet-20241022-v2:0", "regional.anthropic.claude-3-5-sonnet-20241022-v2"],
    ["aws.bedrock", "anthropic.claude-haiku-4-5-20251001-v1:0", "regional.anthropic.claude-haiku-4-5-20251001-v1"],
    ["bedrock", "apac.anthropic.claude-haiku-4-5-20251001-v1:0", "regional.anthropic.claude-haiku-4-5-20251001-v1"],
    ["bedrock", "global.anthropic.claude-haiku-4-5-20251001-v1:0", "global.anthropic.claude-haiku-4-5-20251001-v1"],
    ["aws", "us.anthropic.claude-sonnet-4-5-20250929-v1:0", "regional.anthropic.claude-sonnet-4-5-20250929-v1"],
    ["aws", "us-gov.anthropic.claude-sonnet-4-5-20250929-v1:0", "us-gov.anthropic.claude-sonnet-4-5-20250929-v1"],
    [
      "aws",
      "arn:aws-us-gov:bedrock:us-gov-west-1:123456789012:inference-profile/us-gov.anthropic.claude-sonnet-5",
      "us-gov.anthropic.claude-sonnet-5-v1",
    ],
    ["perplexity", "perplexity/sonar", "perplexity/sonar"],
    ["perplexity", "perplexity/sonar-pro", "sonar-pro"],
    ["azure", "global/gpt-5.1", "gpt-5.1"],
    ["azure", "gpt-3.5-turbo", "gpt-35-turbo"],
    ["aws", "us.anthropic.claude-opus-4-5-20251101-v1:0", "regional.anthropic.claude-opus-4-5-v1"],
    ["aws", "openai.gpt-oss-120b-1:0", "openai.gpt-oss-120b-1"],
    [
      "aws",
      "arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-3-haiku-20240307-v1:0",
      "regional.anthropic.claude-3-haiku-20240307-v1",
    ],
    [
      "aws",
      "arn:aws:bedrock:us-west-2:123456789012:inference-profile/us.anthropic.claude-sonnet-4-5-20250929-v1:0",
      "regional.anthropic.claude-sonnet-4-5-20250929-v1",
    ],
    // OpenRouter: a variant is a name of its own
    ["openrouter", "deepseek/deepseek-r1", "deepseek/deepseek-r1"],
    ["openrouter", "deepseek/deepseek-r1:free", "deepseek/deepseek-r1:free"],
    ["openrouter", "Anthropic/Claude-Sonnet-4.5", "anthropic/claude-sonnet-4.5"],
    // Others
    ["fireworks_ai", "accounts/fireworks/models/deepseek-v3p2", "deepseek-v3p2"],
    ["cerebras", "cerebras/gpt-oss-120b", "gpt-oss-120b"],
    ["x_ai", "grok-4.5-20260701", "grok-4.5 …"],
    ["mistral_ai", "mistral-large-latest", "mistral-large-latest"],
    ["cohere", "command-a-03-2025", "command-a"],
    ["groq", "llama-3.3-70b-versatile", "llama-3.3-70b-versatile"],
    ["moonshot_ai", "kimi-k2.5", "kimi-k2.5"],
  ])("gives %s %s the price of %s", (provider, name, model) => {
    expect(found(provider, name)).toBe(model);
  });

  test.each([
    "eu.amazon.nova-premier-v1:0",
    "ap.amazon.nova-pro-v1:0",
    "us-gov.amazon.nova-pro-v1:0",
    "sa.meta.llama3-3-70b-instruct-v1:0",
    "arn:aws-us-gov:bedrock:us-gov-west-1::foundation-model/amazon.nova-pro-v1:0",
  ])("has no price for %s: outside of the US it is dearer by a figure that no list gives", (name) => {
    expect(find("aws", name).row).toBeUndefined();
  });

  test("never gives a neighbour's price: mini, the next version, the fine-tune and the fast mode are their own models", () => {
    const rowOf = (provider: string, model: string) => find(provider, model).row;
    expect(rowOf("openai", "gpt-4o")?.prices.input).toBe(2_500_000);
    expect(rowOf("openai", "gpt-4o-mini")?.prices.input).toBe(150_000);
    expect(rowOf("anthropic", "claude-sonnet-4-5")?.model).not.toBe(rowOf("anthropic", "claude-sonnet-4-0")?.model);
    expect(rowOf("openai", "ft:gpt-4o-mini-2024-07-18:org:name:id")?.model).not.toBe("gpt-4o-mini");
    expect(rowOf("openrouter", "deepseek/deepseek-r1")?.prices.input).toBeGreaterThan(0);
    expect(rowOf("openrouter", "deepseek/deepseek-r1:free")?.prices).toEqual({ input: 0, output: 0 });
    // Bedrock: the regional profile costs a tenth more than the global one.
    expect(rowOf("aws", "us.anthropic.claude-haiku-4-5-20251001-v1:0")?.prices.input).toBe(1_100_000);
    expect(rowOf("aws", "global.anthropic.claude-haiku-4-5-20251001-v1:0")?.prices.input).toBe(1_000_000);
  });

  test.each([
    ["openai", "gpt-4o-2027-01-01", "a snapshot of a family whose snapshots the book lists one by one"],
    ["openai", "gpt-4o-nano", "no known model"],
    ["openai", "xgpt-4o", "a name around a name"],
    ["openai", "gpt-4o:free", "no name of OpenAI's"],
    ["openai", "ft:gpt-99:org::abc", "a fine-tune of an unknown model"],
    ["openai", "anthropic/claude-sonnet-4-5", "another provider's"],
    ["anthropic", "claude-sonnet-5-1", "a later model, not a snapshot"],
    ["anthropic", "claude-opus-4-6-fast", "six times the price"],
    ["anthropic", "claude-sonnet-4-55", "no known model"],
    ["anthropic", "claude-sonnet", "no version"],
    ["anthropic", "gpt-4o", "another provider's"],
    ["google", "projects/p/locations/l/endpoints/1234567890", "a deployment, which only a configuration knows"],
    ["google", "tunedModels/my-gemini-2.5-pro", "a tuned model"],
    ["aws", "anthropic.claude-sonnet-4-7-20270101-v1:0", "no known model"],
    [
      "aws",
      "arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abc123",
      "a profile, which only a configuration knows",
    ],
    ["aws", "arn:aws:bedrock:us-east-1:123456789012:provisioned-model/abc123", "billed by the hour"],
    ["aws", "amazon.titan-embed-text-v9:0", "no known version"],
    ["openrouter", "openai/gpt-4o:nitro", "routed to whoever is fast, at another price"],
    ["openrouter", "gpt-4o-audio-preview-2099", "no known model"],
    ["azure.ai.openai", "my-deployment", "a deployment, which only a configuration knows"],
  ])("gives %s %s no price: %s", (provider, name) => {
    expect(find(provider, name).row).toBeUndefined();
  });

  test("names the nearest models, the known tiers or the known providers when it has no price", () => {
    const named = (match: ReturnType<typeof find>) => ("reason" in match ? match.reason : "");
    expect(named(find("openai", "gpt-4o-nano"))).toMatch(
      /^Cannot price call: model "gpt-4o-nano" of provider "openai" is not in the price book, nearest are "[^"]+", "[^"]+", "[^"]+"$/,
    );
    expect(named(find("openai", "gpt-4o", "platinum"))).toMatch(
      /^Cannot price call: service tier "platinum" of model "gpt-4o" is not in the price book, known are "standard", /,
    );
    expect(named(find("skynet", "llama"))).toMatch(
      /^Cannot price call: provider "skynet" is not in the price book, known are "[^"]+", /,
    );
  });

  test.each([undefined, "", "default", "auto", "standard", "Standard", "on_demand"])(
    "takes service tier %s for the list price",
    (tier) => {
      expect(find("openai", "gpt-4o", tier).row?.tier).toBe("standard");
    },
  );

  test("stays small and quick to answer when an app makes up names, some of them huge", () => {
    for (let i = 0; i < 3_000; i++) expect(find("anthropic", `m${i}`).row).toBeUndefined();
    const huge = find("openai", "x".repeat(1_000_000));
    expect("reason" in huge && huge.reason.length).toBeLessThan(500);
    expect(find("x".repeat(1_000_000), "gpt-4o").row).toBeUndefined();
    expect(find("openai", "gpt-4o", "x".repeat(1_000_000)).row).toBeUndefined();
    expect(find("openai", "gpt-4o").row?.model).toBe("gpt-4o");
  });

  test("has no price for a call before the first date or without one", () => {
    for (const atMs of [-1, Number.NaN]) {
      expect(book.find({ provider: "openai", model: "o3", atMs })).toMatchObject({
        reason: expect.stringContaining('model "o3" has no price valid at'),
      });
    }
  });
});
