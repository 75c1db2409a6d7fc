import { expect, it } from "vitest";
import { findProvider } from "../../instrumentation/wire/provider-hosts.ts";

const find = (host: string, hosts = new Map<string, string>()) => findProvider(new URL(`https://${host}/v1`), hosts);

it.each([
  ["api.x.ai", "x_ai"],
  ["us-east-1.api.x.ai", "x_ai"],
  ["eu-west-1.api.x.ai", "x_ai"],
  ["api.mistral.ai", "mistral_ai"],
  ["codestral.mistral.ai", "mistral_ai"],
  ["api.cohere.com", "cohere"],
  ["api.cohere.ai", "cohere"],
  ["api.moonshot.ai", "moonshot_ai"],
  ["api.moonshot.cn", "moonshot_ai"],
  ["api.together.xyz", "together"],
  ["api.together.ai", "together"],
  ["ai-gateway.vercel.sh", "vercel-ai-gateway"],
  ["bedrock-runtime.us-east-1.amazonaws.com", "aws.bedrock"],
  ["bedrock-runtime-fips.us-gov-west-1.amazonaws.com", "aws.bedrock"],
  ["bedrock-runtime.cn-north-1.amazonaws.com.cn", "aws.bedrock"],
  ["bedrock-mantle.us-east-1.api.aws", "aws.bedrock"],
  ["aiplatform.googleapis.com", "gcp.vertex_ai"],
  ["europe-west1-aiplatform.googleapis.com", "gcp.vertex_ai"],
  ["aiplatform.us.rep.googleapis.com", "gcp.vertex_ai"],
  ["aiplatform.eu.rep.googleapis.com", "gcp.vertex_ai"],
])("%s is a host of %s", (host, provider) => expect(find(host)).toBe(provider));

it.each([
  "x.ai",
  "notapi.x.ai",
  "api.x.ai.example.com",
  "mistral.ai",
  "console.mistral.ai",
  "together.ai",
  "vercel.sh",
  "bedrock.us-east-1.amazonaws.com",
  "bedrock-runtime.us-east-1.amazonaws.com.example.com",
  "bedrock-runtime.a.b.amazonaws.com",
  "bedrock-mantle.us-east-1.api.aws.example.com",
  "s3.us-east-1.api.aws",
  "aiplatform.rep.googleapis.com",
  "storage.us.rep.googleapis.com",
  "aiplatform.us.rep.googleapis.com.example.com",
])("%s is nobody's host", (host) => expect(find(host)).toBe(undefined));

it("a host of the settings goes before the table", () =>
  expect(find("api.x.ai", new Map([["api.x.ai", "mine"]]))).toBe("mine"));
