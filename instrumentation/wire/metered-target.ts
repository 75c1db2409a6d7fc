import type { ApiShape } from "../providers/api-shape.ts";
import { findRoute } from "./api-routes.ts";
import type { WaitingRequests } from "./missed-calls.ts";
import { findProvider } from "./provider-hosts.ts";

/** Where a request goes, when it goes to an API we can read. */
export interface MeteredTarget {
  shape: ApiShape;
  provider: string;
  /** Where the path names it and neither request nor answer has to: Gemini, Vertex AI, Bedrock. */
  model?: string;
  /** Azure's, from the path. The request may name a model as well, which Azure does not look at. */
  deployment?: string;
  /** Its path says that the answer comes in pieces. */
  isStream?: boolean;
  /** False: only path and request speak for it, so its answer must look like a model's too. */
  isKnownHost: boolean;
  address: string;
  port: number;
  /** Set with the first call, so that no call has to look it up. */
  waiting?: WaitingRequests;
}

/** One look at a URL, because each one the app fetches gets it: 80 ns, where a search for each end takes 1.5 µs. */
const MAYBE_METERED =
  /(?:\/(?:completions|responses(?:\/compact)?|embeddings|messages|generations?|edits|transcriptions|translations|speech|moderations|chat|generate|embed|rerank|ocr|converse(?:-stream)?|invoke(?:-with-response-stream)?|ai\/[a-z]+-model)|:[a-zA-Z]*(?:Contents?|Predict))(?:[/?#]|$)/;

/** The name that stands before a method of Google's or after `/model/` of Bedrock's. */
const MODEL_IN_PATH = /\/(?:models\/([^/:]+):[a-zA-Z]+|model\/([^/]+)\/(?:converse|invoke)[a-z-]*)$/;
/** Methods of Google's and Bedrock's. */
const STREAM_IN_PATH = /(?::stream[A-Za-z]+|-stream)$/;
/** Of Azure OpenAI's older URLs. */
const DEPLOYMENT_IN_PATH = /\/openai\/deployments\/([^/]+)\//;

/** An app calls few addresses; more than this means ids in the path, where remembering does not pay. */
const REMEMBERED_URLS = 256;

/**
 * Tells for a URL whether a call to it is metered and as whose. `hosts` (`host` or `host:port` → provider) goes before the built-in table.
 * Finding a target costs 1 µs the first time and 50 ns after, so that other traffic of the app hardly notices.
 */
export function createTargetFinder(hosts: ReadonlyMap<string, string>): (url: string) => MeteredTarget | undefined {
  const remembered = new Map<string, MeteredTarget | undefined>();
  return (url) => {
    const known = remembered.get(url);
    if (known !== undefined) return known;
    if (!MAYBE_METERED.test(url) || remembered.has(url)) return undefined;
    const target = findTarget(url, hosts);
    if (remembered.size < REMEMBERED_URLS) remembered.set(url, target);
    return target;
  };
}

function findTarget(text: string, hosts: ReadonlyMap<string, string>): MeteredTarget | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const path = url.pathname.replace(/\/$/, "");
  const known = findProvider(url, hosts);
  const shape = findRoute(path, { isKnownHost: known !== undefined });
  if (shape === undefined || !/^https?:$/.test(url.protocol)) return undefined;
  const model = known === undefined ? undefined : nameIn(path, MODEL_IN_PATH);
  const deployment = nameIn(path, DEPLOYMENT_IN_PATH);
  return {
    shape,
    provider: known ?? url.hostname,
    ...(model !== undefined && { model }),
    ...(deployment !== undefined && { deployment }),
    ...(STREAM_IN_PATH.test(path) && { isStream: true }),
    isKnownHost: known !== undefined,
    address: url.hostname,
    port: Number(url.port) || (url.protocol === "https:" ? 443 : 80),
  };
}

function nameIn(path: string, pattern: RegExp): string | undefined {
  const found = pattern.exec(path);
  const name = found?.[1] ?? found?.[2];
  if (name === undefined) return undefined;
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
