import { createRequire } from "node:module";

/** The parts of an openai client that are measured; the same in versions 6 and 7. */
export interface ChatClient {
  chat: { completions: { create(request: object): Promise<unknown> } };
}

export interface ClientOptions {
  apiKey: string;
  maxRetries: number;
  fetch: typeof fetch;
}

type OpenAiClass = new (options: ClientOptions) => ChatClient;

export interface PeerOptions extends ClientOptions {
  /** Takes what a peer exports that does not use the global tracer provider. */
  collectorUrl: string;
}

/** One instrumentation, as its own README sets it up, on a copy of its own of the newest SDK that it supports. */
export interface Peer {
  name: string;
  sdk: "7.57.0" | "6.49.0";
  createClient(options: PeerOptions): ChatClient;
}

/**
 * Installed beside this file and not with the project, so that neither its types nor its seconds are the project's. No copy of the SDK is
 * called `openai`: OpenLIT wraps what is loaded under that name, and would be measured in every mode.
 */
const load = createRequire(import.meta.url);

export const OPENAI: Record<Peer["sdk"], string> = { "7.57.0": "openai-v7", "6.49.0": "openai-v6" };

export function createBareClient(sdk: Peer["sdk"], options: ClientOptions): ChatClient {
  const OpenAi: OpenAiClass = load(OPENAI[sdk]).OpenAI;
  return new OpenAi(options);
}

export const PEERS: readonly Peer[] = [
  {
    name: `OpenInference ${version("@arizeai/openinference-instrumentation-openai")}`,
    sdk: "7.57.0",
    createClient(options) {
      const { OpenAI } = load("openai-of-openinference");
      const { OpenAIInstrumentation } = load("@arizeai/openinference-instrumentation-openai");
      new OpenAIInstrumentation().manuallyInstrument({ OpenAI });
      return new OpenAI(options);
    },
  },
  {
    name: `OpenLIT ${version("openlit")}`,
    sdk: "7.57.0",
    createClient({ collectorUrl, ...options }) {
      const openai = load("openai-of-openlit");
      const openlit = load("openlit").default;
      // Its price list is in memory, as it is once it has been fetched.
      const pricingJson = { chat: { "gpt-4o": { promptPrice: 0.0025, completionPrice: 0.01 } } };
      openlit.init({ otlpEndpoint: collectorUrl, instrumentations: { openai }, pricingJson });
      return new openai.OpenAI(options);
    },
  },
  {
    name: `Langfuse ${version("@langfuse/openai")}`,
    sdk: "7.57.0",
    createClient: (options) => load("@langfuse/openai").observeOpenAI(createBareClient("7.57.0", options)),
  },
  {
    name: `OpenLLMetry ${version("@traceloop/instrumentation-openai")}`,
    sdk: "6.49.0",
    createClient(options) {
      const { OpenAI } = load("openai-of-openllmetry");
      const { OpenAIInstrumentation } = load("@traceloop/instrumentation-openai");
      new OpenAIInstrumentation().manuallyInstrument(OpenAI);
      return new OpenAI(options);
    },
  },
];

/** Some packages do not export their package.json. */
function version(name: string): string {
  const { dependencies } = load("./package.json");
  return dependencies[name];
}
