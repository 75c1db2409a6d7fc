// Names that genai-prices 0.2.3 and litellm 1.109.1 list for models that have a price here, in the lines of parse-price-book.ts.
export const KNOWN_NAMES = `\
m	aws	amazon.titan-embed-text-v1	amazon.titan-embed-text-v1 amazon.titan-embed-text global.amazon.titan-embed-text
m	aws	global.anthropic.claude-haiku-5-5	global.anthropic.claude-haiku-5-5 global.anthropic.claude-haiku-5-5-v1
m	aws	global.anthropic.claude-sonnet-5-5	global.anthropic.claude-sonnet-5-5 global.anthropic.claude-sonnet-5-5-v1
m	aws	global.moonshotai.kimi-k3	global.moonshotai.kimi-k3 global.moonshotai.kimi-k3-v1
m	aws	global.openai.gpt-6-astra	global.openai.gpt-6-astra global.openai.gpt-6-astra-v1
m	aws	global.openai.gpt-6-luna	global.openai.gpt-6-luna global.openai.gpt-6-luna-v1
m	aws	global.openai.gpt-6-sol	global.openai.gpt-6-sol global.openai.gpt-6-sol-v1
m	aws	global.openai.gpt-6.1-sol	global.openai.gpt-6.1-sol global.openai.gpt-6.1-sol-v1
m	aws	global.openai.gpt-6.1-terra	global.openai.gpt-6.1-terra global.openai.gpt-6.1-terra-v1
m	aws	global.zai.glm-5.3	global.zai.glm-5.3 global.zai.glm-5.3-v1
m	aws	anthropic.claude-haiku-5-5	anthropic.claude-haiku-5-5 anthropic.claude-haiku-5-5-v1 claude-haiku-5-5 claude-haiku-5-5-v1 regional.anthropic.claude-haiku-5-5
m	aws	anthropic.claude-sonnet-5-5	anthropic.claude-sonnet-5-5 anthropic.claude-sonnet-5-5-v1 claude-sonnet-5-5 claude-sonnet-5-5-v1 regional.anthropic.claude-sonnet-5-5
m	aws	moonshotai.kimi-k3	moonshotai.kimi-k3 moonshotai.kimi-k3-v1 regional.moonshotai.kimi-k3
m	aws	openai.gpt-6-astra	openai.gpt-6-astra openai.gpt-6-astra-v1 gpt-6-astra-v1 regional.openai.gpt-6-astra
m	aws	openai.gpt-6.1-sol	openai.gpt-6.1-sol openai.gpt-6.1-sol-v1 gpt-6.1-sol-v1 regional.openai.gpt-6.1-sol
m	aws	openai.gpt-6.1-terra	openai.gpt-6.1-terra openai.gpt-6.1-terra-v1 gpt-6.1-terra-v1 regional.openai.gpt-6.1-terra
m	doubleword	deepseek-ai/deepseek-v4.1-flash	deepseek-ai/deepseek-v4.1-flash deepseek-ai/deepseek-v4.1-flash-1017
m	fireworks	deepseek-v4p1-flash-1017-ultrafast	deepseek-v4p1-flash-1017-ultrafast accounts/fireworks/routers/deepseek-v4p1-flash-1017-ultrafast
m	fireworks	deepseek-v4p1-flash-1017-us	deepseek-v4p1-flash-1017-us accounts/fireworks/routers/deepseek-v4p1-flash-1017-us
m	fireworks	deepseek-v4p1-flash-us	deepseek-v4p1-flash-us accounts/fireworks/routers/deepseek-v4p1-flash-us
m	fireworks	glm-5p3-fast	glm-5p3-fast accounts/fireworks/routers/glm-5p3-fast
m	fireworks	glm-5p3-flash-us	glm-5p3-flash-us accounts/fireworks/routers/glm-5p3-flash-us
m	fireworks	glm-5p3-us	glm-5p3-us accounts/fireworks/routers/glm-5p3-us
m	fireworks	ultramarine-1-flash-us	ultramarine-1-flash-us accounts/fireworks/routers/ultramarine-1-flash-us
m	google	gemini-3.1-pro-preview	gemini-3.1-pro-preview gemini-pro-latest
m	google	gemini-3.5-flash-lite	gemini-3.5-flash-lite gemini-flash-lite-latest
m	google	gemini-3.8-flash	gemini-3.8-flash gemini-flash-latest
m	huggingface_novita	minimaxai/minimax-m2	minimaxai/minimax-m2 minimaxai/minimax-m2.7 minimaxai/minimax-m2.7-fast
m	novita	deepseek/deepseek-r1	deepseek/deepseek-r1 deepseek/deepseek-r1/community
m	openrouter	aion-labs/aion-2.0	aion-labs/aion-2.0 aion-labs/aion-2.0-20260223
m	openrouter	anthropic/claude-fable-5	anthropic/claude-fable-5 anthropic/claude-5-fable-20260609
m	openrouter	anthropic/claude-fable-5.1	anthropic/claude-fable-5.1 anthropic/claude-fable-5.1-20260831
m	openrouter	anthropic/claude-opus-4	anthropic/claude-opus-4 anthropic/claude-4.1-opus-20250805
m	openrouter	anthropic/claude-opus-4.7	anthropic/claude-opus-4.7 anthropic/claude-4.7-opus-20260416
m	openrouter	anthropic/claude-opus-4.8	anthropic/claude-opus-4.8 anthropic/claude-4.8-opus-20260528
m	openrouter	anthropic/claude-opus-5	anthropic/claude-opus-5 anthropic/claude-opus-5-20260723
m	openrouter	anthropic/claude-opus-5.5	anthropic/claude-opus-5.5 anthropic/claude-opus-5.5-20260921
m	openrouter	anthropic/claude-sonnet-5	anthropic/claude-sonnet-5 anthropic/claude-sonnet-5-20260630
m	openrouter	bytedance-seed/seed-1.6	bytedance-seed/seed-1.6 bytedance-seed/seed-1.6-20250625
m	openrouter	bytedance-seed/seed-1.6-flash	bytedance-seed/seed-1.6-flash bytedance-seed/seed-1.6-flash-20250625
m	openrouter	bytedance-seed/seed-2.0-lite	bytedance-seed/seed-2.0-lite bytedance-seed/seed-2.0-lite-20260309
m	openrouter	bytedance-seed/seed-2.0-mini	bytedance-seed/seed-2.0-mini bytedance-seed/seed-2.0-mini-20260224
m	openrouter	cohere/command-a	cohere/command-a cohere/command-a-03-2025
m	openrouter	deepseek/deepseek-chat	deepseek/deepseek-chat deepseek/deepseek-chat-v3
m	openrouter	deepseek/deepseek-v3.2	deepseek/deepseek-v3.2 deepseek/deepseek-v3.2-20251201
m	openrouter	deepseek/deepseek-v4-flash	deepseek/deepseek-v4-flash deepseek/deepseek-v4-flash-20260423
m	openrouter	deepseek/deepseek-v4-pro	deepseek/deepseek-v4-pro deepseek/deepseek-v4-pro-20260423
m	openrouter	google/gemini-3-flash-preview	google/gemini-3-flash-preview google/gemini-3-flash-preview-20251217
m	openrouter	google/gemini-3-pro-image-preview	google/gemini-3-pro-image-preview google/gemini-3-pro-image-preview-20251120
m	openrouter	google/gemini-3.1-flash-image-preview	google/gemini-3.1-flash-image-preview google/gemini-3.1-flash-image-preview-20260226
m	openrouter	google/gemini-3.1-flash-lite	google/gemini-3.1-flash-lite google/gemini-3.1-flash-lite-20260507
m	openrouter	google/gemini-3.1-pro-preview	google/gemini-3.1-pro-preview google/gemini-3.1-pro-preview-20260219
m	openrouter	google/gemini-3.5-flash	google/gemini-3.5-flash google/gemini-3.5-flash-20260519
m	openrouter	google/gemma-4-26b-a4b-it	google/gemma-4-26b-a4b-it google/gemma-4-26b-a4b-it-20260403
m	openrouter	google/gemma-4-31b-it	google/gemma-4-31b-it google/gemma-4-31b-it-20260402
m	openrouter	inception/mercury-2	inception/mercury-2 inception/mercury-2-20260304
m	openrouter	meta-llama/llama-4-maverick	meta-llama/llama-4-maverick meta-llama/llama-4-maverick-17b-128e-instruct
m	openrouter	meta-llama/llama-4-scout	meta-llama/llama-4-scout meta-llama/llama-4-scout-17b-16e-instruct
m	openrouter	mistralai/mistral-medium-3-5	mistralai/mistral-medium-3-5 mistralai/mistral-medium-3.5-20260430
m	openrouter	mistralai/mistral-saba	mistralai/mistral-saba mistralai/mistral-saba-2502
m	openrouter	mistralai/mistral-small-3.1-24b-instruct	mistralai/mistral-small-3.1-24b-instruct mistralai/mistral-small-3.1-24b-instruct-2503
m	openrouter	mistralai/mistral-small-3.2-24b-instruct	mistralai/mistral-small-3.2-24b-instruct mistralai/mistral-small-3.2-24b-instruct-2506
m	openrouter	moonshotai/kimi-k2-thinking	moonshotai/kimi-k2-thinking moonshotai/kimi-k2-thinking-20251106
m	openrouter	moonshotai/kimi-k2.5	moonshotai/kimi-k2.5 moonshotai/kimi-k2.5-0127
m	openrouter	moonshotai/kimi-k2.6	moonshotai/kimi-k2.6 moonshotai/kimi-k2.6-20260420
m	openrouter	nvidia/nemotron-3-super-120b-a12b	nvidia/nemotron-3-super-120b-a12b nvidia/nemotron-3-super-120b-a12b-20230311
m	openrouter	nvidia/nemotron-3-ultra-550b-a55b	nvidia/nemotron-3-ultra-550b-a55b nvidia/nemotron-3-ultra-550b-a55b-20260604
m	openrouter	openai/gpt-4.1	openai/gpt-4.1 openai/gpt-4.1-2025-04-14
m	openrouter	openai/gpt-4.1-nano	openai/gpt-4.1-nano openai/gpt-4.1-nano-2025-04-14
m	openrouter	openai/gpt-5-nano	openai/gpt-5-nano openai/gpt-5-nano-2025-08-07
m	openrouter	openai/gpt-5-pro	openai/gpt-5-pro openai/gpt-5-pro-2025-10-06
m	openrouter	openai/gpt-5.1	openai/gpt-5.1 openai/gpt-5.1-20251113
m	openrouter	openai/gpt-5.4-image-2	openai/gpt-5.4-image-2 openai/gpt-5.4-image-2-20260421
m	openrouter	openai/gpt-5.4-mini	openai/gpt-5.4-mini openai/gpt-5.4-mini-20260317
m	openrouter	openai/gpt-5.4-nano	openai/gpt-5.4-nano openai/gpt-5.4-nano-20260317
m	openrouter	openai/gpt-5.4-pro	openai/gpt-5.4-pro openai/gpt-5.4-pro-20260305
m	openrouter	openai/gpt-5.5	openai/gpt-5.5 openai/gpt-5.5-20260423
m	openrouter	openai/gpt-5.5-pro	openai/gpt-5.5-pro openai/gpt-5.5-pro-20260423
m	openrouter	openai/gpt-5.6-luna	openai/gpt-5.6-luna openai/gpt-5.6-luna-20260709
m	openrouter	openai/gpt-5.6-sol	openai/gpt-5.6-sol openai/gpt-5.6-sol-20260709
m	openrouter	openai/gpt-5.6-terra	openai/gpt-5.6-terra openai/gpt-5.6-terra-20260709
m	openrouter	openai/gpt-6-luna	openai/gpt-6-luna openai/gpt-6-luna-20260922
m	openrouter	openai/gpt-6-sol	openai/gpt-6-sol openai/gpt-6-sol-20260922
m	openrouter	openai/gpt-chat-latest	openai/gpt-chat-latest openai/gpt-chat-latest-20260505
m	openrouter	openai/o1	openai/o1 openai/o1-2024-12-17
m	openrouter	openai/o3	openai/o3 openai/o3-2025-04-16
m	openrouter	openai/o3-mini	openai/o3-mini openai/o3-mini-2025-01-31
m	openrouter	openai/o3-pro	openai/o3-pro openai/o3-pro-2025-06-10
m	openrouter	openai/o4-mini	openai/o4-mini openai/o4-mini-2025-04-16
m	openrouter	perceptron/perceptron-mk1	perceptron/perceptron-mk1 perceptron/perceptron-mk1-20260512
m	openrouter	qwen/qwen-plus	qwen/qwen-plus qwen/qwen-plus-2025-01-25
m	openrouter	qwen/qwen3-14b	qwen/qwen3-14b qwen/qwen3-14b-04-28
m	openrouter	qwen/qwen3-235b-a22b-2507	qwen/qwen3-235b-a22b-2507 qwen/qwen3-235b-a22b-07-25
m	openrouter	qwen/qwen3-30b-a3b	qwen/qwen3-30b-a3b qwen/qwen3-30b-a3b-04-28
m	openrouter	qwen/qwen3-32b	qwen/qwen3-32b qwen/qwen3-32b-04-28
m	openrouter	rekaai/reka-edge	rekaai/reka-edge rekaai/reka-edge-2603
m	openrouter	relace/relace-search	relace/relace-search relace/relace-search-20251208
m	openrouter	sao10k/l3.3-euryale-70b	sao10k/l3.3-euryale-70b sao10k/l3.3-euryale-70b-v2.3
m	openrouter	stepfun/step-3.7-flash	stepfun/step-3.7-flash stepfun/step-3.7-flash-20260528
m	openrouter	tencent/hy3-preview	tencent/hy3-preview tencent/hy3-preview-20260421
m	openrouter	writer/palmyra-x5	writer/palmyra-x5 writer/palmyra-x5-20250428
m	openrouter	x-ai/grok-4.20	x-ai/grok-4.20 x-ai/grok-4.20-20260309
m	openrouter	x-ai/grok-4.20-multi-agent	x-ai/grok-4.20-multi-agent x-ai/grok-4.20-multi-agent-20260309
m	openrouter	x-ai/grok-4.3	x-ai/grok-4.3 x-ai/grok-4.3-20260430
m	openrouter	x-ai/grok-build-0.1	x-ai/grok-build-0.1 x-ai/grok-build-0.1-20260520
m	openrouter	xiaomi/mimo-v2.5	xiaomi/mimo-v2.5 xiaomi/mimo-v2.5-20260422
m	openrouter	xiaomi/mimo-v2.5-pro	xiaomi/mimo-v2.5-pro xiaomi/mimo-v2.5-pro-20260422
m	openrouter	z-ai/glm-4.6v	z-ai/glm-4.6v z-ai/glm-4.6-20251208
m	openrouter	z-ai/glm-4.7	z-ai/glm-4.7 z-ai/glm-4.7-20251222
m	openrouter	z-ai/glm-5.3-flash	z-ai/glm-5.3-flash z-ai/glm-5.3-flash-20260826
m	x-ai	grok-4.20-multi-agent	grok-4.20-multi-agent grok-4.20-multi-agent-beta-0309 grok-4.20-multi-agent-beta-latest
m	x-ai	grok-voice-latest	grok-voice-latest grok-voice-3.0
m	anthropic	claude-haiku-4-5	claude-haiku-4-5 claude-haiku-4-5-20251001
m	anthropic	claude-sonnet-4-5	claude-sonnet-4-5 claude-sonnet-4-5-20250929
m	anthropic	claude-opus-4-5	claude-opus-4-5 claude-opus-4-5-20251101
m	anthropic	claude-opus-4-6	claude-opus-4-6 claude-opus-4-6-20260205
m	anthropic	claude-opus-4-7	claude-opus-4-7 claude-opus-4-7-20260416
m	openai	computer-use-preview	computer-use-preview computer-use-preview-2025-03-11
m	google	gemini-2.5-flash-lite	gemini-2.5-flash-lite gemini-2.5-flash-lite-preview-09-2025 gemini-2.5-flash-lite-preview-06-17
m	google	gemini-live-2.5-flash	gemini-live-2.5-flash gemini-live-2.5-flash-preview-native-audio-09-2025 gemini-2.5-flash-native-audio-preview-09-2025 gemini-2.5-flash-native-audio-preview-12-2025
m	openai	gpt-4o-mini-realtime-preview	gpt-4o-mini-realtime-preview gpt-4o-mini-realtime-preview-2024-12-17
m	openai	gpt-5-nano	gpt-5-nano gpt-5-nano-2025-08-07
m	aws	regional.anthropic.claude-opus-4-5-v1	regional.anthropic.claude-opus-4-5-v1 anthropic.claude-opus-4-5-20251101-v1
m	aws	global.anthropic.claude-opus-4-5-v1	global.anthropic.claude-opus-4-5-v1 global.anthropic.claude-opus-4-5-20251101-v1
m	google	claude-haiku-4-5	claude-haiku-4-5 claude-haiku-4-5-20251001
m	google	claude-3-5-sonnet	claude-3-5-sonnet claude-3-5-sonnet-20240620
m	google	claude-3-haiku	claude-3-haiku claude-3-haiku-20240307
m	google	claude-3-opus	claude-3-opus claude-3-opus-20240229
m	google	claude-opus-4-5	claude-opus-4-5 claude-opus-4-5-20251101
m	google	claude-sonnet-4-5	claude-sonnet-4-5 claude-sonnet-4-5-20250929
m	anthropic	claude-3-opus-latest	claude-3-opus-latest claude-3-opus-20240229
m	anthropic	claude-3-sonnet	claude-3-sonnet claude-3-sonnet-20240229
m	anthropic	claude-3-haiku	claude-3-haiku claude-3-haiku-20240307
m	anthropic	claude-3-5-sonnet	claude-3-5-sonnet claude-3-5-sonnet-20240620 claude-3-5-sonnet-20241022 claude-3-5-sonnet-latest
m	anthropic	claude-3-5-haiku-latest	claude-3-5-haiku-latest claude-3-5-haiku-20241022
m	anthropic	claude-3-7-sonnet-latest	claude-3-7-sonnet-latest claude-3-7-sonnet-20250219
m	anthropic	claude-sonnet-4-0	claude-sonnet-4-0 claude-sonnet-4-20250514
m	anthropic	claude-opus-4-1	claude-opus-4-1 claude-opus-4-1-20250805
m	google	claude-3-5-haiku	claude-3-5-haiku claude-3-5-haiku-20241022
m	google	claude-3-7-sonnet	claude-3-7-sonnet claude-3-7-sonnet-20250219
m	google	claude-4-sonnet	claude-4-sonnet claude-sonnet-4-20250514
m	google	claude-4-opus	claude-4-opus claude-opus-4-20250514 claude-opus-4-1-20250805
m	google	gemini-2.0-flash	gemini-2.0-flash gemini-2.0-flash-001 gemini-2.0-flash-thinking-exp-01-21
m	google	gemini-2.0-flash-lite	gemini-2.0-flash-lite gemini-2.0-flash-lite-001 gemini-2.0-flash-lite-preview-02-05
m	google	gemini-1.5-pro	gemini-1.5-pro gemini-1.5-pro-001 gemini-1.5-pro-002 gemini-1.5-pro-latest
m	google	gemini-1.5-flash	gemini-1.5-flash gemini-1.5-flash-001 gemini-1.5-flash-002 gemini-1.5-flash-latest
m	google	gemini-2.5-pro	gemini-2.5-pro gemini-2.5-pro-preview-03-25 gemini-2.5-pro-preview-05-06 gemini-2.5-pro-preview-06-05 gemini-2.5-pro-exp-03-25
m	mistral	magistral-medium	magistral-medium magistral-medium-2506 magistral-medium-2507 magistral-medium-2509
m	mistral	magistral-small	magistral-small magistral-small-2506 magistral-small-2507 magistral-small-2509
`;
