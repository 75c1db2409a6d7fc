import { randomBytes } from "node:crypto";

/** `2026-11-23-034512-9f3a`: sorts by time, and can be said over the phone. */
export function newRunId(): string {
  const [day = "", time = ""] = new Date().toISOString().split("T");
  return `${day}-${time.slice(0, 8).replaceAll(":", "")}-${randomBytes(2).toString("hex")}`;
}
