/**
 * Model names of the source that are not taken over, with the reason. A model left out is `unpriced` and visible;
 * taken over, it would be charged too little without anybody noticing.
 */
export const LEFT_OUT: readonly { pattern: RegExp; reason: string }[] = [
  {
    pattern: /audio|realtime|transcribe|whisper|-tts/,
    reason: "billed by audio units, which a call's usage does not carry",
  },
  { pattern: /image/, reason: "billed by image units, which a call's usage does not carry" },
  { pattern: /search-preview/, reason: "every call pays a search fee on top of its tokens" },
  { pattern: /^ft:|\.ft-/, reason: "fine-tunes: the source has no cache prices for them" },
  { pattern: /^gpt-oss|^gpt-chat-latest$|:extended$/, reason: "the source took the price from a reseller" },
  { pattern: /moderation/, reason: "not an inference call" },
  {
    pattern: /^(text-)?(ada|babbage|curie|davinci)|^claude-(1|2|v1|v2|instant)/,
    reason: "retired",
  },
];
