import { findProvider } from "./provider-hosts.ts";

/** What is asked for with GET and may tell of calls that were made before. */
export interface RetrievalTarget {
  /** `response`: one of the responses API. `file`: of any kind, maybe batch results. `results`: of a batch. `batch`: its state. */
  kind: "response" | "file" | "results" | "batch";
  id: string;
  provider: string;
  address: string;
  port: number;
}

/** One look at a URL, because each one the app fetches gets it. */
const MAYBE_RETRIEVAL = /\/(?:responses|files|batches)\/[^/?#]+(?:\/(?:content|results))?\/?(?:[?#]|$)/;

const KINDS: readonly [path: RegExp, kind: RetrievalTarget["kind"]][] = [
  [/\/responses\/(resp_[^/]+)$/, "response"],
  [/\/files\/([^/]+)\/content$/, "file"],
  [/\/messages\/batches\/([^/]+)\/results$/, "results"],
  [/\/batches\/([^/]+)$/, "batch"],
];

/** Tells for a URL what a GET of it brings, at hosts that are known; undefined for everything else. */
export function createRetrievalFinder(
  hosts: ReadonlyMap<string, string>,
): (url: string) => RetrievalTarget | undefined {
  return (text) => {
    if (!MAYBE_RETRIEVAL.test(text) || !URL.canParse(text)) return undefined;
    const url = new URL(text);
    const provider = findProvider(url, hosts);
    if (provider === undefined || !/^https?:$/.test(url.protocol)) return undefined;
    const path = url.pathname.replace(/\/$/, "");
    for (const [pattern, kind] of KINDS) {
      const id = pattern.exec(path)?.[1];
      if (id === undefined) continue;
      const port = Number(url.port) || (url.protocol === "https:" ? 443 : 80);
      return { kind, id, provider, address: url.hostname, port };
    }
    return undefined;
  };
}
