import { TOKEN_UNITS } from "./units.ts";

export function isTokenUnit(unit: string): boolean {
  return (TOKEN_UNITS as readonly string[]).includes(unit);
}
