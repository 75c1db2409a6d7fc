import { isScalar, type Node } from "yaml";

const MAX_CHARS = 60;

/** A value as messages show it: in quotes, cut at 60 characters. */
export function quoted(node: Node | string | null | undefined): string {
  const text = typeof node === "string" ? node : isScalar(node) ? String(node.source ?? node.value) : undefined;
  if (text === undefined) return node ? "(a list or keys)" : "(empty)";
  return JSON.stringify(text.length > MAX_CHARS ? `${text.slice(0, MAX_CHARS)}…` : text);
}
