import { canonicalProvider } from "./provider-name.ts";

/** Programs that run models on one's own machines. The price file may give them prices; nobody else bills them. */
const LOCAL_PROVIDERS: readonly string[] = ["ollama", "vllm", "lmstudio", "llamacpp"];

export function isLocalProvider(provider: string): boolean {
  return LOCAL_PROVIDERS.includes(canonicalProvider(provider));
}
