import {
  ANTHROPIC_SHAPES,
  type AnthropicClient,
  type ClientOptions,
  createAnthropic,
  createGoogle,
  createOpenAi,
  GOOGLE_SHAPES,
  type GoogleClient,
  load,
  OPENAI_SHAPES,
  type OpenAiClient,
  type Shape,
} from "./sdks.ts";

export interface PeerOptions extends ClientOptions {
  /** Takes what a peer exports that does not use the global tracer provider. */
  collectorUrl: string;
}

/** One instrumentation, as its own README sets it up, on a copy of its own of the newest SDK that it supports. */
export interface Peer<Client> {
  name: string;
  /** The SDK's version; one of the family's. */
  sdk: string;
  /** Shapes of the SDK that it does not look at, with why. */
  leavesOut?: Readonly<Record<string, string>>;
  createClient(options: PeerOptions): Client;
}

/** A maker's SDK, and who instruments it. */
export interface Family<Client> {
  name: string;
  shapes: readonly Shape<Client>[];
  /** Clients without any instrumentation, by version. */
  sdks: Readonly<Record<string, (options: ClientOptions) => Client>>;
  peers: readonly Peer<Client>[];
  /** Peers that do not support any of it, with why. */
  without: Readonly<Record<string, string>>;
}

const OPENINFERENCE = "OpenInference";
const OPENLIT = "OpenLIT";
const OPENLLMETRY = "OpenLLMetry";
const LANGFUSE = "Langfuse";

const openai: Family<OpenAiClient> = {
  name: "openai",
  shapes: OPENAI_SHAPES,
  sdks: {
    "7.57.0": (options) => createOpenAi(load("openai-v7"), options),
    "6.49.0": (options) => createOpenAi(load("openai-v6"), options),
  },
  without: {},
  peers: [
    {
      name: `${OPENINFERENCE} ${version("@arizeai/openinference-instrumentation-openai")}`,
      sdk: "7.57.0",
      createClient(options) {
        const module = load("openai-of-openinference");
        const { OpenAIInstrumentation } = load("@arizeai/openinference-instrumentation-openai");
        new OpenAIInstrumentation().manuallyInstrument(module);
        return createOpenAi(module, options);
      },
    },
    {
      name: `${OPENLIT} ${version("openlit")}`,
      sdk: "7.57.0",
      createClient({ collectorUrl, ...options }) {
        const module = load("openai-of-openlit");
        // Its price list is in memory, as it is once it has been fetched. It is started once, for all SDKs.
        const pricingJson = {
          chat: {
            "gpt-4o": { promptPrice: 0.0025, completionPrice: 0.01 },
            "claude-sonnet-4-6": { promptPrice: 0.003, completionPrice: 0.015 },
          },
          embeddings: { "text-embedding-3-small": 0.00002 },
        };
        const instrumentations = { openai: module, anthropic: load("anthropic-of-openlit") };
        load("openlit").default.init({ otlpEndpoint: collectorUrl, instrumentations, pricingJson });
        return createOpenAi(module, options);
      },
    },
    {
      name: `${LANGFUSE} ${version("@langfuse/openai")}`,
      sdk: "7.57.0",
      createClient: (options) => load("@langfuse/openai").observeOpenAI(createOpenAi(load("openai-v7"), options)),
    },
    {
      name: `${OPENLLMETRY} ${version("@traceloop/instrumentation-openai")}`,
      sdk: "6.49.0",
      leavesOut: { embeddings: "does not instrument them" },
      createClient(options) {
        const module = load("openai-of-openllmetry");
        const { OpenAIInstrumentation } = load("@traceloop/instrumentation-openai");
        new OpenAIInstrumentation().manuallyInstrument(module.OpenAI);
        return createOpenAi(module, options);
      },
    },
  ],
};

const anthropic: Family<AnthropicClient> = {
  name: "@anthropic-ai/sdk",
  shapes: ANTHROPIC_SHAPES,
  sdks: {
    "1.12.0": (options) => createAnthropic(load("anthropic-v1"), options),
    "0.137.0": (options) => createAnthropic(load("anthropic-v0"), options),
  },
  without: { [LANGFUSE]: "has no instrumentation of this SDK" },
  peers: [
    {
      name: `${OPENINFERENCE} ${version("@arizeai/openinference-instrumentation-anthropic")}`,
      sdk: "1.12.0",
      createClient(options) {
        const module = load("anthropic-of-openinference");
        const { AnthropicInstrumentation } = load("@arizeai/openinference-instrumentation-anthropic");
        new AnthropicInstrumentation().manuallyInstrument(module);
        return createAnthropic(module, options);
      },
    },
    {
      name: `${OPENLIT} ${version("openlit")}`,
      sdk: "1.12.0",
      createClient: (options) => createAnthropic(load("anthropic-of-openlit"), options),
    },
    {
      name: `${OPENLLMETRY} ${version("@traceloop/instrumentation-anthropic")}`,
      // It patches a class that version 1 has no more, and fails there.
      sdk: "0.137.0",
      createClient(options) {
        const module = load("anthropic-of-openllmetry");
        const { AnthropicInstrumentation } = load("@traceloop/instrumentation-anthropic");
        new AnthropicInstrumentation().manuallyInstrument(module);
        return createAnthropic(module, options);
      },
    },
  ],
};

const google: Family<GoogleClient> = {
  name: "@google/genai",
  shapes: GOOGLE_SHAPES,
  sdks: {
    "3.1.0": (options) => createGoogle(load("google-v3"), options),
    "1.52.0": (options) => createGoogle(load("google-v1"), options),
  },
  without: {
    [LANGFUSE]: "has no instrumentation of this SDK",
    [OPENINFERENCE]: "has none of this SDK for JavaScript",
    [OPENLIT]: "instruments the older @google/generative-ai alone",
  },
  peers: [
    {
      name: `${OPENLLMETRY} ${version("@traceloop/instrumentation-google-generativeai")}`,
      sdk: "1.52.0",
      createClient(options) {
        // A copy that can be changed: the module's exports cannot.
        const module = { ...load("google-of-openllmetry") };
        const { GenAIInstrumentation } = load("@traceloop/instrumentation-google-generativeai");
        new GenAIInstrumentation().manuallyInstrument(module);
        return createGoogle(module, options);
      },
    },
  ],
};

export const FAMILIES = { openai, anthropic, google };

/** Some packages do not export their package.json. */
function version(name: string): string {
  const { dependencies } = load("./package.json");
  return dependencies[name];
}
