// Facts of https://pypi.org/project/genai-prices/0.2.3/, in the lines of parse-price-book.ts.
export const GENAI_PRICES_0_2_3 = `\
m	anthropic	claude-mythos-5-2	claude-mythos-5-2*
m	arcee	deepseek/deepseek-v4-pro-0813	deepseek/deepseek-v4-pro-0813
m	arcee	deepseek/deepseek-v4.1-flash	deepseek/deepseek-v4.1-flash
m	arcee	deepseek/deepseek-v4.1-flash-1017	deepseek/deepseek-v4.1-flash-1017
m	arcee	zai-org/glm-5.3	zai-org/glm-5.3
m	arcee	zai-org/glm-5.3-flash	zai-org/glm-5.3-flash
m	avian	deepseek/deepseek-v4.1-flash	deepseek/deepseek-v4.1-flash
m	avian	minimax/minimax-m3	minimax/minimax-m3
m	avian	moonshotai/kimi-k3	moonshotai/kimi-k3
m	avian	xiaomi/mimo-v2.6-flash	xiaomi/mimo-v2.6-flash
m	avian	xiaomi/mimo-v2.6-pro	xiaomi/mimo-v2.6-pro
m	avian	z-ai/glm-5.3	z-ai/glm-5.3
m	avian	z-ai/glm-5.3-flash	z-ai/glm-5.3-flash
m	aws	global.anthropic.claude-fable-5-2	global.anthropic.claude-fable-5-2 global.anthropic.claude-fable-5-2-v1*
m	aws	global.anthropic.claude-mythos-5-2	global.anthropic.claude-mythos-5-2 global.anthropic.claude-mythos-5-2-v1*
m	aws	global.moonshotai.kimi-k3.1	global.moonshotai.kimi-k3.1* global.moonshotai.kimi-k3.1-v1
m	aws	regional.anthropic.claude-fable-5-2	anthropic.claude-fable-5-2 anthropic.claude-fable-5-2-v1* claude-fable-5-2 claude-fable-5-2-v1* regional.anthropic.claude-fable-5-2
m	aws	regional.anthropic.claude-mythos-5-2	anthropic.claude-mythos-5-2 anthropic.claude-mythos-5-2-v1* claude-mythos-5-2 claude-mythos-5-2-v1* regional.anthropic.claude-mythos-5-2
m	aws	regional.moonshotai.kimi-k3.1	moonshotai.kimi-k3.1* moonshotai.kimi-k3.1-v1 regional.moonshotai.kimi-k3.1
m	aws	regional.openai.gpt-6-luna	openai.gpt-6-luna* openai.gpt-6-luna-v1 gpt-6-luna* gpt-6-luna-v1 regional.openai.gpt-6-luna
m	aws	regional.openai.gpt-6-sol	openai.gpt-6-sol* openai.gpt-6-sol-v1 gpt-6-sol* gpt-6-sol-v1 regional.openai.gpt-6-sol
m	aws	regional.zai.glm-5.3	zai.glm-5.3 zai.glm-5.3-v1 regional.zai.glm-5.3
m	baseten	deepseek-ai/deepseek-v4.1-flash	deepseek-ai/deepseek-v4.1-flash deepseek-ai/deepseek-v4.1-flash-1017
m	baseten	deepseek-ai/deepseek-v4.1-flash-1017-fast	deepseek-ai/deepseek-v4.1-flash-1017-fast
m	baseten	deepseek-ai/deepseek-v4.1-flash-fast	deepseek-ai/deepseek-v4.1-flash-fast
m	baseten	meta-models/muse-spark-open	meta-models/muse-spark-open
m	baseten	nvidia/nvidia-nemotron-3.5-super-vl-120b-a12b	nvidia/nvidia-nemotron-3.5-super-vl-120b-a12b
m	baseten	reflection/beam-1.0	reflection/beam-1.0
m	baseten	zai-org/glm-5.3-fast	zai-org/glm-5.3-fast
m	cerebras	qwen-3.8-27b	qwen-3.8-27b* cerebras:qwen-3.8-27b*
m	cloudflare	@cf/cloudflare/clairic	@cf/cloudflare/clairic clairic
m	cloudflare	@cf/cloudflare/clef	@cf/cloudflare/clef clef
m	cloudflare	@cf/cloudflare/clef-flash	@cf/cloudflare/clef-flash clef-flash
m	cloudflare	@cf/cloudflare/clef-omni	@cf/cloudflare/clef-omni clef-omni
m	cloudflare	@cf/daily-co/phonellm-mini-alpha-2	@cf/daily-co/phonellm-mini-alpha-2
m	cloudflare	@cf/deepseek-ai/deepseek-v4.1-flash-1017	@cf/deepseek-ai/deepseek-v4.1-flash-1017
m	cloudflare	@cf/zai-org/glm-5.3	@cf/zai-org/glm-5.3
m	cursor	grok-4.7	grok-4.7 grok-4.7[fast=false]
m	cursor	grok-4.7-fast	grok-4.7-fast grok-4.7[fast=true]
m	databricks	databricks-bge-large-en	databricks-bge-large-en system.ai.bge-large-en
m	databricks	databricks-deepseek-v4-1-flash	databricks-deepseek-v4-1-flash system.ai.deepseek-v4-1-flash
m	databricks	databricks-deepseek-v4-flash-0731	databricks-deepseek-v4-flash-0731 system.ai.deepseek-v4-flash-0731
m	databricks	databricks-deepseek-v4-pro-0813	databricks-deepseek-v4-pro-0813 system.ai.deepseek-v4-pro-0813
m	databricks	databricks-gemma-3-12b	databricks-gemma-3-12b system.ai.gemma-3-12b
m	databricks	databricks-glm-5-2	databricks-glm-5-2 system.ai.glm-5-2
m	databricks	databricks-glm-5-3	databricks-glm-5-3 system.ai.glm-5-3
m	databricks	databricks-glm-5-3-flash	databricks-glm-5-3-flash system.ai.glm-5-3-flash
m	databricks	databricks-gpt-oss-120b	databricks-gpt-oss-120b system.ai.gpt-oss-120b
m	databricks	databricks-gpt-oss-20b	databricks-gpt-oss-20b system.ai.gpt-oss-20b
m	databricks	databricks-gte-large-en	databricks-gte-large-en system.ai.gte-large-en
m	databricks	databricks-inkling	databricks-inkling system.ai.inkling
m	databricks	databricks-kimi-k2-7-code	databricks-kimi-k2-7-code system.ai.kimi-k2-7-code
m	databricks	databricks-kimi-k3	databricks-kimi-k3 system.ai.kimi-k3
m	databricks	databricks-llama-4-maverick	databricks-llama-4-maverick system.ai.llama-4-maverick
m	databricks	databricks-meta-llama-3-1-8b-instruct	databricks-meta-llama-3-1-8b-instruct system.ai.meta-llama-3-1-8b-instruct
m	databricks	databricks-meta-llama-3-3-70b-instruct	databricks-meta-llama-3-3-70b-instruct system.ai.meta-llama-3-3-70b-instruct
m	databricks	databricks-qwen3-embedding-0-6b	databricks-qwen3-embedding-0-6b system.ai.qwen3-embedding-0-6b
m	databricks	databricks-qwen3-next-80b-a3b-instruct	databricks-qwen3-next-80b-a3b-instruct system.ai.qwen3-next-80b-a3b-instruct
m	databricks	databricks-qwen35-122b-a10b	databricks-qwen35-122b-a10b system.ai.qwen35-122b-a10b
m	doubleword	qwen/qwen3.5-35b-a3b-fp8-dottxt	qwen/qwen3.5-35b-a3b-fp8-dottxt
m	doubleword	deepseek-ai/deepseek-v4-pro-0813	deepseek-ai/deepseek-v4-pro-0813
m	doubleword	meta-models/muse-glimmer-30b	meta-models/muse-glimmer-30b
m	doubleword	meta/muse-spark-open	meta/muse-spark-open
m	doubleword	moonshotai/kimi-k3.1-pro	moonshotai/kimi-k3.1-pro
m	doubleword	nvidia/nvidia-nemotron-3-ultra-550b-a55b-nvfp4	nvidia/nvidia-nemotron-3-ultra-550b-a55b-nvfp4
m	doubleword	zai-org/glm-5.3	zai-org/glm-5.3
m	doubleword	zai-org/glm-5.3-flash	zai-org/glm-5.3-flash
m	github-copilot	claude-haiku-5.5	claude-haiku-5.5
m	github-copilot	claude-opus-5.5	claude-opus-5.5
m	github-copilot	claude-sonnet-4	claude-sonnet-4
m	github-copilot	claude-sonnet-4.6	claude-sonnet-4.6
m	github-copilot	claude-sonnet-5.5	claude-sonnet-5.5
m	github-copilot	gemini-4-argon	gemini-4-argon
m	github-copilot	gpt-5.4-nano	gpt-5.4-nano*
m	github-copilot	gpt-6-astra	gpt-6-astra*
m	github-copilot	gpt-6-luna	gpt-6-luna*
m	github-copilot	gpt-6-sol	gpt-6-sol*
m	github-copilot	gpt-6.1-sol	gpt-6.1-sol*
m	github-copilot	gpt-6.1-terra	gpt-6.1-terra*
m	github-copilot	grok-4.7	grok-4.7
m	google	claude-fable-5-2	claude-fable-5-2*
m	google	gemini-robotics-er-2-streaming-preview	gemini-robotics-er-2-streaming-preview
m	huggingface_cerebras	qwen/qwen3.8-27b	qwen/qwen3.8-27b qwen/qwen3.8-27b-fast
m	huggingface_cerebras	openai/gpt-oss-120b	openai/gpt-oss-120b openai/gpt-oss-120b-fast
m	huggingface_fireworks-ai	minimaxai/minimax-m3	minimaxai/minimax-m3 minimaxai/minimax-m3-fast
m	huggingface_fireworks-ai	moonshotai/kimi-k3	moonshotai/kimi-k3 moonshotai/kimi-k3-fast
m	huggingface_fireworks-ai	nvidia/nvidia-nemotron-3-ultra-550b-a55b-nvfp4	nvidia/nvidia-nemotron-3-ultra-550b-a55b-nvfp4 nvidia/nvidia-nemotron-3-ultra-550b-a55b-nvfp4-fast
m	huggingface_novita	minimaxai/minimax-m3	minimaxai/minimax-m3 minimaxai/minimax-m3-fast
m	huggingface_novita	minimaxai/minimax-m3.1-flash	minimaxai/minimax-m3.1-flash minimaxai/minimax-m3.1-flash-fast
m	huggingface_novita	qwen/qwen3.8-2.4t-a95b	qwen/qwen3.8-2.4t-a95b qwen/qwen3.8-2.4t-a95b-fast
m	huggingface_novita	qwen/qwen3.8-27b	qwen/qwen3.8-27b qwen/qwen3.8-27b-fast
m	huggingface_novita	xiaomimimo/mimo-v2.5	xiaomimimo/mimo-v2.5 xiaomimimo/mimo-v2.5-fast
m	huggingface_novita	xiaomimimo/mimo-v2.5-pro	xiaomimimo/mimo-v2.5-pro xiaomimimo/mimo-v2.5-pro-fast
m	huggingface_novita	xiaomimimo/mimo-v2.6-flash-rl	xiaomimimo/mimo-v2.6-flash-rl xiaomimimo/mimo-v2.6-flash-rl-fast
m	huggingface_novita	xiaomimimo/mimo-v2.6-pro-rl	xiaomimimo/mimo-v2.6-pro-rl xiaomimimo/mimo-v2.6-pro-rl-fast
m	huggingface_novita	deepseek-ai/deepseek-v4-flash-0731	deepseek-ai/deepseek-v4-flash-0731 deepseek-ai/deepseek-v4-flash-0731-fast
m	huggingface_novita	deepseek-ai/deepseek-v4-pro	deepseek-ai/deepseek-v4-pro deepseek-ai/deepseek-v4-pro-fast
m	huggingface_novita	deepseek-ai/deepseek-v4-pro-0813	deepseek-ai/deepseek-v4-pro-0813 deepseek-ai/deepseek-v4-pro-0813-fast
m	huggingface_novita	deepseek-ai/deepseek-v4.1-flash	deepseek-ai/deepseek-v4.1-flash deepseek-ai/deepseek-v4.1-flash-fast deepseek-ai/deepseek-v4.1-flash-1017 deepseek-ai/deepseek-v4.1-flash-1017-fast
m	huggingface_novita	google/gemma-4-26b-a4b-it	google/gemma-4-26b-a4b-it google/gemma-4-26b-a4b-it-fast
m	huggingface_novita	google/gemma-4-31b-it	google/gemma-4-31b-it google/gemma-4-31b-it-fast
m	huggingface_novita	inclusionai/ling-3.0-flash	inclusionai/ling-3.0-flash inclusionai/ling-3.0-flash-fast
m	huggingface_novita	inclusionai/ling-3.0-flash-fin	inclusionai/ling-3.0-flash-fin inclusionai/ling-3.0-flash-fin-fast
m	huggingface_novita	inclusionai/ling-3.0-flash-vl	inclusionai/ling-3.0-flash-vl inclusionai/ling-3.0-flash-vl-fast
m	huggingface_novita	inclusionai/ling-3.1-flash	inclusionai/ling-3.1-flash inclusionai/ling-3.1-flash-fast
m	huggingface_novita	moonshotai/kimi-k2.6	moonshotai/kimi-k2.6 moonshotai/kimi-k2.6-fast
m	huggingface_novita	moonshotai/kimi-k2.7-code	moonshotai/kimi-k2.7-code moonshotai/kimi-k2.7-code-fast
m	huggingface_novita	tencent/hy4-preview	tencent/hy4-preview tencent/hy4-preview-fast
m	huggingface_novita	zai-org/glm-5.2	zai-org/glm-5.2 zai-org/glm-5.2-fast
m	huggingface_novita	zai-org/glm-5.3	zai-org/glm-5.3 zai-org/glm-5.3-fast
m	huggingface_novita	zai-org/glm-5.3-flash	zai-org/glm-5.3-flash zai-org/glm-5.3-flash-fast
m	huggingface_nscale	qwen/qwen3.8-27b	qwen/qwen3.8-27b qwen/qwen3.8-27b-fast
m	huggingface_nscale	qwen/qwen3.8-flash-next-fp8	qwen/qwen3.8-flash-next-fp8 qwen/qwen3.8-flash-next-fp8-fast
m	huggingface_nscale	deepseek-ai/deepseek-r1-distill-qwen-14b	deepseek-ai/deepseek-r1-distill-qwen-14b deepseek-ai/deepseek-r1-distill-qwen-14b-fast
m	huggingface_nscale	zai-org/glm-5.3	zai-org/glm-5.3 zai-org/glm-5.3-fast
m	huggingface_ovhcloud	qwen/qwen3.5-397b-a17b	qwen/qwen3.5-397b-a17b qwen/qwen3.5-397b-a17b-fast
m	huggingface_ovhcloud	qwen/qwen3.5-9b	qwen/qwen3.5-9b qwen/qwen3.5-9b-fast
m	huggingface_ovhcloud	qwen/qwen3.6-27b	qwen/qwen3.6-27b qwen/qwen3.6-27b-fast
m	huggingface_ovhcloud	qwen/qwen3.8-27b	qwen/qwen3.8-27b qwen/qwen3.8-27b-fast
m	huggingface_publicai	bsc-lt/alia-40b-instruct-2606	bsc-lt/alia-40b-instruct-2606 bsc-lt/alia-40b-instruct-2606-fast
m	huggingface_publicai	aisingapore/nemotron-sea-lion-v4.8-120b-a12b	aisingapore/nemotron-sea-lion-v4.8-120b-a12b aisingapore/nemotron-sea-lion-v4.8-120b-a12b-fast
m	huggingface_publicai	aisingapore/qwen-sea-lion-v4.5-27b-it	aisingapore/qwen-sea-lion-v4.5-27b-it aisingapore/qwen-sea-lion-v4.5-27b-it-fast
m	huggingface_publicai	speakleash/bielik-11b-v3.0-instruct	speakleash/bielik-11b-v3.0-instruct speakleash/bielik-11b-v3.0-instruct-fast
m	huggingface_publicai	swiss-ai/apertus-v1.5-70b	swiss-ai/apertus-v1.5-70b swiss-ai/apertus-v1.5-70b-fast
m	huggingface_together	minimaxai/minimax-m3	minimaxai/minimax-m3 minimaxai/minimax-m3-fast
m	huggingface_together	qwen/qwen3.8-2.4t-a95b	qwen/qwen3.8-2.4t-a95b qwen/qwen3.8-2.4t-a95b-fast
m	huggingface_together	deepseek-ai/deepseek-v4-flash-0731	deepseek-ai/deepseek-v4-flash-0731 deepseek-ai/deepseek-v4-flash-0731-fast
m	huggingface_together	deepseek-ai/deepseek-v4-pro-0813	deepseek-ai/deepseek-v4-pro-0813 deepseek-ai/deepseek-v4-pro-0813-fast
m	huggingface_together	meta-models/muse-glimmer-30b	meta-models/muse-glimmer-30b meta-models/muse-glimmer-30b-fast
m	huggingface_together	moonshotai/kimi-k3	moonshotai/kimi-k3 moonshotai/kimi-k3-fast
m	huggingface_together	thinkingmachines/inkling	thinkingmachines/inkling thinkingmachines/inkling-fast
m	huggingface_together	zai-org/glm-5.2	zai-org/glm-5.2 zai-org/glm-5.2-fast
m	huggingface_together	zai-org/glm-5.3	zai-org/glm-5.3 zai-org/glm-5.3-fast
m	huggingface_together	zai-org/glm-5.3-flash	zai-org/glm-5.3-flash zai-org/glm-5.3-flash-fast
m	meta	muse-spark-1.1	muse-spark-1.1
m	meta	muse-spark-1.2	muse-spark-1.2
m	meta	muse-spark-1.2-contributor	muse-spark-1.2-contributor
m	meta	muse-spark-1.3	muse-spark-1.3
m	meta	muse-spark-1.3-contributor	muse-spark-1.3-contributor
m	meta	muse-wonder-1.0	muse-wonder-1.0
m	minimax	minimax-m3.1-flash	minimax-m3.1-flash
m	mistral	deepseek-v4-1-flash-1017	deepseek-v4-1-flash-1017
m	modal	qwen/qwen3.8-2.4t-a95b	qwen/qwen3.8-2.4t-a95b
m	modal	qwen/qwen3.8-max-vl-thinking	qwen/qwen3.8-max-vl-thinking
m	modal	deepseek-ai/deepseek-v4.1-flash	deepseek-ai/deepseek-v4.1-flash
m	modal	deepseek-ai/deepseek-v4.1-flash-1017	deepseek-ai/deepseek-v4.1-flash-1017
m	modal	meta-models/muse-spark-open-816b-a42b	meta-models/muse-spark-open-816b-a42b
m	modal	moonshotai/kimi-k3.1-pro	moonshotai/kimi-k3.1-pro
m	modal	nvidia/glm-5.3-flash-nvfp4	nvidia/glm-5.3-flash-nvfp4
m	modal	zai-org/glm-5.3	zai-org/glm-5.3
m	modal	zai-org/glm-5.3-flash	zai-org/glm-5.3-flash
m	novita	baichuan/baichuan-m2-32b	baichuan/baichuan-m2-32b
m	novita	baidu/cobuddy	baidu/cobuddy
m	novita	baidu/ernie-4.5-21b-a3b	baidu/ernie-4.5-21b-a3b
m	novita	deepseek/deepseek-ocr-2	deepseek/deepseek-ocr-2
m	novita	deepseek/deepseek-r1-0528	deepseek/deepseek-r1-0528
m	novita	deepseek/deepseek-r1-0528-qwen3-8b	deepseek/deepseek-r1-0528-qwen3-8b
m	novita	deepseek/deepseek-r1-turbo	deepseek/deepseek-r1-turbo
m	novita	deepseek/deepseek-v4-flash-0731	deepseek/deepseek-v4-flash-0731
m	novita	deepseek/deepseek-v4-flash-0731-p	deepseek/deepseek-v4-flash-0731-p
m	novita	deepseek/deepseek-v4-pro	deepseek/deepseek-v4-pro
m	novita	deepseek/deepseek-v4-pro-0813	deepseek/deepseek-v4-pro-0813 deepseek/deepseek-v4-pro-0813-p
m	novita	deepseek/deepseek-v4.1-flash	deepseek/deepseek-v4.1-flash deepseek/deepseek-v4.1-flash-dst deepseek/deepseek-v4.1-flash-p deepseek/deepseek-v4.1-flash-1017
m	novita	google/gemma-3-12b-it	google/gemma-3-12b-it
m	novita	google/gemma-3-27b-it	google/gemma-3-27b-it
m	novita	google/gemma-4-26b-a4b-it	google/gemma-4-26b-a4b-it
m	novita	google/gemma-4-31b-it	google/gemma-4-31b-it
m	novita	inclusionai/ling-3.0-flash	inclusionai/ling-3.0-flash
m	novita	inclusionai/ling-3.0-flash-fin	inclusionai/ling-3.0-flash-fin
m	novita	inclusionai/ling-3.0-flash-sante	inclusionai/ling-3.0-flash-sante
m	novita	inclusionai/ling-3.0-flash-vl	inclusionai/ling-3.0-flash-vl
m	novita	inclusionai/ling-3.1-flash	inclusionai/ling-3.1-flash
m	novita	meta-llama/llama-4-maverick-17b-128e-instruct-fp8	meta-llama/llama-4-maverick-17b-128e-instruct-fp8
m	novita	meta-llama/llama-4-scout-17b-16e-instruct	meta-llama/llama-4-scout-17b-16e-instruct
m	novita	mindai/macaron-v1-tall	mindai/macaron-v1-tall
m	novita	mindai/macaron-v1-venti	mindai/macaron-v1-venti
m	novita	ming-image-0.1-design	ming-image-0.1-design ming-image-0.1-design-layer
m	novita	minimax/minimax-m2.5	minimax/minimax-m2.5
m	novita	minimax/minimax-m2.7	minimax/minimax-m2.7
m	novita	minimax/minimax-m2.7-highspeed	minimax/minimax-m2.7-highspeed
m	novita	minimax/minimax-m3	minimax/minimax-m3
m	novita	minimax/minimax-m3.1-flash	minimax/minimax-m3.1-flash
m	novita	minimaxai/minimax-m1-80k	minimaxai/minimax-m1-80k
m	novita	moonshotai/kimi-k2-0905	moonshotai/kimi-k2-0905
m	novita	moonshotai/kimi-k2-instruct	moonshotai/kimi-k2-instruct
m	novita	moonshotai/kimi-k2-thinking	moonshotai/kimi-k2-thinking
m	novita	moonshotai/kimi-k2.5	moonshotai/kimi-k2.5
m	novita	moonshotai/kimi-k2.6	moonshotai/kimi-k2.6
m	novita	moonshotai/kimi-k2.7-code	moonshotai/kimi-k2.7-code
m	novita	moonshotai/kimi-k3	moonshotai/kimi-k3 moonshotai/kimi-k3-p
m	novita	moonshotai/kimi-k3.1-pro	moonshotai/kimi-k3.1-pro
m	novita	moonshotai/kimi-k3.1-pro-highspeed	moonshotai/kimi-k3.1-pro-highspeed
m	novita	nvidia/nemotron-3-nano-30b-a3b	nvidia/nemotron-3-nano-30b-a3b
m	novita	openai/gpt-oss-120b	openai/gpt-oss-120b
m	novita	paddlepaddle/paddleocr-vl	paddlepaddle/paddleocr-vl
m	novita	qwen/qwen-mt-plus	qwen/qwen-mt-plus
m	novita	qwen/qwen3-omni-30b-a3b-thinking	qwen/qwen3-omni-30b-a3b-thinking
m	novita	qwen/qwen3-vl-30b-a3b-instruct	qwen/qwen3-vl-30b-a3b-instruct
m	novita	qwen/qwen3.5-122b-a10b	qwen/qwen3.5-122b-a10b
m	novita	qwen/qwen3.5-27b	qwen/qwen3.5-27b
m	novita	qwen/qwen3.5-35b-a3b	qwen/qwen3.5-35b-a3b
m	novita	qwen/qwen3.5-397b-a17b	qwen/qwen3.5-397b-a17b
m	novita	qwen/qwen3.6-27b	qwen/qwen3.6-27b
m	novita	qwen/qwen3.6-35b-a3b	qwen/qwen3.6-35b-a3b
m	novita	qwen/qwen3.7-max	qwen/qwen3.7-max
m	novita	qwen/qwen3.8-2.4t-a95b	qwen/qwen3.8-2.4t-a95b
m	novita	qwen/qwen3.8-27b	qwen/qwen3.8-27b
m	novita	qwen/qwen3.8-flash	qwen/qwen3.8-flash
m	novita	qwen/qwen3.8-max	qwen/qwen3.8-max
m	novita	stepfun/step-3.7-flash	stepfun/step-3.7-flash
m	novita	stepfun/step-5-preview	stepfun/step-5-preview
m	novita	tencent/hy3	tencent/hy3
m	novita	tencent/hy4	tencent/hy4
m	novita	tencent/hy4-preview	tencent/hy4-preview
m	novita	xiaomimimo/mimo-v2.5	xiaomimimo/mimo-v2.5
m	novita	xiaomimimo/mimo-v2.5-pro	xiaomimimo/mimo-v2.5-pro
m	novita	xiaomimimo/mimo-v2.6-flash	xiaomimimo/mimo-v2.6-flash
m	novita	xiaomimimo/mimo-v2.6-pro	xiaomimimo/mimo-v2.6-pro
m	novita	zai-org/autoglm-phone-9b-multilingual	zai-org/autoglm-phone-9b-multilingual
m	novita	zai-org/glm-4.5-air	zai-org/glm-4.5-air
m	novita	zai-org/glm-4.5v	zai-org/glm-4.5v
m	novita	zai-org/glm-4.6	zai-org/glm-4.6
m	novita	zai-org/glm-4.6v	zai-org/glm-4.6v
m	novita	zai-org/glm-4.7	zai-org/glm-4.7 zai-org/glm-4.7-h
m	novita	zai-org/glm-4.7-flash	zai-org/glm-4.7-flash
m	novita	zai-org/glm-5	zai-org/glm-5
m	novita	zai-org/glm-5.1	zai-org/glm-5.1
m	novita	zai-org/glm-5.2	zai-org/glm-5.2
m	novita	zai-org/glm-5.3	zai-org/glm-5.3 zai-org/glm-5.3-p
m	novita	zai-org/glm-5.3-flash	zai-org/glm-5.3-flash
m	novita	zai-org/glm-5.3-flashx	zai-org/glm-5.3-flashx
m	openai	gpt-5.5-cyber	gpt-5.5-cyber
m	openai	gpt-5.6-cyber	gpt-5.6-cyber
m	openai	gpt-6-cyber	gpt-6-cyber
m	openai	gpt-6-rosalind	gpt-6-rosalind
m	openai	gpt-rosalind-discovery	gpt-rosalind-discovery
m	openai	gpt-rosalind-research	gpt-rosalind-research
m	openrouter	aion-labs/aion-3.0	aion-labs/aion-3.0 aion-labs/aion-3.0-20260707
m	openrouter	aion-labs/aion-3.0-mini	aion-labs/aion-3.0-mini aion-labs/aion-3.0-mini-20260707
m	openrouter	aion-labs/aion-3.5	aion-labs/aion-3.5 aion-labs/aion-3.5-20260923
m	openrouter	aion-labs/aion-3.5-mini	aion-labs/aion-3.5-mini aion-labs/aion-3.5-mini-20260923
m	openrouter	anthropic/claude-fable-5.1:batch	anthropic/claude-fable-5.1:batch
m	openrouter	anthropic/claude-fable-5:batch	anthropic/claude-fable-5:batch
m	openrouter	anthropic/claude-haiku-4.5:batch	anthropic/claude-haiku-4.5:batch
m	openrouter	anthropic/claude-haiku-5.5	anthropic/claude-haiku-5.5* anthropic/claude-haiku-5.5-20261007
m	openrouter	anthropic/claude-haiku-5.5:batch	anthropic/claude-haiku-5.5:batch
m	openrouter	anthropic/claude-opus-4.1:batch	anthropic/claude-opus-4.1:batch
m	openrouter	anthropic/claude-opus-4.5:batch	anthropic/claude-opus-4.5:batch
m	openrouter	anthropic/claude-opus-4.6:batch	anthropic/claude-opus-4.6:batch
m	openrouter	anthropic/claude-opus-4.7:batch	anthropic/claude-opus-4.7:batch
m	openrouter	anthropic/claude-opus-4.8:batch	anthropic/claude-opus-4.8:batch
m	openrouter	anthropic/claude-opus-5.5:batch	anthropic/claude-opus-5.5:batch
m	openrouter	anthropic/claude-opus-5:batch	anthropic/claude-opus-5:batch
m	openrouter	anthropic/claude-sonnet-4.5:batch	anthropic/claude-sonnet-4.5:batch
m	openrouter	anthropic/claude-sonnet-4.6:batch	anthropic/claude-sonnet-4.6:batch
m	openrouter	anthropic/claude-sonnet-5.5	anthropic/claude-sonnet-5.5 anthropic/claude-sonnet-5.5:beta anthropic/claude-sonnet-5.5-20260928
m	openrouter	anthropic/claude-sonnet-5.5:batch	anthropic/claude-sonnet-5.5:batch
m	openrouter	anthropic/claude-sonnet-5:batch	anthropic/claude-sonnet-5:batch
m	openrouter	bytedance-seed/seed-2-1-turbo	bytedance-seed/seed-2-1-turbo bytedance-seed/seed-2-1-turbo-20260810
m	openrouter	bytedance-seed/seed-2.0-code	bytedance-seed/seed-2.0-code bytedance-seed/seed-2.0-code-20260730
m	openrouter	cloudflare/clef	cloudflare/clef
m	openrouter	cloudflare/clef-flash	cloudflare/clef-flash
m	openrouter	cognitivecomputations/dolphin-mistral-24b-venice-edition	cognitivecomputations/dolphin-mistral-24b-venice-edition venice/uncensored
m	openrouter	cohere/command-a-plus	cohere/command-a-plus cohere/command-a-plus-05-2026
m	openrouter	cohere/north-mini-code:free	cohere/north-mini-code:free
m	openrouter	deepseek/deepseek-v4-flash-0731	deepseek/deepseek-v4-flash-0731 deepseek/deepseek-v4-flash-20260731
m	openrouter	deepseek/deepseek-v4-flash-0731:batch	deepseek/deepseek-v4-flash-0731:batch
m	openrouter	deepseek/deepseek-v4-flash-vision-exp	deepseek/deepseek-v4-flash-vision-exp deepseek/deepseek-v4-flash-vision-exp-20260821
m	openrouter	deepseek/deepseek-v4-pro-0813	deepseek/deepseek-v4-pro-0813 deepseek/deepseek-v4-pro-20260813
m	openrouter	deepseek/deepseek-v4.1-flash	deepseek/deepseek-v4.1-flash deepseek/deepseek-v4.1-flash-20260910
m	openrouter	deepseek/deepseek-v4.1-flash-1017:batch	deepseek/deepseek-v4.1-flash-1017:batch
m	openrouter	deepseek/deepseek-v4.1-flash:batch	deepseek/deepseek-v4.1-flash:batch
m	openrouter	dots-studio/dots-3-note-preview:free	dots-studio/dots-3-note-preview:free
m	openrouter	elorian/glimpse	elorian/glimpse elorian/glimpse-20261016
m	openrouter	fireworks/ember-1	fireworks/ember-1 fireworks/ember-1-20260923
m	openrouter	google/gemini-2.5-flash-lite:batch	google/gemini-2.5-flash-lite:batch
m	openrouter	google/gemini-2.5-flash:batch	google/gemini-2.5-flash:batch
m	openrouter	google/gemini-2.5-pro:batch	google/gemini-2.5-pro:batch
m	openrouter	google/gemini-3-flash-preview:batch	google/gemini-3-flash-preview:batch
m	openrouter	google/gemini-3-pro-image	google/gemini-3-pro-image google/gemini-3-pro-image-20260528
m	openrouter	google/gemini-3.1-flash-image	google/gemini-3.1-flash-image google/gemini-3.1-flash-image-20260528
m	openrouter	google/gemini-3.1-flash-lite-image	google/gemini-3.1-flash-lite-image google/gemini-3.1-flash-lite-image-20260630
m	openrouter	google/gemini-3.1-flash-lite:batch	google/gemini-3.1-flash-lite:batch
m	openrouter	google/gemini-3.1-pro-preview:batch	google/gemini-3.1-pro-preview:batch
m	openrouter	google/gemini-3.5-flash-lite	google/gemini-3.5-flash-lite google/gemini-3.5-flash-lite-20260721
m	openrouter	google/gemini-3.5-flash-lite:batch	google/gemini-3.5-flash-lite:batch
m	openrouter	google/gemini-3.5-flash:batch	google/gemini-3.5-flash:batch
m	openrouter	google/gemini-3.6-flash	google/gemini-3.6-flash google/gemini-3.6-flash-20260721
m	openrouter	google/gemini-3.6-flash:batch	google/gemini-3.6-flash:batch
m	openrouter	google/gemini-3.7-flash	google/gemini-3.7-flash google/gemini-3.7-flash-20260813
m	openrouter	google/gemini-3.7-flash:batch	google/gemini-3.7-flash:batch
m	openrouter	google/gemini-3.8-flash	google/gemini-3.8-flash* google/gemini-3.8-flash-20260902
m	openrouter	google/gemini-3.8-flash:batch	google/gemini-3.8-flash:batch
m	openrouter	google/gemini-4-argon	google/gemini-4-argon google/gemini-4-argon-20261013
m	openrouter	google/gemini-4-argon:batch	google/gemini-4-argon:batch
m	openrouter	google/gemini-nano-banana-2.1	google/gemini-nano-banana-2.1 google/gemini-nano-banana-2.1-20261006
m	openrouter	google/gemini-omni-1.1-flash	google/gemini-omni-1.1-flash google/gemini-omni-1.1-flash-20260911
m	openrouter	google/gemini-omni-1.2-flash	google/gemini-omni-1.2-flash google/gemini-omni-1.2-flash-20261105
m	openrouter	ibm-granite/granite-4.2-8b	ibm-granite/granite-4.2-8b ibm-granite/granite-4.2-8b-20260831
m	openrouter	inception/mercury-2.5	inception/mercury-2.5 inception/mercury-2.5-20260908
m	openrouter	inception/mercury-3	inception/mercury-3 inception/mercury-3-20261019
m	openrouter	inclusionai/ling-3.0-flash	inclusionai/ling-3.0-flash inclusionai/ling-3.0-flash-20260723
m	openrouter	inclusionai/ling-3.0-flash-vl	inclusionai/ling-3.0-flash-vl inclusionai/ling-3.0-flash-vl-20260910
m	openrouter	inclusionai/ling-3.0-tiny	inclusionai/ling-3.0-tiny inclusionai/ling-3.0-tiny-20260806
m	openrouter	inclusionai/ling-3.1-flash	inclusionai/ling-3.1-flash inclusionai/ling-3.1-flash-20261002
m	openrouter	inference-net/schematron-v2-small	inference-net/schematron-v2-small inference-net/schematron-v2-small-20260902
m	openrouter	inference-net/schematron-v2-turbo	inference-net/schematron-v2-turbo inference-net/schematron-v2-turbo-20260902
m	openrouter	liquid/lfm-2.5-2.6b	liquid/lfm-2.5-2.6b liquid/lfm-2.5-2.6b-20260811
m	openrouter	liquid/lfm-2.5-2.6b:free	liquid/lfm-2.5-2.6b:free
m	openrouter	liquid/lfm-2.5-24b-a2b	liquid/lfm-2.5-24b-a2b liquid/lfm-2.5-24b-a2b-20261012
m	openrouter	liquid/lfm-3-1.7b	liquid/lfm-3-1.7b liquid/lfm-3-1.7b-20261106
m	openrouter	liquid/lfm-3-1.7b:free	liquid/lfm-3-1.7b:free
m	openrouter	meituan/longcat-2.0	meituan/longcat-2.0 meituan/longcat-2.0-20260720
m	openrouter	meta/muse-glimmer-30b	meta/muse-glimmer-30b meta/muse-glimmer-30b-20260810
m	openrouter	meta/muse-glimmer-30b:batch	meta/muse-glimmer-30b:batch
m	openrouter	meta/muse-spark-1.1	meta/muse-spark-1.1 meta/muse-spark-1.1-20260709
m	openrouter	meta/muse-spark-1.2	meta/muse-spark-1.2 meta/muse-spark-1.2-20260805
m	openrouter	meta/muse-spark-1.2-contributor	meta/muse-spark-1.2-contributor meta/muse-spark-1.2-contributor-20260805
m	openrouter	meta/muse-spark-1.3	meta/muse-spark-1.3 meta/muse-spark-1.3-20260902
m	openrouter	meta/muse-spark-1.3-contributor	meta/muse-spark-1.3-contributor meta/muse-spark-1.3-contributor-20260902
m	openrouter	meta/muse-spark-open	meta/muse-spark-open meta/muse-spark-open-20261015
m	openrouter	meta/muse-wonder	meta/muse-wonder meta/muse-wonder-20261012
m	openrouter	minimax/minimax-m3.1-flash:free	minimax/minimax-m3.1-flash:free
m	openrouter	minimax/minimax-m3:batch	minimax/minimax-m3:batch
m	openrouter	mistralai/codestral-2508:batch	mistralai/codestral-2508:batch
m	openrouter	mistralai/ministral-8b-2512:batch	mistralai/ministral-8b-2512:batch
m	openrouter	mistralai/mistral-large-2512:batch	mistralai/mistral-large-2512:batch
m	openrouter	mistralai/mistral-large-4-0	mistralai/mistral-large-4-0 mistralai/mistral-large-4-0-20261006
m	openrouter	mistralai/mistral-medium-3-5:batch	mistralai/mistral-medium-3-5:batch
m	openrouter	mistralai/mistral-medium-3.1:batch	mistralai/mistral-medium-3.1:batch
m	openrouter	mistralai/mistral-small-2603:batch	mistralai/mistral-small-2603:batch
m	openrouter	moondream/moondream3-preview	moondream/moondream3-preview moondream/moondream3-preview-20261013
m	openrouter	moondream/moondream3.1-9b-a2b	moondream/moondream3.1-9b-a2b moondream/moondream3.1-9b-a2b-20261013
m	openrouter	moonshotai/kimi-k3.1-pro	moonshotai/kimi-k3.1-pro moonshotai/kimi-k3.1-pro-20261023
m	openrouter	moonshotai/kimi-k3:batch	moonshotai/kimi-k3:batch
m	openrouter	morph/morph-v3-fast:batch	morph/morph-v3-fast:batch
m	openrouter	morph/morph-v3-large:batch	morph/morph-v3-large:batch
m	openrouter	nex-agi/nex-n2.5-mini	nex-agi/nex-n2.5-mini nex-agi/nex-n2.5-mini-20260908
m	openrouter	nex-agi/nex-n2.5-pro	nex-agi/nex-n2.5-pro nex-agi/nex-n2.5-pro-20260907
m	openrouter	nvidia/nemotron-3.5-content-safety	nvidia/nemotron-3.5-content-safety nvidia/nemotron-3.5-content-safety-20260604
m	openrouter	nvidia/nemotron-3.5-lightning	nvidia/nemotron-3.5-lightning nvidia/nemotron-3.5-lightning-20260807
m	openrouter	nvidia/nemotron-3.5-lightning:free	nvidia/nemotron-3.5-lightning:free
m	openrouter	nvidia/nemotron-3.5-super-vl	nvidia/nemotron-3.5-super-vl nvidia/nemotron-3.5-super-vl-20261015
m	openrouter	nvidia/nemotron-3.5-super-vl:free	nvidia/nemotron-3.5-super-vl:free
m	openrouter	openai/gpt-3.5-turbo:batch	openai/gpt-3.5-turbo:batch
m	openrouter	openai/gpt-4-turbo:batch	openai/gpt-4-turbo:batch
m	openrouter	openai/gpt-4.1-mini:batch	openai/gpt-4.1-mini:batch
m	openrouter	openai/gpt-4.1-nano:batch	openai/gpt-4.1-nano:batch
m	openrouter	openai/gpt-4.1:batch	openai/gpt-4.1:batch
m	openrouter	openai/gpt-4o-mini:batch	openai/gpt-4o-mini:batch
m	openrouter	openai/gpt-4o:batch	openai/gpt-4o:batch
m	openrouter	openai/gpt-5-mini:batch	openai/gpt-5-mini:batch
m	openrouter	openai/gpt-5-nano:batch	openai/gpt-5-nano:batch
m	openrouter	openai/gpt-5-pro:batch	openai/gpt-5-pro:batch
m	openrouter	openai/gpt-5.1:batch	openai/gpt-5.1:batch
m	openrouter	openai/gpt-5.2-pro:batch	openai/gpt-5.2-pro:batch
m	openrouter	openai/gpt-5.2:batch	openai/gpt-5.2:batch
m	openrouter	openai/gpt-5.4-mini:batch	openai/gpt-5.4-mini:batch
m	openrouter	openai/gpt-5.4-nano:batch	openai/gpt-5.4-nano:batch
m	openrouter	openai/gpt-5.4-pro:batch	openai/gpt-5.4-pro:batch
m	openrouter	openai/gpt-5.4:batch	openai/gpt-5.4:batch
m	openrouter	openai/gpt-5.5-pro:batch	openai/gpt-5.5-pro:batch
m	openrouter	openai/gpt-5.5:batch	openai/gpt-5.5:batch
m	openrouter	openai/gpt-5.6-luna-pro	openai/gpt-5.6-luna-pro openai/gpt-5.6-luna-pro-20260709
m	openrouter	openai/gpt-5.6-luna-pro:batch	openai/gpt-5.6-luna-pro:batch
m	openrouter	openai/gpt-5.6-luna:batch	openai/gpt-5.6-luna:batch
m	openrouter	openai/gpt-5.6-sol-pro	openai/gpt-5.6-sol-pro openai/gpt-5.6-sol-pro-20260709
m	openrouter	openai/gpt-5.6-sol-pro:batch	openai/gpt-5.6-sol-pro:batch
m	openrouter	openai/gpt-5.6-sol:batch	openai/gpt-5.6-sol:batch
m	openrouter	openai/gpt-5.6-terra-pro	openai/gpt-5.6-terra-pro openai/gpt-5.6-terra-pro-20260709
m	openrouter	openai/gpt-5.6-terra-pro:batch	openai/gpt-5.6-terra-pro:batch
m	openrouter	openai/gpt-5.6-terra:batch	openai/gpt-5.6-terra:batch
m	openrouter	openai/gpt-5:batch	openai/gpt-5:batch
m	openrouter	openai/gpt-6-astra	openai/gpt-6-astra openai/gpt-6-astra-20260903 openai/gpt-6-astra-pro openai/gpt-6-astra-pro-20260903
m	openrouter	openai/gpt-6-astra-pro:batch	openai/gpt-6-astra-pro:batch
m	openrouter	openai/gpt-6-astra:batch	openai/gpt-6-astra:batch
m	openrouter	openai/gpt-6.1-sol	openai/gpt-6.1-sol* openai/gpt-6.1-sol-pro* openai/gpt-6.1-sol-20260929
m	openrouter	openai/gpt-6.1-sol:batch	openai/gpt-6.1-sol:batch openai/gpt-6.1-sol-pro:batch
m	openrouter	openai/gpt-6.1-terra	openai/gpt-6.1-terra openai/gpt-6.1-terra-20261026 openai/gpt-6.1-terra-pro openai/gpt-6.1-terra-pro-20261026
m	openrouter	openai/gpt-6.1-terra-pro:batch	openai/gpt-6.1-terra-pro:batch
m	openrouter	openai/gpt-6.1-terra:batch	openai/gpt-6.1-terra:batch
m	openrouter	openai/gpt-oss-120b:batch	openai/gpt-oss-120b:batch
m	openrouter	openai/gpt-oss-20b:batch	openai/gpt-oss-20b:batch
m	openrouter	openai/o3-mini:batch	openai/o3-mini:batch
m	openrouter	openai/o3:batch	openai/o3:batch
m	openrouter	openai/o4-mini:batch	openai/o4-mini:batch
m	openrouter	particle-ai/particle-1	particle-ai/particle-1 particle-ai/particle-1-20261027
m	openrouter	perceptron/perceptron-mk1.5	perceptron/perceptron-mk1.5 perceptron/perceptron-mk1.5-20260925
m	openrouter	perplexity/pplx-decider-v1-27b	perplexity/pplx-decider-v1-27b
m	openrouter	perplexity/pplx-decider-v1.1-27b	perplexity/pplx-decider-v1.1-27b
m	openrouter	perplexity/sonar-pro-search	perplexity/sonar-pro-search
m	openrouter	poolside/laguna-s-2.1	poolside/laguna-s-2.1 poolside/laguna-s-2.1-20260720
m	openrouter	poolside/laguna-s-2.1:free	poolside/laguna-s-2.1:free
m	openrouter	poolside/laguna-xs-2.1	poolside/laguna-xs-2.1 poolside/laguna-xs-2.1-20260625
m	openrouter	poolside/laguna-xs-2.1:free	poolside/laguna-xs-2.1:free
m	openrouter	prism-ml/ternary-bonsai-2-27b	prism-ml/ternary-bonsai-2-27b prism-ml/ternary-bonsai-2-27b-20260918
m	openrouter	prism-ml/ternary-bonsai-2-9b	prism-ml/ternary-bonsai-2-9b prism-ml/ternary-bonsai-2-9b-20261015
m	openrouter	qwen/qwen3.7-flash	qwen/qwen3.7-flash qwen/qwen3.7-flash-20260727
m	openrouter	qwen/qwen3.7-plus:batch	qwen/qwen3.7-plus:batch
m	openrouter	qwen/qwen3.8-2.4t-a95b	qwen/qwen3.8-2.4t-a95b qwen/qwen3.8-2.4t-a95b-20260812
m	openrouter	qwen/qwen3.8-27b	qwen/qwen3.8-27b qwen/qwen3.8-27b-20260814
m	openrouter	qwen/qwen3.8-27b:batch	qwen/qwen3.8-27b:batch
m	openrouter	qwen/qwen3.8-flash	qwen/qwen3.8-flash qwen/qwen3.8-flash-20260826
m	openrouter	qwen/qwen3.8-max-0902	qwen/qwen3.8-max-0902 qwen/qwen3.8-max-20260902
m	openrouter	qwen/qwen3.8-max-prime	qwen/qwen3.8-max-prime qwen/qwen3.8-max-prime-20260923
m	openrouter	qwen/qwen3.8-omni-flash	qwen/qwen3.8-omni-flash qwen/qwen3.8-omni-flash-20260918
m	openrouter	recursive/flint-v1.0:free	recursive/flint-v1.0:free
m	openrouter	reflection/beam-1.0-501b-a23b	reflection/beam-1.0-501b-a23b reflection/beam-1.0-501b-a23b-20261016
m	openrouter	ricursiveai/ripple-65b-preview	ricursiveai/ripple-65b-preview ricursiveai/ripple-65b-preview-20261104
m	openrouter	sakana/fugu-max	sakana/fugu-max sakana/fugu-max-20260911
m	openrouter	sakana/fugu-ultra	sakana/fugu-ultra sakana/fugu-ultra-20260615 sakana/fugu-ultra-v2 sakana/fugu-ultra-v2-20260911
m	openrouter	sakana/sakana-namazu	sakana/sakana-namazu sakana/namazu-20260811
m	openrouter	scaledown/extract	scaledown/extract scaledown/extract-20260928
m	openrouter	scaledown/summarize	scaledown/summarize scaledown/summarize-20260928
m	openrouter	stepfun/step-5-preview	stepfun/step-5-preview stepfun/step-5-preview-20261008
m	openrouter	tencent/hy-mt2-1.8b	tencent/hy-mt2-1.8b tencent/hy-mt2-1.8b-20260521
m	openrouter	tencent/hy-mt2-30b-a3b	tencent/hy-mt2-30b-a3b tencent/hy-mt2-30b-a3b-20260521
m	openrouter	tencent/hy-mt2-7b	tencent/hy-mt2-7b tencent/hy-mt2-7b-20260521
m	openrouter	tencent/hy4	tencent/hy4 tencent/hy4-20261104
m	openrouter	thinkingmachines/inkling	thinkingmachines/inkling thinkingmachines/inkling-20260715
m	openrouter	thinkingmachines/inkling-small	thinkingmachines/inkling-small thinkingmachines/inkling-small-20260730
m	openrouter	thinkingmachines/inkling-small:batch	thinkingmachines/inkling-small:batch
m	openrouter	thinkingmachines/inkling-small:free	thinkingmachines/inkling-small:free
m	openrouter	thinkingmachines/inkling:free	thinkingmachines/inkling:free
m	openrouter	typesafe/jev-1.13	typesafe/jev-1.13*
m	openrouter	typesafe/jev-1.14	typesafe/jev-1.14* ~typesafe/jev-latest
m	openrouter	unbiased/pareto-26.10	unbiased/pareto-26.10 unbiased/pareto-26.10-20261015
m	openrouter	unbiased/pareto-26.9	unbiased/pareto-26.9 unbiased/pareto-26.9-20260917
m	openrouter	upstage/solar-mini4	upstage/solar-mini4 upstage/solar-mini4-20260922
m	openrouter	upstage/solar-pro4	upstage/solar-pro4 upstage/solar-pro4-20260810
m	openrouter	x-ai/grok-4.3:batch	x-ai/grok-4.3:batch
m	openrouter	x-ai/grok-4.5	x-ai/grok-4.5 x-ai/grok-4.5-20260708
m	openrouter	x-ai/grok-4.6	x-ai/grok-4.6 x-ai/grok-4.6-20260810
m	openrouter	x-ai/grok-4.6:batch	x-ai/grok-4.6:batch
m	openrouter	x-ai/grok-4.7	x-ai/grok-4.7 x-ai/grok-4.7-20260916
m	openrouter	x-ai/grok-4.7:batch	x-ai/grok-4.7:batch
m	openrouter	xiaomi/mimo-v2.6-flash	xiaomi/mimo-v2.6-flash xiaomi/mimo-v2.6-flash-20260921
m	openrouter	xiaomi/mimo-v2.6-pro	xiaomi/mimo-v2.6-pro xiaomi/mimo-v2.6-pro-20260921
m	openrouter	xiaomi/mimo-v2.6-pro-ultraspeed	xiaomi/mimo-v2.6-pro-ultraspeed xiaomi/mimo-v2.6-pro-ultraspeed-20260921
m	openrouter	xingchen-agi/xing4.0-29b-a4b:free	xingchen-agi/xing4.0-29b-a4b:free
m	openrouter	z-ai/glm-5.2:batch	z-ai/glm-5.2:batch
m	openrouter	z-ai/glm-5.3-flash:batch	z-ai/glm-5.3-flash:batch
m	openrouter	z-ai/glm-5.3-flashx	z-ai/glm-5.3-flashx z-ai/glm-5.3-flashx-20260918
m	openrouter	z-ai/glm-5.3-flashx-legal	z-ai/glm-5.3-flashx-legal z-ai/glm-5.3-flashx-legal-20261102
m	openrouter	z-ai/glm-5.3-prime	z-ai/glm-5.3-prime z-ai/glm-5.3-prime-20260921
m	openrouter	z-ai/glm-5.3:batch	z-ai/glm-5.3:batch
m	openrouter	z-ai/glm-5v-turbo	z-ai/glm-5v-turbo z-ai/glm-5v-turbo-20260401
m	openrouter	~deepseek/deepseek-flash-latest	~deepseek/deepseek-flash-latest
m	openrouter	~deepseek/deepseek-pro-latest	~deepseek/deepseek-pro-latest
m	openrouter	~deepseek/deepseek-v4-flash-latest	~deepseek/deepseek-v4-flash-latest
m	openrouter	~openai/gpt-astra-latest	~openai/gpt-astra-latest
m	openrouter	~openai/gpt-luna-latest	~openai/gpt-luna-latest
m	openrouter	~openai/gpt-sol-latest	~openai/gpt-sol-latest
m	openrouter	~openai/gpt-terra-latest	~openai/gpt-terra-latest
m	openrouter	~unbiased/pareto-latest	~unbiased/pareto-latest
m	openrouter	~x-ai/grok-latest	~x-ai/grok-latest
m	openrouter	~z-ai/glm-flash-latest	~z-ai/glm-flash-latest
m	openrouter	~z-ai/glm-latest	~z-ai/glm-latest
m	ovhcloud	qwen3-embedding-8b	qwen3-embedding-8b
m	ovhcloud	qwen3.5-397b-a17b	qwen3.5-397b-a17b
m	ovhcloud	qwen3.5-9b	qwen3.5-9b
m	ovhcloud	qwen3.6-27b	qwen3.6-27b
m	ovhcloud	qwen3.8-27b	qwen3.8-27b
m	perplexity	nemotron-3.5-super-120b-a12b	nemotron-3.5-super-120b-a12b
m	perplexity	pplx-decider-flash-v1.2	pplx-decider-flash-v1.2 pplx-decider-flash-latest
m	perplexity	pplx-decider-v1-27b	pplx-decider-v1-27b
m	perplexity	pplx-decider-v1.1-27b	pplx-decider-v1.1-27b
m	perplexity	pplx-decider-v1.2	pplx-decider-v1.2 pplx-decider-latest
m	quicksilverpro	claude-fable-5-1	claude-fable-5-1
m	quicksilverpro	claude-haiku-5-5	claude-haiku-5-5
m	quicksilverpro	claude-opus-5-5	claude-opus-5-5
m	quicksilverpro	claude-sonnet-5-5	claude-sonnet-5-5
m	quicksilverpro	deepseek-v4.1-flash	deepseek-v4.1-flash
m	quicksilverpro	deepseek-v4.1-flash-1017	deepseek-v4.1-flash-1017
m	quicksilverpro	gemini-3.8-flash	gemini-3.8-flash
m	quicksilverpro	gemini-4-argon	gemini-4-argon
m	quicksilverpro	glm-5.3-prime	glm-5.3-prime
m	quicksilverpro	gpt-6-astra	gpt-6-astra
m	quicksilverpro	gpt-6-luna	gpt-6-luna
m	quicksilverpro	gpt-6-sol	gpt-6-sol
m	quicksilverpro	gpt-6.1-sol	gpt-6.1-sol
m	quicksilverpro	gpt-6.1-terra	gpt-6.1-terra gpt-6.1-terra-pro
m	quicksilverpro	grok-4.7	grok-4.7
m	quicksilverpro	hy4	hy4
m	quicksilverpro	hy4-preview	hy4-preview
m	quicksilverpro	jev-1.13	jev-1.13
m	quicksilverpro	kimi-k3.1-pro	kimi-k3.1-pro
m	quicksilverpro	kimi-k3.1-pro-highspeed	kimi-k3.1-pro-highspeed
m	quicksilverpro	mimo-v2.6-flash	mimo-v2.6-flash
m	quicksilverpro	mimo-v2.6-pro	mimo-v2.6-pro
m	quicksilverpro	mistral-large-4	mistral-large-4
m	quicksilverpro	muse-spark-1.3	muse-spark-1.3
m	quicksilverpro	muse-spark-open	muse-spark-open
m	quicksilverpro	muse-wonder	muse-wonder
m	quicksilverpro	nemotron-3-ultra	nemotron-3-ultra
m	quicksilverpro	qwen3.8-27b-decentered	qwen3.8-27b-decentered
m	quicksilverpro	qwen3.8-flash-next	qwen3.8-flash-next
m	quicksilverpro	qwen3.8-max-prime	qwen3.8-max-prime
m	quicksilverpro	qwen3.8-omni-flash	qwen3.8-omni-flash
m	quicksilverpro	step-5-preview	step-5-preview
m	quicksilverpro	trio-spark-v1.3	trio-spark-v1.3
m	together	tev1-4b-experimental	tev1-4b-experimental
m	zai	glm-4-32b-0414-128k	glm-4-32b-0414-128k
m	zai	glm-4.5	glm-4.5
m	zai	glm-4.5-air	glm-4.5-air
m	zai	glm-4.5-airx	glm-4.5-airx
m	zai	glm-4.5-x	glm-4.5-x
m	zai	glm-4.5v	glm-4.5v
m	zai	glm-4.6	glm-4.6
m	zai	glm-4.6v	glm-4.6v
m	zai	glm-4.6v-flashx	glm-4.6v-flashx
m	zai	glm-4.7	glm-4.7
m	zai	glm-4.7-flashx	glm-4.7-flashx
m	zai	glm-5	glm-5
m	zai	glm-5.1	glm-5.1
m	zai	glm-5.3-flashx	glm-5.3-flashx glm-5.3-flashx-legal
m	zai	glm-ocr	glm-ocr
@	2026-11-23T00:00:00.000Z	2026-11-23	verified	https://pypi.org/project/genai-prices/0.2.3/
p	anthropic	claude-mythos-5-2	standard	1970-01-01	input=8000000 cacheWrite5m=10000000 cacheRead=200000 output=40000000 cacheWrite1h=16000000 webSearch=10000000000
p	arcee	deepseek/deepseek-v4-pro-0813	standard	1970-01-01	input=1320000 cacheRead=44000 output=3960000
p	arcee	deepseek/deepseek-v4.1-flash	standard	1970-01-01	input=220000 cacheRead=7000 output=660000
p	arcee	deepseek/deepseek-v4.1-flash	standard	2026-11-01	input=220000 cacheRead=7000 output=1200000
p	arcee	deepseek/deepseek-v4.1-flash-1017	standard	1970-01-01	input=300000 cacheRead=6000 output=1200000
p	arcee	zai-org/glm-5.3	standard	1970-01-01	input=1400000 cacheRead=260000 output=4400000
p	arcee	zai-org/glm-5.3-flash	standard	1970-01-01	input=150000 cacheRead=30000 output=500000
p	avian	deepseek/deepseek-v4-flash	standard	2026-10-18	input=140000 cacheRead=2800 output=280000
p	avian	deepseek/deepseek-v4-pro-0813	standard	2026-10-18	input=561000 cacheRead=18700 output=1683000
p	avian	deepseek/deepseek-v4.1-flash	standard	1970-01-01	input=127500 cacheRead=2550 output=510000
p	avian	minimax/minimax-m3	standard	1970-01-01	input=255000 cacheRead=51000 output=1020000
p	avian	moonshotai/kimi-k3	standard	1970-01-01	input=2550000 cacheRead=255000 output=12750000
p	avian	xiaomi/mimo-v2.5-pro	standard	2026-10-18	input=369750 cacheRead=3060 output=739500
p	avian	xiaomi/mimo-v2.6-flash	standard	1970-01-01	input=200000 cacheRead=50000 output=400000
p	avian	xiaomi/mimo-v2.6-flash	standard	2026-10-18	input=140000 cacheRead=2800 output=280000
p	avian	xiaomi/mimo-v2.6-pro	standard	1970-01-01	input=435000 cacheRead=3600 output=870000
p	avian	xiaomi/mimo-v2.6-pro	standard	2026-10-18	input=369750 cacheRead=3060 output=739500
p	avian	z-ai/glm-5.3	standard	1970-01-01	input=1190000 cacheRead=221000 output=3740000
p	avian	z-ai/glm-5.3-flash	standard	1970-01-01	input=127500 cacheRead=25500 output=425000
p	aws	global.anthropic.claude-fable-5-2	standard	1970-01-01	input=8000000 cacheWrite5m=10000000 cacheRead=200000 output=40000000 cacheWrite1h=16000000
p	aws	global.anthropic.claude-mythos-5-2	standard	1970-01-01	input=8000000 cacheWrite5m=10000000 cacheRead=200000 output=40000000 cacheWrite1h=16000000
p	aws	global.moonshotai.kimi-k3.1	standard	1970-01-01	input=4000000 cacheWrite5m=5000000 cacheRead=200000 output=20000000
p	aws	global.openai.gpt-5.6-luna	standard	1970-01-01	input=200000 cacheWrite5m=250000 cacheRead=20000 output=1200000	>272000 input=400000 cacheWrite5m=500000 cacheRead=40000 output=1800000
p	aws	global.openai.gpt-5.6-sol	standard	1970-01-01	input=5000000 cacheWrite5m=6250000 cacheRead=500000 output=30000000	>272000 input=10000000 cacheWrite5m=12500000 cacheRead=1000000 output=45000000
p	aws	global.openai.gpt-5.6-sol	standard	2026-08-21	input=4000000 cacheWrite5m=5000000 cacheRead=400000 output=20000000	>272000 input=8000000 cacheWrite5m=10000000 cacheRead=800000 output=30000000
p	aws	global.openai.gpt-5.6-terra	standard	1970-01-01	input=2000000 cacheWrite5m=2500000 cacheRead=200000 output=12000000	>272000 input=4000000 cacheWrite5m=5000000 cacheRead=400000 output=18000000
p	aws	regional.anthropic.claude-fable-5-2	standard	1970-01-01	input=8800000 cacheWrite5m=11000000 cacheRead=220000 output=44000000 cacheWrite1h=17600000
p	aws	regional.anthropic.claude-mythos-5-2	standard	1970-01-01	input=8800000 cacheWrite5m=11000000 cacheRead=220000 output=44000000 cacheWrite1h=17600000
p	aws	regional.moonshotai.kimi-k3.1	standard	1970-01-01	input=4400000 cacheWrite5m=5500000 cacheRead=220000 output=22000000
p	aws	regional.openai.gpt-5.6-luna	standard	2026-07-30	input=220000 cacheWrite5m=275000 cacheRead=22000 output=1320000	>272000 input=440000 cacheWrite5m=550000 cacheRead=44000 output=1980000
p	aws	regional.openai.gpt-5.6-sol	standard	1970-01-01	input=5500000 cacheWrite5m=6875000 cacheRead=550000 output=33000000	>272000 input=11000000 cacheWrite5m=13750000 cacheRead=1100000 output=49500000
p	aws	regional.openai.gpt-5.6-sol	standard	2026-08-21	input=4400000 cacheWrite5m=5500000 cacheRead=440000 output=22000000	>272000 input=8800000 cacheWrite5m=11000000 cacheRead=880000 output=33000000
p	aws	regional.openai.gpt-5.6-terra	standard	2026-07-30	input=2200000 cacheWrite5m=2750000 cacheRead=220000 output=13200000	>272000 input=4400000 cacheWrite5m=5500000 cacheRead=440000 output=19800000
p	aws	regional.openai.gpt-6-luna	standard	1970-01-01	input=110000 cacheWrite5m=137500 cacheRead=11000 output=550000	>272000 input=220000 cacheWrite5m=275000 cacheRead=22000 output=825000
p	aws	regional.openai.gpt-6-sol	standard	1970-01-01	input=2200000 cacheWrite5m=2750000 cacheRead=220000 output=11000000	>272000 input=4400000 cacheWrite5m=5500000 cacheRead=440000 output=16500000
p	aws	regional.zai.glm-5.3	standard	1970-01-01	input=1848000 cacheWrite5m=2310000 cacheRead=343200 output=5808000
p	baseten	deepseek-ai/deepseek-v4.1-flash	standard	1970-01-01	input=300000 cacheRead=7000 output=1200000
p	baseten	deepseek-ai/deepseek-v4.1-flash-1017-fast	standard	1970-01-01	input=600000 cacheRead=14000 output=2400000
p	baseten	deepseek-ai/deepseek-v4.1-flash-fast	standard	1970-01-01	input=600000 cacheRead=14000 output=2400000
p	baseten	meta-models/muse-spark-open	standard	1970-01-01	input=1250000 cacheRead=150000 output=4250000
p	baseten	nvidia/nvidia-nemotron-3.5-super-vl-120b-a12b	standard	1970-01-01	input=200000 cacheRead=40000 output=500000
p	baseten	reflection/beam-1.0	standard	1970-01-01	input=1300000 cacheRead=130000 output=4300000
p	baseten	reflection/beam-1.0	standard	2026-11-02	input=400000 cacheRead=40000 output=1200000
p	baseten	zai-org/glm-5.3-fast	standard	1970-01-01	input=2100000 cacheRead=210000 output=6600000
p	cerebras	qwen-3.8-27b	standard	1970-01-01	input=990000 output=1490000
p	cloudflare	@cf/cloudflare/clairic	standard	1970-01-01	input=100000
p	cloudflare	@cf/cloudflare/clef	standard	1970-01-01	input=240000
p	cloudflare	@cf/cloudflare/clef-flash	standard	1970-01-01	input=90000
p	cloudflare	@cf/cloudflare/clef-flash	standard	2026-10-19	input=38000
p	cloudflare	@cf/cloudflare/clef-omni	standard	1970-01-01	input=150000
p	cloudflare	@cf/daily-co/phonellm-mini-alpha-2	standard	1970-01-01	input=60000 output=240000
p	cloudflare	@cf/deepseek-ai/deepseek-v4.1-flash-1017	standard	1970-01-01	input=300000 cacheRead=6000 output=1200000
p	cloudflare	@cf/zai-org/glm-5.3	standard	1970-01-01	input=1400000 cacheRead=260000 output=4400000
p	cursor	grok-4.7	standard	1970-01-01	input=2000000 cacheRead=500000 output=6000000	>256000 input=4000000 cacheRead=1000000 output=12000000
p	cursor	grok-4.7-fast	standard	1970-01-01	input=4000000 cacheRead=1000000 output=12000000	>256000 input=6000000 cacheRead=1500000 output=18000000
p	databricks	databricks-bge-large-en	standard	1970-01-01	input=100000
p	databricks	databricks-deepseek-v4-1-flash	standard	1970-01-01	input=300000 cacheRead=30000 output=1200000
p	databricks	databricks-deepseek-v4-flash-0731	standard	1970-01-01	input=140000 cacheRead=28000 output=280000
p	databricks	databricks-deepseek-v4-pro-0813	standard	1970-01-01	input=1320000 cacheRead=132000 output=3960000
p	databricks	databricks-gemma-3-12b	standard	1970-01-01	input=150000 output=500000
p	databricks	databricks-glm-5-2	standard	1970-01-01	input=1400000 cacheRead=260000 output=4400000
p	databricks	databricks-glm-5-3	standard	1970-01-01	input=1400000 cacheRead=260000 output=4400000
p	databricks	databricks-glm-5-3-flash	standard	1970-01-01	input=150000 cacheRead=30000 output=500000
p	databricks	databricks-gpt-oss-120b	standard	1970-01-01	input=150000 output=600000
p	databricks	databricks-gpt-oss-20b	standard	1970-01-01	input=70000 output=300000
p	databricks	databricks-gte-large-en	standard	1970-01-01	input=130000
p	databricks	databricks-inkling	standard	1970-01-01	input=1000000 cacheRead=170000 output=4050000
p	databricks	databricks-kimi-k2-7-code	standard	1970-01-01	input=950000 cacheRead=190000 output=4000000
p	databricks	databricks-kimi-k3	standard	1970-01-01	input=3000000 cacheRead=300000 output=15000000
p	databricks	databricks-llama-4-maverick	standard	1970-01-01	input=500000 output=1500000
p	databricks	databricks-meta-llama-3-1-8b-instruct	standard	1970-01-01	input=150000 output=450000
p	databricks	databricks-meta-llama-3-3-70b-instruct	standard	1970-01-01	input=500000 output=1500000
p	databricks	databricks-qwen3-embedding-0-6b	standard	1970-01-01	input=20000 output=0
p	databricks	databricks-qwen3-next-80b-a3b-instruct	standard	1970-01-01	input=150000 output=1200000
p	databricks	databricks-qwen35-122b-a10b	standard	1970-01-01	input=220000 output=2200000
p	doubleword	qwen/qwen3-embedding-8b	standard	2026-11-23	input=40000
p	doubleword	qwen/qwen3-vl-235b-a22b-instruct-fp8	standard	2026-10-18	input=210000 cacheRead=120000 output=1900000
p	doubleword	qwen/qwen3.5-35b-a3b-fp8-dottxt	standard	1970-01-01	input=350000 cacheRead=200000 output=1200000
p	doubleword	qwen/qwen3.6-35b-a3b-fp8	standard	2026-10-18	input=140000 output=1000000
p	doubleword	deepseek-ai/deepseek-v4-pro-0813	standard	1970-01-01	input=1320000 cacheRead=130000 output=3960000
p	doubleword	google/gemma-4-31b-it	standard	2026-10-18	input=120000 output=350000
p	doubleword	meta-models/muse-glimmer-30b	standard	1970-01-01	input=110000 cacheRead=10000 output=320000
p	doubleword	meta/muse-spark-open	standard	1970-01-01	input=1250000 cacheRead=150000 output=4250000
p	doubleword	moonshotai/kimi-k3.1-pro	standard	1970-01-01	input=2000000 cacheRead=200000 output=10000000
p	doubleword	nvidia/nvidia-nemotron-3-ultra-550b-a55b-nvfp4	standard	1970-01-01	input=500000 cacheRead=130000 output=2200000
p	doubleword	zai-org/glm-5.3	standard	1970-01-01	input=1400000 cacheRead=280000 output=4400000
p	doubleword	zai-org/glm-5.3-flash	standard	1970-01-01	input=150000 cacheRead=30000 output=500000
p	github-copilot	claude-fable-5.1	standard	1970-01-01	input=10000000 cacheWrite5m=12500000 cacheRead=250000 output=50000000
p	github-copilot	claude-haiku-5.5	standard	1970-01-01	input=100000 cacheWrite5m=125000 cacheRead=10000 output=500000	>100000 input=500000 cacheWrite5m=625000 cacheRead=50000 output=2500000
p	github-copilot	claude-opus-5.5	standard	1970-01-01	input=4000000 cacheWrite5m=5000000 cacheRead=200000 output=20000000
p	github-copilot	claude-sonnet-4	standard	1970-01-01	input=3000000 cacheWrite5m=3750000 cacheRead=300000 output=15000000
p	github-copilot	claude-sonnet-4.6	standard	1970-01-01	input=3000000 cacheWrite5m=3750000 cacheRead=300000 output=15000000
p	github-copilot	claude-sonnet-5.5	standard	1970-01-01	input=2000000 cacheWrite5m=2500000 cacheRead=100000 output=10000000
p	github-copilot	gemini-4-argon	standard	1970-01-01	input=2000000 cacheRead=100000 output=10000000
p	github-copilot	gpt-5.4-nano	standard	1970-01-01	input=200000 cacheRead=20000 output=1250000
p	github-copilot	gpt-6-astra	standard	1970-01-01	input=10000000 cacheWrite5m=12500000 cacheRead=1000000 output=50000000	>272000 input=20000000 cacheWrite5m=25000000 cacheRead=2000000 output=75000000
p	github-copilot	gpt-6-luna	standard	1970-01-01	input=100000 cacheWrite5m=125000 cacheRead=10000 output=500000	>272000 input=200000 cacheWrite5m=250000 cacheRead=20000 output=750000
p	github-copilot	gpt-6-sol	standard	1970-01-01	input=2000000 cacheWrite5m=2500000 cacheRead=200000 output=10000000	>272000 input=4000000 cacheWrite5m=5000000 cacheRead=400000 output=15000000
p	github-copilot	gpt-6.1-sol	standard	1970-01-01	input=2000000 cacheWrite5m=2500000 cacheRead=100000 output=10000000	>272000 input=4000000 cacheWrite5m=5000000 cacheRead=200000 output=15000000
p	github-copilot	gpt-6.1-terra	standard	1970-01-01	input=1000000 cacheWrite5m=1250000 cacheRead=50000 output=5000000	>272000 input=2000000 cacheWrite5m=2500000 cacheRead=100000 output=7500000
p	github-copilot	grok-4.7	standard	1970-01-01	input=2000000 cacheRead=500000 output=6000000	>200000 input=4000000 cacheRead=1000000 output=12000000
p	google	claude-fable-5-2	standard	1970-01-01	input=8000000 cacheWrite5m=10000000 cacheRead=200000 output=40000000 cacheWrite1h=16000000 webSearch=10000000000
p	google	gemini-2.0-flash	standard	1970-01-01	input=100000 cacheRead=25000 output=400000 inputAudio=700000 cacheReadAudio=175000 request/grounded=35000000000
p	google	gemini-2.5-flash-preview	standard	1970-01-01	input=150000 output=600000 request/grounded=35000000000
p	google	gemini-3.1-flash-live-preview	standard	1970-01-01	input=750000 output=4500000 inputAudio=3000000 outputAudio=12000000 inputImage=1000000 inputVideo=1000000 webSearch=14000000000
p	google	gemini-robotics-er-2-streaming-preview	standard	1970-01-01	input=1000000 output=5000000
p	google	gemini-robotics-er-2-streaming-preview	standard	2027-01-01	input=2000000 output=10000000
p	huggingface_cerebras	qwen/qwen3.8-27b	standard	1970-01-01	input=990000 output=1490000
p	huggingface_cerebras	openai/gpt-oss-120b	standard	1970-01-01	input=350000 output=750000
p	huggingface_fireworks-ai	minimaxai/minimax-m3	standard	1970-01-01	input=300000 output=1200000
p	huggingface_fireworks-ai	moonshotai/kimi-k3	standard	1970-01-01	input=3000000 output=15000000
p	huggingface_fireworks-ai	nvidia/nvidia-nemotron-3-ultra-550b-a55b-nvfp4	standard	1970-01-01	input=600000 output=2400000
p	huggingface_novita	minimaxai/minimax-m3	standard	1970-01-01	input=300000 output=1200000
p	huggingface_novita	minimaxai/minimax-m3.1-flash	standard	1970-01-01	input=150000 output=600000
p	huggingface_novita	qwen/qwen3.8-2.4t-a95b	standard	1970-01-01	input=2000000 output=6000000
p	huggingface_novita	qwen/qwen3.8-27b	standard	1970-01-01	input=420000 output=3000000
p	huggingface_novita	xiaomimimo/mimo-v2.5	standard	1970-01-01	input=168000 output=336000
p	huggingface_novita	xiaomimimo/mimo-v2.5-pro	standard	1970-01-01	input=522000 output=1044000
p	huggingface_novita	xiaomimimo/mimo-v2.6-flash-rl	standard	1970-01-01	input=140000 output=280000
p	huggingface_novita	xiaomimimo/mimo-v2.6-pro-rl	standard	1970-01-01	input=435000 output=870000
p	huggingface_novita	deepseek-ai/deepseek-v4-flash-0731	standard	1970-01-01	input=440000 output=1320000
p	huggingface_novita	deepseek-ai/deepseek-v4-pro	standard	1970-01-01	input=1600000 output=3200000
p	huggingface_novita	deepseek-ai/deepseek-v4-pro-0813	standard	1970-01-01	input=1320000 output=3960000
p	huggingface_novita	deepseek-ai/deepseek-v4.1-flash	standard	1970-01-01	input=300000 output=1200000
p	huggingface_novita	google/gemma-4-26b-a4b-it	standard	1970-01-01	input=130000 output=400000
p	huggingface_novita	google/gemma-4-31b-it	standard	1970-01-01	input=140000 output=400000
p	huggingface_novita	inclusionai/ling-3.0-flash	standard	1970-01-01	input=60000 output=180000
p	huggingface_novita	inclusionai/ling-3.0-flash-fin	standard	1970-01-01	input=75000 output=220000
p	huggingface_novita	inclusionai/ling-3.0-flash-vl	standard	1970-01-01	input=75000 output=220000
p	huggingface_novita	inclusionai/ling-3.1-flash	standard	1970-01-01	input=300000 output=900000
p	huggingface_novita	moonshotai/kimi-k2.6	standard	1970-01-01	input=800000 output=3400000
p	huggingface_novita	moonshotai/kimi-k2.7-code	standard	1970-01-01	input=950000 output=4000000
p	huggingface_novita	tencent/hy4-preview	standard	1970-01-01	input=834000 output=2501000
p	huggingface_novita	zai-org/glm-5.2	standard	1970-01-01	input=1400000 output=4400000
p	huggingface_novita	zai-org/glm-5.3	standard	1970-01-01	input=1400000 output=4400000
p	huggingface_novita	zai-org/glm-5.3-flash	standard	1970-01-01	input=150000 output=500000
p	huggingface_nscale	qwen/qwen3.8-27b	standard	1970-01-01	input=200000 output=2500000
p	huggingface_nscale	qwen/qwen3.8-flash-next-fp8	standard	1970-01-01	input=150000 output=470000
p	huggingface_nscale	deepseek-ai/deepseek-r1-distill-qwen-14b	standard	1970-01-01	input=200000 output=200000
p	huggingface_nscale	zai-org/glm-5.3	standard	1970-01-01	input=1400000 output=4400000
p	huggingface_ovhcloud	qwen/qwen3.5-397b-a17b	standard	1970-01-01	input=710000 output=4250000
p	huggingface_ovhcloud	qwen/qwen3.5-9b	standard	1970-01-01	input=120000 output=180000
p	huggingface_ovhcloud	qwen/qwen3.6-27b	standard	1970-01-01	input=470000 output=3190000
p	huggingface_ovhcloud	qwen/qwen3.8-27b	standard	1970-01-01	input=470000 output=3190000
p	huggingface_publicai	bsc-lt/alia-40b-instruct-2606	standard	1970-01-01	input=300000 output=600000
p	huggingface_publicai	aisingapore/nemotron-sea-lion-v4.8-120b-a12b	standard	1970-01-01	input=500000 output=2000000
p	huggingface_publicai	aisingapore/qwen-sea-lion-v4.5-27b-it	standard	1970-01-01	input=200000 output=400000
p	huggingface_publicai	speakleash/bielik-11b-v3.0-instruct	standard	1970-01-01	input=400000 output=400000
p	huggingface_publicai	swiss-ai/apertus-v1.5-70b	standard	1970-01-01	input=820000 output=2920000
p	huggingface_together	minimaxai/minimax-m3	standard	1970-01-01	input=300000 output=1200000
p	huggingface_together	qwen/qwen3.5-9b	standard	2026-10-19	input=170000 output=250000
p	huggingface_together	qwen/qwen3.8-2.4t-a95b	standard	1970-01-01	input=2000000 output=6000000
p	huggingface_together	deepseek-ai/deepseek-v4-flash-0731	standard	1970-01-01	input=140000(139999.999999) output=280000(279999.999999)
p	huggingface_together	deepseek-ai/deepseek-v4-pro-0813	standard	1970-01-01	input=1320000 output=3960000
p	huggingface_together	meta-llama/llama-3.3-70b-instruct	standard	2026-10-19	input=1040000(1039999.999999) output=1040000(1039999.999999)
p	huggingface_together	meta-models/muse-glimmer-30b	standard	1970-01-01	input=350000 output=1500000
p	huggingface_together	moonshotai/kimi-k3	standard	1970-01-01	input=3000000 output=15000000
p	huggingface_together	thinkingmachines/inkling	standard	1970-01-01	input=1000000 output=4050000
p	huggingface_together	zai-org/glm-5.2	standard	1970-01-01	input=1400000 output=4400000
p	huggingface_together	zai-org/glm-5.3	standard	1970-01-01	input=1400000 output=4400000
p	huggingface_together	zai-org/glm-5.3-flash	standard	1970-01-01	input=150000 output=500000
p	meta	muse-spark-1.1	standard	1970-01-01	input=1250000 cacheRead=150000 output=4250000 webSearch=2500000000
p	meta	muse-spark-1.2	standard	1970-01-01	input=1250000 cacheRead=150000 output=4250000 webSearch=2500000000
p	meta	muse-spark-1.2-contributor	standard	1970-01-01	input=100000 cacheRead=2000 output=200000 webSearch=2500000000
p	meta	muse-spark-1.3	standard	1970-01-01	input=1250000 cacheRead=150000 output=4250000 webSearch=2500000000
p	meta	muse-spark-1.3-contributor	standard	1970-01-01	input=100000 cacheRead=2000 output=200000 webSearch=2500000000
p	meta	muse-wonder-1.0	standard	1970-01-01	input=4000000 cacheRead=200000 output=20000000 webSearch=2500000000
p	minimax	minimax-m3.1-flash	standard	1970-01-01	input=150000 cacheRead=15000 output=600000
p	mistral	deepseek-v4-1-flash-1017	standard	1970-01-01	input=300000 cacheRead=7000 output=1200000
p	modal	qwen/qwen3.8-2.4t-a95b	standard	1970-01-01	input=2000000 cacheRead=250000 output=6000000
p	modal	qwen/qwen3.8-max-vl-thinking	standard	1970-01-01	input=2000000 cacheRead=250000 output=6000000
p	modal	deepseek-ai/deepseek-v4.1-flash	standard	1970-01-01	input=300000 cacheRead=30000 output=1200000
p	modal	deepseek-ai/deepseek-v4.1-flash-1017	standard	1970-01-01	input=250000 cacheRead=5000 output=1000000
p	modal	meta-models/muse-spark-open-816b-a42b	standard	1970-01-01	input=1250000 cacheRead=150000 output=4250000
p	modal	moonshotai/kimi-k3.1-pro	standard	1970-01-01	input=2000000 cacheRead=200000 output=10000000
p	modal	nvidia/glm-5.3-flash-nvfp4	standard	1970-01-01	input=150000 cacheRead=30000 output=500000
p	modal	zai-org/glm-5.3	standard	1970-01-01	input=1400000 cacheRead=260000 output=4400000
p	modal	zai-org/glm-5.3-flash	standard	1970-01-01	input=450000 cacheRead=90000 output=1500000
p	novita	baichuan/baichuan-m2-32b	standard	1970-01-01	input=70000 output=70000
p	novita	baidu/cobuddy	standard	1970-01-01	input=280000 cacheRead=70000 output=1130000
p	novita	baidu/ernie-4.5-21b-a3b	standard	1970-01-01	input=70000 output=280000
p	novita	deepseek/deepseek-ocr-2	standard	1970-01-01	input=30000 output=30000
p	novita	deepseek/deepseek-r1-0528	standard	1970-01-01	input=700000 cacheRead=350000 output=2500000
p	novita	deepseek/deepseek-r1-0528-qwen3-8b	standard	1970-01-01	input=60000 output=90000
p	novita	deepseek/deepseek-r1-turbo	standard	1970-01-01	input=700000 output=2500000
p	novita	deepseek/deepseek-v4-flash-0731	standard	1970-01-01	input=440000 cacheRead=28000 output=1320000
p	novita	deepseek/deepseek-v4-flash-0731-p	standard	1970-01-01	input=440000 cacheRead=14800 output=1320000
p	novita	deepseek/deepseek-v4-pro	standard	1970-01-01	input=1600000 cacheRead=135000 output=3200000
p	novita	deepseek/deepseek-v4-pro-0813	standard	1970-01-01	input=1320000 cacheRead=44000 output=3960000
p	novita	deepseek/deepseek-v4.1-flash	standard	1970-01-01	input=300000 cacheRead=6000 output=1200000
p	novita	google/gemma-3-12b-it	standard	1970-01-01	input=50000 output=100000
p	novita	google/gemma-3-27b-it	standard	1970-01-01	input=119000 output=200000
p	novita	google/gemma-4-26b-a4b-it	standard	1970-01-01	input=130000 output=400000
p	novita	google/gemma-4-31b-it	standard	1970-01-01	input=140000 output=400000
p	novita	inclusionai/ling-3.0-flash	standard	1970-01-01	input=60000 cacheRead=12000 output=180000
p	novita	inclusionai/ling-3.0-flash-fin	standard	1970-01-01	input=75000 cacheRead=15000 output=220000
p	novita	inclusionai/ling-3.0-flash-sante	standard	1970-01-01	input=75000 cacheRead=15000 output=220000
p	novita	inclusionai/ling-3.0-flash-vl	standard	1970-01-01	input=75000 cacheRead=15000 output=220000
p	novita	inclusionai/ling-3.1-flash	standard	1970-01-01	input=300000 cacheRead=60000 output=900000
p	novita	meta-llama/llama-3.1-8b-instruct	standard	2026-10-18	input=20000 output=50000
p	novita	meta-llama/llama-3.3-70b-instruct	standard	2026-10-18	input=135000 output=400000
p	novita	meta-llama/llama-4-maverick-17b-128e-instruct-fp8	standard	1970-01-01	input=270000 output=850000
p	novita	meta-llama/llama-4-scout-17b-16e-instruct	standard	1970-01-01	input=180000 output=590000
p	novita	mindai/macaron-v1-tall	standard	1970-01-01	input=247500 cacheRead=44000 output=1430000
p	novita	mindai/macaron-v1-venti	standard	1970-01-01	input=825000 cacheRead=165000 output=2475000
p	novita	ming-image-0.1-design	standard	1970-01-01	input=1000000 output=1000000
p	novita	minimax/minimax-m2.5	standard	1970-01-01	input=300000 cacheRead=30000 output=1200000
p	novita	minimax/minimax-m2.7	standard	1970-01-01	input=300000 cacheRead=60000 output=1200000
p	novita	minimax/minimax-m2.7-highspeed	standard	1970-01-01	input=600000 cacheRead=60000 output=2400000
p	novita	minimax/minimax-m3	standard	1970-01-01	input=300000 cacheRead=60000 output=1200000	>524288 input=600000 cacheRead=120000 output=2400000
p	novita	minimax/minimax-m3.1-flash	standard	1970-01-01	input=150000 cacheRead=15000 output=600000
p	novita	minimaxai/minimax-m1-80k	standard	1970-01-01	input=550000 output=2200000
p	novita	moonshotai/kimi-k2-0905	standard	1970-01-01	input=600000 output=2500000
p	novita	moonshotai/kimi-k2-instruct	standard	1970-01-01	input=570000 output=2300000
p	novita	moonshotai/kimi-k2-thinking	standard	1970-01-01	input=600000 cacheRead=150000 output=2500000
p	novita	moonshotai/kimi-k2.5	standard	1970-01-01	input=600000 cacheRead=100000 output=3000000
p	novita	moonshotai/kimi-k2.6	standard	1970-01-01	input=800000 cacheRead=160000 output=3400000
p	novita	moonshotai/kimi-k2.7-code	standard	1970-01-01	input=950000 cacheRead=190000 output=4000000
p	novita	moonshotai/kimi-k3	standard	1970-01-01	input=3000000 cacheRead=300000 output=15000000
p	novita	moonshotai/kimi-k3.1-pro	standard	1970-01-01	input=2000000 cacheRead=200000 output=10000000
p	novita	moonshotai/kimi-k3.1-pro-highspeed	standard	1970-01-01	input=4000000 cacheRead=200000 output=20000000
p	novita	nvidia/nemotron-3-nano-30b-a3b	standard	1970-01-01	input=50000 output=200000
p	novita	openai/gpt-oss-120b	standard	1970-01-01	input=50000 output=250000
p	novita	paddlepaddle/paddleocr-vl	standard	1970-01-01	input=20000 output=20000
p	novita	qwen/qwen-mt-plus	standard	1970-01-01	input=250000 output=750000
p	novita	qwen/qwen3-omni-30b-a3b-thinking	standard	1970-01-01	input=250000 output=970000
p	novita	qwen/qwen3-vl-30b-a3b-instruct	standard	1970-01-01	input=200000 output=700000
p	novita	qwen/qwen3.5-122b-a10b	standard	1970-01-01	input=400000 output=3200000
p	novita	qwen/qwen3.5-27b	standard	1970-01-01	input=300000 output=2400000
p	novita	qwen/qwen3.5-35b-a3b	standard	1970-01-01	input=250000 output=2000000
p	novita	qwen/qwen3.5-397b-a17b	standard	1970-01-01	input=600000 output=3600000
p	novita	qwen/qwen3.6-27b	standard	1970-01-01	input=600000 output=3600000
p	novita	qwen/qwen3.6-35b-a3b	standard	1970-01-01	input=248000 output=1485000
p	novita	qwen/qwen3.7-max	standard	1970-01-01	input=1250000 cacheRead=250000 output=3750000
p	novita	qwen/qwen3.8-2.4t-a95b	standard	1970-01-01	input=2000000 cacheRead=250000 output=6000000
p	novita	qwen/qwen3.8-27b	standard	1970-01-01	input=420000 cacheRead=85000 output=3000000
p	novita	qwen/qwen3.8-flash	standard	1970-01-01	input=150000 cacheRead=16000 output=470000
p	novita	qwen/qwen3.8-max	standard	1970-01-01	input=2000000 cacheRead=250000 output=6000000
p	novita	stepfun/step-3.7-flash	standard	1970-01-01	input=200000 cacheRead=40000 output=1150000
p	novita	stepfun/step-5-preview	standard	1970-01-01	input=1000000 cacheRead=100000 output=2700000
p	novita	tencent/hy3	standard	1970-01-01	input=140000 cacheRead=35000 output=580000
p	novita	tencent/hy4	standard	1970-01-01	input=417000 cacheRead=21000 output=1250500
p	novita	tencent/hy4-preview	standard	1970-01-01	input=834000 cacheRead=42000 output=2501000
p	novita	xiaomimimo/mimo-v2.5	standard	1970-01-01	input=168000 cacheRead=3400 output=336000
p	novita	xiaomimimo/mimo-v2.5-pro	standard	1970-01-01	input=522000 cacheRead=4300 output=1044000
p	novita	xiaomimimo/mimo-v2.6-flash	standard	1970-01-01	input=140000 cacheRead=2800 output=280000
p	novita	xiaomimimo/mimo-v2.6-pro	standard	1970-01-01	input=435000 cacheRead=3600 output=870000
p	novita	zai-org/autoglm-phone-9b-multilingual	standard	1970-01-01	input=35000 output=138000
p	novita	zai-org/glm-4.5-air	standard	1970-01-01	input=130000 cacheRead=25000 output=850000
p	novita	zai-org/glm-4.5v	standard	1970-01-01	input=600000 cacheRead=110000 output=1800000
p	novita	zai-org/glm-4.6	standard	1970-01-01	input=550000 cacheRead=110000 output=2200000
p	novita	zai-org/glm-4.6v	standard	1970-01-01	input=300000 cacheRead=55000 output=900000
p	novita	zai-org/glm-4.7	standard	1970-01-01	input=600000 cacheRead=110000 output=2200000
p	novita	zai-org/glm-4.7-flash	standard	1970-01-01	input=70000 cacheRead=10000 output=400000
p	novita	zai-org/glm-5	standard	1970-01-01	input=1000000 cacheRead=200000 output=3200000
p	novita	zai-org/glm-5.1	standard	1970-01-01	input=1380000 cacheRead=260000 output=4400000
p	novita	zai-org/glm-5.2	standard	1970-01-01	input=1400000 cacheRead=260000 output=4400000
p	novita	zai-org/glm-5.3	standard	1970-01-01	input=1400000 cacheRead=260000 output=4400000
p	novita	zai-org/glm-5.3-flash	standard	1970-01-01	input=150000 cacheRead=30000 output=500000
p	novita	zai-org/glm-5.3-flashx	standard	1970-01-01	input=370000 cacheRead=75000 output=1250000
p	openai	gpt-5.5-cyber	standard	1970-01-01	input=12500000 output=75000000
p	openai	gpt-5.5-cyber	standard	2026-10-19	input=12500000 cacheRead=1250000 output=75000000
p	openai	gpt-5.6-cyber	standard	1970-01-01	input=12500000 cacheWrite5m=15625000 cacheRead=1250000 output=75000000
p	openai	gpt-6-cyber	standard	1970-01-01	input=20000000 cacheWrite5m=25000000 cacheRead=2000000 output=100000000
p	openai	gpt-6-rosalind	standard	1970-01-01	input=15000000 cacheWrite5m=18750000 cacheRead=1500000 output=75000000	>272000 input=30000000 cacheWrite5m=37500000 cacheRead=3000000 output=112500000
p	openai	gpt-rosalind-discovery	standard	1970-01-01	input=5000000 cacheRead=500000 output=25000000
p	openai	gpt-rosalind-research	standard	1970-01-01	input=5000000 cacheRead=500000 output=25000000
p	openrouter	aion-labs/aion-3.0	standard	1970-01-01	input=3000000 cacheRead=750000 output=6000000
p	openrouter	aion-labs/aion-3.0-mini	standard	1970-01-01	input=700000 cacheRead=180000 output=1400000
p	openrouter	aion-labs/aion-3.5	standard	1970-01-01	input=3000000 cacheRead=750000 output=6000000
p	openrouter	aion-labs/aion-3.5-mini	standard	1970-01-01	input=700000 cacheRead=180000 output=1400000
p	openrouter	aion-labs/aion-rp-llama-3.1-8b	standard	2026-10-19	input=800000 output=1600000
p	openrouter	anthracite-org/magnum-v4-72b	standard	2026-10-19	input=2500000 output=5000000
p	openrouter	anthropic/claude-fable-5.1:batch	standard	1970-01-01	input=5000000 cacheWrite5m=6250000 cacheRead=125000 output=25000000
p	openrouter	anthropic/claude-fable-5:batch	standard	1970-01-01	input=5000000 cacheWrite5m=6250000 cacheRead=500000 output=25000000
p	openrouter	anthropic/claude-haiku-4.5:batch	standard	1970-01-01	input=500000 cacheWrite5m=625000 cacheRead=50000 output=2500000
p	openrouter	anthropic/claude-haiku-5.5	standard	1970-01-01	input=100000 cacheWrite5m=125000 cacheRead=10000 output=500000 cacheWrite1h=200000 webSearch=10000000000	>100000 input=500000 cacheWrite5m=625000 cacheRead=50000 output=2500000 cacheWrite1h=1000000
p	openrouter	anthropic/claude-haiku-5.5:batch	standard	1970-01-01	input=50000 cacheWrite5m=62500 cacheRead=5000 output=250000 cacheWrite1h=100000 webSearch=10000000000	>100000 input=250000 cacheWrite5m=312500 cacheRead=25000 output=1250000 cacheWrite1h=500000
p	openrouter	anthropic/claude-opus-4.1:batch	standard	1970-01-01	input=7500000 cacheWrite5m=9375000 cacheRead=750000 output=37500000
p	openrouter	anthropic/claude-opus-4.5:batch	standard	1970-01-01	input=2500000 cacheWrite5m=3125000 cacheRead=250000 output=12500000
p	openrouter	anthropic/claude-opus-4.6:batch	standard	1970-01-01	input=2500000 cacheWrite5m=3125000 cacheRead=250000 output=12500000
p	openrouter	anthropic/claude-opus-4.7:batch	standard	1970-01-01	input=2500000 cacheWrite5m=3125000 cacheRead=250000 output=12500000
p	openrouter	anthropic/claude-opus-4.8:batch	standard	1970-01-01	input=2500000 cacheWrite5m=3125000 cacheRead=250000 output=12500000
p	openrouter	anthropic/claude-opus-5.5:batch	standard	1970-01-01	input=2000000 cacheWrite5m=2500000 cacheRead=100000 output=10000000
p	openrouter	anthropic/claude-opus-5:batch	standard	1970-01-01	input=2500000 cacheWrite5m=3125000 cacheRead=250000 output=12500000
p	openrouter	anthropic/claude-sonnet-4.5:batch	standard	1970-01-01	input=1500000 cacheWrite5m=1875000 cacheRead=150000 output=7500000	>200000 input=3000000 cacheWrite5m=3750000 cacheRead=300000 output=11250000
p	openrouter	anthropic/claude-sonnet-4.6:batch	standard	1970-01-01	input=1500000 cacheWrite5m=1875000 cacheRead=150000 output=7500000
p	openrouter	anthropic/claude-sonnet-5.5	standard	1970-01-01	input=2000000 cacheWrite5m=2500000 cacheRead=100000 output=10000000
p	openrouter	anthropic/claude-sonnet-5.5:batch	standard	1970-01-01	input=1000000 cacheWrite5m=1250000 cacheRead=50000 output=5000000
p	openrouter	anthropic/claude-sonnet-5:batch	standard	1970-01-01	input=1000000 cacheWrite5m=1250000 cacheRead=100000 output=5000000
p	openrouter	arcee-ai/trinity-large-thinking	standard	2026-10-19	input=250000 cacheRead=60000 output=800000
p	openrouter	bytedance-seed/seed-1.6	standard	2026-10-19	input=250000 output=2000000	>128000 input=500000 output=4000000
p	openrouter	bytedance-seed/seed-1.6-flash	standard	2026-10-19	input=75000 output=300000	>128000 input=100000 output=800000
p	openrouter	bytedance-seed/seed-2-1-turbo	standard	1970-01-01	input=500000 output=2500000
p	openrouter	bytedance-seed/seed-2.0-code	standard	1970-01-01	input=500000 output=3000000	>128000 input=1000000 output=6000000
p	openrouter	bytedance-seed/seed-2.0-lite	standard	2026-10-19	input=250000 output=2000000	>128000 input=500000 output=4000000
p	openrouter	bytedance-seed/seed-2.0-mini	standard	2026-10-19	input=100000 output=400000	>128000 input=200000 output=800000
p	openrouter	cloudflare/clef	standard	1970-01-01	input=240000
p	openrouter	cloudflare/clef-flash	standard	1970-01-01	input=90000
p	openrouter	cognitivecomputations/dolphin-mistral-24b-venice-edition	standard	1970-01-01	input=200000 output=900000
p	openrouter	cohere/command-a-plus	standard	1970-01-01	input=300000 cacheRead=150000 output=1500000
p	openrouter	cohere/north-mini-code:free	standard	1970-01-01	input=0 output=0
p	openrouter	deepseek/deepseek-chat	standard	2026-10-19	input=320000 output=890000
p	openrouter	deepseek/deepseek-chat	standard	2026-10-20	input=257400 output=1028700
p	openrouter	deepseek/deepseek-chat-v3-0324	standard	2026-10-19	input=290000 cacheRead=110000 output=1140000
p	openrouter	deepseek/deepseek-chat-v3-0324	standard	2026-11-03	input=250000 cacheRead=110000 output=1000000
p	openrouter	deepseek/deepseek-chat-v3.1	standard	2026-10-19	input=250000 cacheRead=130000 output=950000
p	openrouter	deepseek/deepseek-chat-v3.1	standard	2026-11-03	input=550000 output=1650000
p	openrouter	deepseek/deepseek-chat-v3.1	standard	2026-11-09	input=270000 output=1000000
p	openrouter	deepseek/deepseek-r1	standard	2026-10-19	input=700000 output=2500000
p	openrouter	deepseek/deepseek-r1-0528	standard	2026-10-19	input=500000 cacheRead=350000 output=2150000
p	openrouter	deepseek/deepseek-v3.1-terminus	standard	2026-10-19	input=270000 output=1000000
p	openrouter	deepseek/deepseek-v3.2	standard	2026-10-19	input=280000 cacheRead=28000 output=420000
p	openrouter	deepseek/deepseek-v3.2	standard	2026-11-09	input=260000 cacheRead=130000 output=380000
p	openrouter	deepseek/deepseek-v4-flash	standard	2026-10-19	input=91000 cacheRead=18200 output=182000
p	openrouter	deepseek/deepseek-v4-flash	standard	2026-11-03	input=140000 cacheRead=30000 output=280000
p	openrouter	deepseek/deepseek-v4-flash	standard	2026-11-09	input=105000 cacheRead=21000 output=210000
p	openrouter	deepseek/deepseek-v4-flash-0731	standard	1970-01-01	input=150000 cacheRead=42000 output=150000
p	openrouter	deepseek/deepseek-v4-flash-0731	standard	2026-10-20	input=440000 cacheRead=14000 output=1320000
p	openrouter	deepseek/deepseek-v4-flash-0731	standard	2026-11-03	input=140000 cacheRead=70000 output=280000
p	openrouter	deepseek/deepseek-v4-flash-0731	standard	2026-11-09	input=140000 cacheRead=50000 output=280000
p	openrouter	deepseek/deepseek-v4-flash-0731:batch	standard	1970-01-01	input=48000 cacheRead=12000 output=144000
p	openrouter	deepseek/deepseek-v4-flash-vision-exp	standard	1970-01-01	input=215600 cacheRead=6860 output=646800
p	openrouter	deepseek/deepseek-v4-pro	standard	2026-10-19	input=422472 cacheRead=35206 output=844944
p	openrouter	deepseek/deepseek-v4-pro	standard	2026-10-20	input=955260 cacheRead=79605 output=1910520
p	openrouter	deepseek/deepseek-v4-pro	standard	2026-11-03	input=1416000 cacheRead=118000 output=2832000
p	openrouter	deepseek/deepseek-v4-pro-0813	standard	1970-01-01	input=660000 cacheRead=22000 output=1980000
p	openrouter	deepseek/deepseek-v4.1-flash	standard	1970-01-01	input=44800 cacheRead=1600 output=80000
p	openrouter	deepseek/deepseek-v4.1-flash	standard	2026-10-19	input=34400 cacheRead=1600 output=80000
p	openrouter	deepseek/deepseek-v4.1-flash	standard	2026-10-20	input=35200 cacheRead=1600 output=11200
p	openrouter	deepseek/deepseek-v4.1-flash	standard	2026-11-03	input=210000 cacheRead=4200 output=840000
p	openrouter	deepseek/deepseek-v4.1-flash-1017:batch	standard	1970-01-01	input=11000 cacheRead=2000 output=200000
p	openrouter	deepseek/deepseek-v4.1-flash:batch	standard	1970-01-01	input=50000 cacheRead=4000 output=150000
p	openrouter	deepseek/deepseek-v4.1-flash:batch	standard	2026-11-09	input=11000 cacheRead=2000 output=200000
p	openrouter	dots-studio/dots-3-note-preview:free	standard	1970-01-01	input=0 output=0
p	openrouter	elorian/glimpse	standard	1970-01-01	input=600000 cacheRead=60000 output=3000000
p	openrouter	fireworks/ember-1	standard	1970-01-01	input=3000000 cacheRead=300000 output=15000000
p	openrouter	google/gemini-2.5-flash	standard	2026-10-19	input=300000 cacheWrite5m=83333(83333.333333) cacheRead=30000 output=2500000
p	openrouter	google/gemini-2.5-flash-lite:batch	standard	1970-01-01	input=50000 cacheWrite5m=41667(41666.666666) cacheRead=10000 output=200000
p	openrouter	google/gemini-2.5-flash:batch	standard	1970-01-01	input=150000 cacheWrite5m=41667(41666.666666) cacheRead=30000 output=1250000
p	openrouter	google/gemini-2.5-pro	standard	2026-10-19	input=1250000 cacheWrite5m=375000 cacheRead=125000 output=10000000	>200000 input=2500000 cacheWrite5m=375000 cacheRead=250000 output=15000000
p	openrouter	google/gemini-2.5-pro:batch	standard	1970-01-01	input=625000 cacheWrite5m=187500 cacheRead=125000 output=5000000	>200000 input=1250000 cacheWrite5m=187500 cacheRead=250000 output=7500000
p	openrouter	google/gemini-3-flash-preview:batch	standard	1970-01-01	input=250000 cacheWrite5m=41667(41666.666666) output=1500000
p	openrouter	google/gemini-3-pro-image	standard	1970-01-01	input=2000000 cacheWrite5m=375000 cacheRead=200000 output=12000000
p	openrouter	google/gemini-3.1-flash-image	standard	1970-01-01	input=500000 output=3000000
p	openrouter	google/gemini-3.1-flash-lite-image	standard	1970-01-01	input=250000 output=1500000
p	openrouter	google/gemini-3.1-flash-lite:batch	standard	1970-01-01	input=125000 cacheWrite5m=41667(41666.666666) cacheRead=12500 output=750000
p	openrouter	google/gemini-3.1-pro-preview	standard	2026-10-19	input=2000000 cacheWrite5m=375000 cacheRead=200000 output=12000000	>200000 input=4000000 cacheWrite5m=375000 cacheRead=400000 output=18000000
p	openrouter	google/gemini-3.1-pro-preview:batch	standard	1970-01-01	input=1000000 cacheWrite5m=187500 output=6000000	>200000 input=2000000 cacheWrite5m=187500 output=9000000
p	openrouter	google/gemini-3.5-flash-lite	standard	1970-01-01	input=300000 cacheWrite5m=83333(83333.333333) cacheRead=30000 output=2500000
p	openrouter	google/gemini-3.5-flash-lite:batch	standard	1970-01-01	input=150000 cacheWrite5m=41667(41666.666666) cacheRead=15000 output=1250000
p	openrouter	google/gemini-3.5-flash:batch	standard	1970-01-01	input=750000 cacheWrite5m=41667(41666.666666) cacheRead=75000 output=4500000
p	openrouter	google/gemini-3.6-flash	standard	1970-01-01	input=750000 cacheWrite5m=41667(41666.666666) cacheRead=75000 output=3750000
p	openrouter	google/gemini-3.6-flash:batch	standard	1970-01-01	input=375000 cacheWrite5m=41667(41666.666666) cacheRead=37500 output=1875000
p	openrouter	google/gemini-3.7-flash	standard	1970-01-01	input=750000 cacheWrite5m=41667(41666.666666) cacheRead=75000 output=3750000
p	openrouter	google/gemini-3.7-flash:batch	standard	1970-01-01	input=375000 cacheWrite5m=41667(41666.666666) cacheRead=37500 output=1875000
p	openrouter	google/gemini-3.8-flash	standard	1970-01-01	input=750000 cacheWrite5m=41667(41666.666666) cacheRead=75000 output=3750000
p	openrouter	google/gemini-3.8-flash	standard	2026-10-19	input=825000 cacheWrite5m=41667(41666.666666) cacheRead=82500 output=4125000
p	openrouter	google/gemini-3.8-flash	standard	2026-11-03	input=750000 cacheWrite5m=41667(41666.666666) cacheRead=75000 output=3750000
p	openrouter	google/gemini-3.8-flash:batch	standard	1970-01-01	input=375000 cacheWrite5m=41667(41666.666666) cacheRead=37500 output=1875000
p	openrouter	google/gemini-4-argon	standard	1970-01-01	input=2000000 cacheWrite5m=187500 cacheRead=100000 output=10000000
p	openrouter	google/gemini-4-argon:batch	standard	1970-01-01	input=1000000 cacheWrite5m=187500 cacheRead=50000 output=5000000
p	openrouter	google/gemini-nano-banana-2.1	standard	1970-01-01	input=1500000 output=7500000
p	openrouter	google/gemini-omni-1.1-flash	standard	1970-01-01	input=1500000 output=9000000
p	openrouter	google/gemini-omni-1.2-flash	standard	1970-01-01	input=1500000 output=9000000
p	openrouter	google/gemma-2-27b-it	standard	2026-10-19	input=650000 output=650000
p	openrouter	google/gemma-3-12b-it	standard	2026-10-19	input=50000 output=150000
p	openrouter	google/gemma-3-27b-it	standard	2026-10-19	input=80000 cacheRead=40000 output=350000
p	openrouter	google/gemma-3-4b-it	standard	2026-10-19	input=50000 output=100000
p	openrouter	google/gemma-3-4b-it	standard	2026-10-20	input=40000 cacheRead=20000 output=50000
p	openrouter	google/gemma-4-26b-a4b-it	standard	2026-10-19	input=90000 cacheRead=50000 output=300000
p	openrouter	google/gemma-4-26b-a4b-it	standard	2026-10-20	input=76500 cacheRead=42500 output=255000
p	openrouter	google/gemma-4-26b-a4b-it	standard	2026-11-03	input=150000 cacheRead=42500 output=600000
p	openrouter	google/gemma-4-31b-it	standard	2026-10-19	input=200000 cacheRead=50000 output=400000
p	openrouter	google/gemma-4-31b-it	standard	2026-11-03	input=150000 cacheRead=60000 output=400000
p	openrouter	gryphe/mythomax-l2-13b	standard	2026-10-19	input=80000 output=110000
p	openrouter	ibm-granite/granite-4.2-8b	standard	1970-01-01	input=60000 cacheRead=15000 output=250000
p	openrouter	ibm-granite/granite-4.2-8b	standard	2026-11-03	input=60000 cacheRead=15000 output=150000
p	openrouter	inception/mercury-2.5	standard	1970-01-01	input=40000 cacheRead=4000 output=150000
p	openrouter	inception/mercury-3	standard	1970-01-01	input=100000 cacheRead=10000 output=350000
p	openrouter	inclusionai/ling-3.0-flash	standard	1970-01-01	input=21000 cacheRead=4200 output=63000
p	openrouter	inclusionai/ling-3.0-flash-vl	standard	1970-01-01	input=60000 cacheRead=12000 output=180000
p	openrouter	inclusionai/ling-3.0-tiny	standard	1970-01-01	input=15000 cacheRead=3000 output=45000
p	openrouter	inclusionai/ling-3.1-flash	standard	1970-01-01	input=75000 cacheRead=15000 output=225000
p	openrouter	inclusionai/ling-3.1-flash	standard	2026-11-09	input=45000 cacheRead=9000 output=135000
p	openrouter	inference-net/schematron-v2-small	standard	1970-01-01	input=50000 output=230000
p	openrouter	inference-net/schematron-v2-turbo	standard	1970-01-01	input=30000 output=150000
p	openrouter	liquid/lfm-2.5-2.6b	standard	1970-01-01	input=350000 cacheRead=40000 output=500000
p	openrouter	liquid/lfm-2.5-2.6b:free	standard	1970-01-01	input=0 output=0
p	openrouter	liquid/lfm-2.5-24b-a2b	standard	1970-01-01	input=50000 cacheRead=25000 output=700000
p	openrouter	liquid/lfm-3-1.7b	standard	1970-01-01	input=80000 cacheRead=20000 output=200000
p	openrouter	liquid/lfm-3-1.7b:free	standard	1970-01-01	input=0 output=0
p	openrouter	mancer/weaver	standard	2026-10-19	input=400000 output=750000
p	openrouter	meituan/longcat-2.0	standard	1970-01-01	input=300000 cacheRead=6000 output=1200000
p	openrouter	meta-llama/llama-3.1-70b-instruct	standard	2026-10-19	input=400000 output=400000
p	openrouter	meta-llama/llama-3.1-70b-instruct	standard	2026-11-03	input=720000 output=720000
p	openrouter	meta-llama/llama-3.1-8b-instruct	standard	2026-10-19	input=50000 cacheRead=25000 output=80000
p	openrouter	meta-llama/llama-3.2-1b-instruct	standard	2026-10-19	input=27000 output=201000
p	openrouter	meta-llama/llama-3.2-3b-instruct	standard	2026-10-19	input=50900 output=335000
p	openrouter	meta-llama/llama-3.3-70b-instruct	standard	2026-10-19	input=100000 output=320000
p	openrouter	meta-llama/llama-3.3-70b-instruct	standard	2026-11-03	input=450000 output=900000
p	openrouter	meta-llama/llama-3.3-70b-instruct	standard	2026-11-09	input=590000 cacheRead=295000 output=790000
p	openrouter	meta-llama/llama-4-maverick	standard	2026-10-19	input=187500 cacheRead=50000 output=652500
p	openrouter	meta-llama/llama-4-maverick	standard	2026-11-03	input=350000 cacheRead=170000 output=1000000
p	openrouter	meta-llama/llama-4-scout	standard	2026-10-19	input=100000 output=300000
p	openrouter	meta-llama/llama-guard-4-12b	standard	2026-10-19	input=180000 output=180000
p	openrouter	meta/muse-glimmer-30b	standard	1970-01-01	input=300000 cacheRead=40000 output=1200000
p	openrouter	meta/muse-glimmer-30b:batch	standard	1970-01-01	input=240000 cacheRead=32000 output=960000
p	openrouter	meta/muse-spark-1.1	standard	1970-01-01	input=1250000 cacheRead=150000 output=4250000 webSearch=2500000000
p	openrouter	meta/muse-spark-1.2	standard	1970-01-01	input=1250000 cacheRead=150000 output=4250000 webSearch=2500000000
p	openrouter	meta/muse-spark-1.2-contributor	standard	1970-01-01	input=100000 cacheRead=2000 output=200000 webSearch=2500000000
p	openrouter	meta/muse-spark-1.3	standard	1970-01-01	input=1250000 cacheRead=150000 output=4250000 webSearch=2500000000
p	openrouter	meta/muse-spark-1.3-contributor	standard	1970-01-01	input=100000 cacheRead=2000 output=200000 webSearch=2500000000
p	openrouter	meta/muse-spark-open	standard	1970-01-01	input=1250000 cacheRead=150000 output=4250000
p	openrouter	meta/muse-wonder	standard	1970-01-01	input=4000000 cacheRead=200000 output=20000000 webSearch=2500000000
p	openrouter	microsoft/wizardlm-2-8x22b	standard	2026-10-19	input=620000 output=620000
p	openrouter	minimax/minimax-m1	standard	2026-10-19	input=550000 output=2200000
p	openrouter	minimax/minimax-m1	standard	2026-11-03	input=400000 output=2200000
p	openrouter	minimax/minimax-m1	standard	2026-11-09	input=550000 output=2200000
p	openrouter	minimax/minimax-m2	standard	2026-10-19	input=255000 cacheRead=30000 output=1020000
p	openrouter	minimax/minimax-m2.1	standard	2026-10-19	input=300000 cacheRead=30000 output=1200000
p	openrouter	minimax/minimax-m2.5	standard	2026-10-19	input=270000 cacheRead=30000 output=950000
p	openrouter	minimax/minimax-m2.5	standard	2026-11-03	input=300000 cacheRead=30000 output=1200000
p	openrouter	minimax/minimax-m2.5	standard	2026-11-09	input=295000 cacheRead=60000 output=1200000
p	openrouter	minimax/minimax-m2.7	standard	2026-10-19	input=300000 cacheRead=60000 output=1200000
p	openrouter	minimax/minimax-m2.7	standard	2026-11-09	input=270000 cacheRead=54000 output=1080000
p	openrouter	minimax/minimax-m3.1-flash:free	standard	1970-01-01	input=0 output=0
p	openrouter	minimax/minimax-m3:batch	standard	1970-01-01	input=224000 cacheRead=44800 output=880000
p	openrouter	mistralai/codestral-2508:batch	standard	1970-01-01	input=150000 cacheRead=15000 output=450000
p	openrouter	mistralai/ministral-8b-2512:batch	standard	1970-01-01	input=75000 cacheRead=7500 output=75000
p	openrouter	mistralai/mistral-large	standard	2026-10-19	input=2000000 cacheRead=200000 output=6000000
p	openrouter	mistralai/mistral-large-2512:batch	standard	1970-01-01	input=250000 cacheRead=25000 output=750000
p	openrouter	mistralai/mistral-large-4-0	standard	1970-01-01	input=680000 cacheRead=70000 output=2090000
p	openrouter	mistralai/mistral-large-4-0	standard	2026-11-03	input=700000 cacheRead=70000 output=2100000
p	openrouter	mistralai/mistral-medium-3	standard	2026-10-19	input=400000 cacheRead=40000 output=2000000
p	openrouter	mistralai/mistral-medium-3-5:batch	standard	1970-01-01	input=750000 output=3750000
p	openrouter	mistralai/mistral-medium-3.1:batch	standard	1970-01-01	input=200000 cacheRead=20000 output=1000000
p	openrouter	mistralai/mistral-nemo	standard	2026-10-19	input=29000 output=30000
p	openrouter	mistralai/mistral-nemo	standard	2026-11-03	input=150000 cacheRead=15000 output=150000
p	openrouter	mistralai/mistral-saba	standard	2026-10-19	input=200000 cacheRead=20000 output=600000
p	openrouter	mistralai/mistral-small-24b-instruct-2501	standard	2026-10-19	input=50000 output=80000
p	openrouter	mistralai/mistral-small-2603:batch	standard	1970-01-01	input=75000 cacheRead=7500 output=300000
p	openrouter	mistralai/mistral-small-3.1-24b-instruct	standard	2026-10-19	input=351000 output=555000
p	openrouter	mistralai/mistral-small-3.2-24b-instruct	standard	2026-10-19	input=93750 output=250000
p	openrouter	mistralai/mistral-small-3.2-24b-instruct	standard	2026-11-03	input=100000 cacheRead=10000 output=300000
p	openrouter	mistralai/mixtral-8x22b-instruct	standard	2026-10-19	input=2000000 cacheRead=200000 output=6000000
p	openrouter	moondream/moondream3-preview	standard	1970-01-01	input=300000 output=2500000
p	openrouter	moondream/moondream3.1-9b-a2b	standard	1970-01-01	input=300000 output=2500000
p	openrouter	moonshotai/kimi-k2-thinking	standard	2026-10-19	input=600000 cacheRead=150000 output=2500000
p	openrouter	moonshotai/kimi-k2.5	standard	2026-10-19	input=500000 cacheRead=150000 output=2500000
p	openrouter	moonshotai/kimi-k2.5	standard	2026-11-03	input=532000 cacheRead=209000 output=3325000
p	openrouter	moonshotai/kimi-k2.6	standard	2026-10-19	input=650000 cacheRead=150000 output=3410000
p	openrouter	moonshotai/kimi-k2.6	standard	2026-11-03	input=950000 cacheRead=160000 output=4000000
p	openrouter	moonshotai/kimi-k2.7-code	standard	2026-10-19	input=671200 cacheRead=180000 output=3350000
p	openrouter	moonshotai/kimi-k2.7-code	standard	2026-11-03	input=950000 cacheRead=190000 output=4000000
p	openrouter	moonshotai/kimi-k3	standard	2026-10-19	input=239000 cacheRead=210000 output=11936000
p	openrouter	moonshotai/kimi-k3	standard	2026-11-03	input=3000000 cacheRead=300000 output=15000000
p	openrouter	moonshotai/kimi-k3.1-pro	standard	1970-01-01	input=2000000 cacheRead=200000 output=10000000
p	openrouter	moonshotai/kimi-k3:batch	standard	1970-01-01	input=2280000 cacheRead=228000 output=11400000
p	openrouter	moonshotai/kimi-k3:batch	standard	2026-11-09	input=917000 cacheRead=226000 output=6000000
p	openrouter	morph/morph-v3-fast:batch	standard	1970-01-01	input=400000 output=600000
p	openrouter	morph/morph-v3-large:batch	standard	1970-01-01	input=450000 output=950000
p	openrouter	nex-agi/nex-n2.5-mini	standard	1970-01-01	input=25000 cacheRead=2500 output=100000
p	openrouter	nex-agi/nex-n2.5-pro	standard	1970-01-01	input=75000 cacheRead=15000 output=250000
p	openrouter	nousresearch/hermes-3-llama-3.1-405b	standard	2026-10-19	input=1000000 output=1000000
p	openrouter	nousresearch/hermes-3-llama-3.1-70b	standard	2026-10-19	input=700000 output=700000
p	openrouter	nousresearch/hermes-4-405b	standard	2026-11-03	input=1000000 cacheRead=200000 output=3000000
p	openrouter	nvidia/nemotron-3-nano-30b-a3b	standard	2026-10-19	input=60000 output=240000
p	openrouter	nvidia/nemotron-3-nano-30b-a3b	standard	2026-11-03	input=60000 cacheRead=12000 output=240000
p	openrouter	nvidia/nemotron-3-super-120b-a12b	standard	2026-10-19	input=80000 output=450000
p	openrouter	nvidia/nemotron-3-super-120b-a12b	standard	2026-11-03	input=85000 output=400000
p	openrouter	nvidia/nemotron-3-super-120b-a12b	standard	2026-11-09	input=80000 output=450000
p	openrouter	nvidia/nemotron-3-ultra-550b-a55b	standard	2026-10-19	input=600000 cacheRead=120000 output=2400000
p	openrouter	nvidia/nemotron-3.5-content-safety	standard	1970-01-01	input=200000 output=200000
p	openrouter	nvidia/nemotron-3.5-lightning	standard	1970-01-01	input=70000 cacheRead=40000 output=200000
p	openrouter	nvidia/nemotron-3.5-lightning	standard	2026-11-03	input=50000 cacheRead=10000 output=200000
p	openrouter	nvidia/nemotron-3.5-lightning:free	standard	1970-01-01	input=0 output=0
p	openrouter	nvidia/nemotron-3.5-super-vl	standard	1970-01-01	input=100000 cacheRead=80000 output=400000
p	openrouter	nvidia/nemotron-3.5-super-vl	standard	2026-10-20	input=150000 cacheRead=20000 output=500000
p	openrouter	nvidia/nemotron-3.5-super-vl:free	standard	1970-01-01	input=0 output=0
p	openrouter	openai/gpt-3.5-turbo:batch	standard	1970-01-01	input=250000 output=750000
p	openrouter	openai/gpt-4-turbo:batch	standard	1970-01-01	input=5000000 output=15000000
p	openrouter	openai/gpt-4.1-mini:batch	standard	1970-01-01	input=200000 cacheRead=50000 output=800000
p	openrouter	openai/gpt-4.1-nano	standard	2026-11-03	input=100000 cacheRead=30000 output=400000
p	openrouter	openai/gpt-4.1-nano:batch	standard	1970-01-01	input=50000 cacheRead=12500 output=200000
p	openrouter	openai/gpt-4.1:batch	standard	1970-01-01	input=1000000 cacheRead=250000 output=4000000
p	openrouter	openai/gpt-4o	standard	2026-10-19	input=2500000 cacheRead=1250000 output=10000000
p	openrouter	openai/gpt-4o-mini:batch	standard	1970-01-01	input=75000 cacheRead=37500 output=300000
p	openrouter	openai/gpt-4o:batch	standard	1970-01-01	input=1250000 cacheRead=625000 output=5000000
p	openrouter	openai/gpt-5-mini:batch	standard	1970-01-01	input=125000 cacheRead=12500 output=1000000
p	openrouter	openai/gpt-5-nano	standard	2026-10-19	input=50000 cacheRead=5000 output=400000
p	openrouter	openai/gpt-5-nano:batch	standard	1970-01-01	input=25000 cacheRead=2500 output=200000
p	openrouter	openai/gpt-5-pro:batch	standard	1970-01-01	input=7500000 output=60000000
p	openrouter	openai/gpt-5.1	standard	2026-10-19	input=1250000 cacheRead=125000 output=10000000
p	openrouter	openai/gpt-5.1-codex-mini	standard	2026-10-19	input=250000 cacheRead=30000 output=2000000
p	openrouter	openai/gpt-5.1:batch	standard	1970-01-01	input=625000 cacheRead=62500 output=5000000
p	openrouter	openai/gpt-5.2-pro:batch	standard	1970-01-01	input=10500000 output=84000000
p	openrouter	openai/gpt-5.2:batch	standard	1970-01-01	input=875000 cacheRead=87500 output=7000000
p	openrouter	openai/gpt-5.4-mini:batch	standard	1970-01-01	input=375000 cacheRead=37500 output=2250000
p	openrouter	openai/gpt-5.4-nano:batch	standard	1970-01-01	input=100000 cacheRead=10000 output=625000
p	openrouter	openai/gpt-5.4-pro:batch	standard	1970-01-01	input=15000000 output=90000000	>272000 input=30000000 output=135000000
p	openrouter	openai/gpt-5.4:batch	standard	1970-01-01	input=1250000 cacheRead=125000 output=7500000	>272000 input=2500000 cacheRead=250000 output=11250000
p	openrouter	openai/gpt-5.5-pro:batch	standard	1970-01-01	input=15000000 output=90000000	>272000 input=30000000 output=135000000
p	openrouter	openai/gpt-5.5:batch	standard	1970-01-01	input=2500000 cacheRead=250000 output=15000000	>272000 input=5000000 cacheRead=500000 output=22500000
p	openrouter	openai/gpt-5.6-luna-pro	standard	1970-01-01	input=200000 cacheWrite5m=250000 cacheRead=20000 output=1200000	>272000 input=400000 cacheWrite5m=500000 cacheRead=40000 output=1800000
p	openrouter	openai/gpt-5.6-luna-pro:batch	standard	1970-01-01	input=100000 cacheWrite5m=125000 cacheRead=10000 output=600000	>272000 input=200000 cacheWrite5m=250000 cacheRead=20000 output=900000
p	openrouter	openai/gpt-5.6-luna:batch	standard	1970-01-01	input=100000 cacheWrite5m=125000 cacheRead=10000 output=600000	>272000 input=200000 cacheWrite5m=250000 cacheRead=20000 output=900000
p	openrouter	openai/gpt-5.6-sol	standard	2026-10-19	input=4000000 cacheWrite5m=5000000 cacheRead=400000 output=20000000	>272000 input=8000000 cacheWrite5m=10000000 cacheRead=800000 output=30000000
p	openrouter	openai/gpt-5.6-sol-pro	standard	1970-01-01	input=4000000 cacheWrite5m=5000000 cacheRead=400000 output=20000000	>272000 input=8000000 cacheWrite5m=10000000 cacheRead=800000 output=30000000
p	openrouter	openai/gpt-5.6-sol-pro:batch	standard	1970-01-01	input=2000000 cacheWrite5m=2500000 cacheRead=200000 output=10000000	>272000 input=4000000 cacheWrite5m=5000000 cacheRead=400000 output=15000000
p	openrouter	openai/gpt-5.6-sol:batch	standard	1970-01-01	input=2000000 cacheWrite5m=2500000 cacheRead=200000 output=10000000	>272000 input=4000000 cacheWrite5m=5000000 cacheRead=400000 output=15000000
p	openrouter	openai/gpt-5.6-terra-pro	standard	1970-01-01	input=2000000 cacheWrite5m=2500000 cacheRead=200000 output=12000000	>272000 input=4000000 cacheWrite5m=5000000 cacheRead=400000 output=18000000
p	openrouter	openai/gpt-5.6-terra-pro:batch	standard	1970-01-01	input=1000000 cacheWrite5m=1250000 cacheRead=100000 output=6000000	>272000 input=2000000 cacheWrite5m=2500000 cacheRead=200000 output=9000000
p	openrouter	openai/gpt-5.6-terra:batch	standard	1970-01-01	input=1000000 cacheWrite5m=1250000 cacheRead=100000 output=6000000	>272000 input=2000000 cacheWrite5m=2500000 cacheRead=200000 output=9000000
p	openrouter	openai/gpt-5:batch	standard	1970-01-01	input=625000 cacheRead=62500 output=5000000
p	openrouter	openai/gpt-6-astra	standard	1970-01-01	input=10000000 cacheWrite5m=12500000 cacheRead=1000000 output=50000000	>272000 input=20000000 cacheWrite5m=25000000 cacheRead=2000000 output=75000000
p	openrouter	openai/gpt-6-astra-pro:batch	standard	1970-01-01	input=5000000 cacheWrite5m=6250000 cacheRead=500000 output=25000000	>272000 input=10000000 cacheWrite5m=12500000 cacheRead=1000000 output=37500000
p	openrouter	openai/gpt-6-astra:batch	standard	1970-01-01	input=5000000 cacheWrite5m=6250000 cacheRead=500000 output=25000000	>272000 input=10000000 cacheWrite5m=12500000 cacheRead=1000000 output=37500000
p	openrouter	openai/gpt-6.1-sol	standard	1970-01-01	input=2000000 cacheWrite5m=2500000 cacheRead=100000 output=10000000 webSearch=10000000000	>272000 input=4000000 cacheWrite5m=5000000 cacheRead=200000 output=15000000
p	openrouter	openai/gpt-6.1-sol:batch	standard	1970-01-01	input=1000000 cacheWrite5m=1250000 cacheRead=50000 output=5000000 webSearch=10000000000	>272000 input=2000000 cacheWrite5m=2500000 cacheRead=100000 output=7500000
p	openrouter	openai/gpt-6.1-terra	standard	1970-01-01	input=1000000 cacheWrite5m=1250000 cacheRead=50000 output=5000000	>272000 input=2000000 cacheWrite5m=2500000 cacheRead=100000 output=7500000
p	openrouter	openai/gpt-6.1-terra-pro:batch	standard	1970-01-01	input=500000 cacheWrite5m=625000 cacheRead=25000 output=2500000	>272000 input=1000000 cacheWrite5m=1250000 cacheRead=50000 output=3750000
p	openrouter	openai/gpt-6.1-terra:batch	standard	1970-01-01	input=500000 cacheWrite5m=625000 cacheRead=25000 output=2500000	>272000 input=1000000 cacheWrite5m=1250000 cacheRead=50000 output=3750000
p	openrouter	openai/gpt-oss-120b	standard	2026-10-19	input=150000 cacheRead=75000 output=600000
p	openrouter	openai/gpt-oss-120b	standard	2026-11-03	input=100000 output=500000
p	openrouter	openai/gpt-oss-120b:batch	standard	1970-01-01	input=29600 output=136000
p	openrouter	openai/gpt-oss-20b	standard	2026-10-19	input=18000 cacheRead=9000 output=90000
p	openrouter	openai/gpt-oss-20b	standard	2026-11-03	input=30000 cacheRead=9000 output=140000
p	openrouter	openai/gpt-oss-20b:batch	standard	1970-01-01	input=24000 output=112000
p	openrouter	openai/gpt-oss-safeguard-20b	standard	2026-10-19	input=75000 cacheRead=37500 output=300000
p	openrouter	openai/o3-mini:batch	standard	1970-01-01	input=550000 cacheRead=275000 output=2200000
p	openrouter	openai/o3:batch	standard	1970-01-01	input=1000000 cacheRead=250000 output=4000000
p	openrouter	openai/o4-mini:batch	standard	1970-01-01	input=550000 cacheRead=137500 output=2200000
p	openrouter	particle-ai/particle-1	standard	1970-01-01	input=50000 cacheRead=3000 output=500000
p	openrouter	perceptron/perceptron-mk1.5	standard	1970-01-01	input=150000 output=1500000
p	openrouter	perplexity/pplx-decider-v1-27b	standard	1970-01-01	input=40000
p	openrouter	perplexity/pplx-decider-v1.1-27b	standard	1970-01-01	input=20000
p	openrouter	perplexity/sonar-pro-search	standard	1970-01-01	input=3000000 output=15000000
p	openrouter	poolside/laguna-s-2.1	standard	1970-01-01	input=90000 cacheRead=9000 output=180000
p	openrouter	poolside/laguna-s-2.1:free	standard	1970-01-01	input=0 output=0
p	openrouter	poolside/laguna-xs-2.1	standard	1970-01-01	input=60000 cacheRead=30000 output=120000
p	openrouter	poolside/laguna-xs-2.1:free	standard	1970-01-01	input=0 output=0
p	openrouter	prism-ml/ternary-bonsai-2-27b	standard	1970-01-01	input=75000 cacheRead=37500 output=500000
p	openrouter	prism-ml/ternary-bonsai-2-9b	standard	1970-01-01	input=80000 cacheRead=40000 output=130000
p	openrouter	qwen/qwen-2.5-72b-instruct	standard	2026-10-19	input=360000 output=400000
p	openrouter	qwen/qwen-2.5-7b-instruct	standard	2026-10-19	input=100000 output=200000
p	openrouter	qwen/qwen-2.5-coder-32b-instruct	standard	2026-10-19	input=660000 output=1000000
p	openrouter	qwen/qwen-plus	standard	2026-10-19	input=260000 cacheWrite5m=325000 cacheRead=52000 output=780000	>256000 input=780000 cacheWrite5m=975000 cacheRead=156000 output=2340000
p	openrouter	qwen/qwen2.5-vl-72b-instruct	standard	2026-10-19	input=800000 cacheRead=400000 output=1000000
p	openrouter	qwen/qwen3-14b	standard	2026-10-19	input=120000 output=240000
p	openrouter	qwen/qwen3-14b	standard	2026-11-03	input=100000 output=220000
p	openrouter	qwen/qwen3-235b-a22b-2507	standard	2026-10-19	input=90000 output=550000
p	openrouter	qwen/qwen3-235b-a22b-thinking-2507	standard	2026-10-19	input=450000 output=3500000
p	openrouter	qwen/qwen3-30b-a3b	standard	2026-10-19	input=120000 output=500000
p	openrouter	qwen/qwen3-30b-a3b-instruct-2507	standard	2026-10-19	input=90000 output=300000
p	openrouter	qwen/qwen3-32b	standard	2026-10-19	input=80000 output=280000
p	openrouter	qwen/qwen3-32b	standard	2026-11-03	input=140000 cacheRead=90000 output=400000
p	openrouter	qwen/qwen3-coder	standard	2026-10-19	input=300000 cacheRead=100000 output=1000000
p	openrouter	qwen/qwen3-coder-30b-a3b-instruct	standard	2026-10-19	input=70000 output=280000
p	openrouter	qwen/qwen3-coder-flash	standard	2026-10-19	input=195000 cacheWrite5m=243750 cacheRead=39000 output=975000	>32000 input=325000 cacheWrite5m=406250 cacheRead=65000 output=1625000	>128000 input=520000 cacheWrite5m=650000 cacheRead=104000 output=2600000
p	openrouter	qwen/qwen3-coder-next	standard	2026-10-19	input=120000 cacheRead=70000 output=800000
p	openrouter	qwen/qwen3-next-80b-a3b-thinking	standard	2026-10-19	input=150000 output=1200000
p	openrouter	qwen/qwen3-vl-235b-a22b-instruct	standard	2026-10-19	input=210000 cacheRead=100000 output=1900000
p	openrouter	qwen/qwen3-vl-30b-a3b-instruct	standard	2026-10-19	input=150000 output=600000
p	openrouter	qwen/qwen3-vl-30b-a3b-instruct	standard	2026-11-03	input=200000 output=700000
p	openrouter	qwen/qwen3-vl-30b-a3b-thinking	standard	2026-10-19	input=290000 output=1000000
p	openrouter	qwen/qwen3-vl-8b-instruct	standard	2026-10-19	input=250000 cacheRead=120000 output=750000
p	openrouter	qwen/qwen3.5-27b	standard	2026-10-19	input=270000 output=2160000
p	openrouter	qwen/qwen3.5-27b	standard	2026-11-03	input=195000 output=1560000
p	openrouter	qwen/qwen3.5-35b-a3b	standard	2026-10-19	input=150000 cacheRead=50000 output=1000000
p	openrouter	qwen/qwen3.5-35b-a3b	standard	2026-11-03	input=162500 cacheRead=50000 output=1300000
p	openrouter	qwen/qwen3.5-397b-a17b	standard	2026-10-19	input=500000 cacheRead=300000 output=3600000
p	openrouter	qwen/qwen3.5-397b-a17b	standard	2026-10-20	input=390000 cacheRead=300000 output=2340000
p	openrouter	qwen/qwen3.5-plus-02-15	standard	2026-10-19	input=260000 output=1560000	>256000 input=325000 output=1950000
p	openrouter	qwen/qwen3.5-plus-20260420	standard	2026-10-19	input=300000 cacheWrite5m=375000 output=1800000	>256000 input=375000 cacheWrite5m=468750 output=2250000
p	openrouter	qwen/qwen3.6-27b	standard	2026-10-19	input=250000 cacheRead=25000 output=2000000
p	openrouter	qwen/qwen3.6-27b	standard	2026-11-03	input=450000 cacheRead=25000 output=2700000
p	openrouter	qwen/qwen3.6-35b-a3b	standard	2026-10-19	input=150000 cacheRead=50000 output=1000000
p	openrouter	qwen/qwen3.6-35b-a3b	standard	2026-10-20	input=100000 cacheRead=50000 output=950000
p	openrouter	qwen/qwen3.6-35b-a3b	standard	2026-11-09	input=100000 output=950000
p	openrouter	qwen/qwen3.6-flash	standard	2026-10-19	input=187500 cacheWrite5m=234375 output=1125000	>256000 input=750000 cacheWrite5m=937500 output=3000000
p	openrouter	qwen/qwen3.6-plus	standard	2026-10-19	input=325000 cacheWrite5m=406250 output=1950000	>256000 input=1300000 cacheWrite5m=1625000 output=3900000
p	openrouter	qwen/qwen3.7-flash	standard	1970-01-01	input=30000 cacheWrite5m=38000 cacheRead=6000 output=130000	>32000 input=100000 cacheWrite5m=125000 cacheRead=20000 output=400000	>256000 input=200000 cacheWrite5m=250000 cacheRead=40000 output=800000
p	openrouter	qwen/qwen3.7-max	standard	2026-10-19	input=1475000 cacheWrite5m=1843750 cacheRead=295000 output=4425000
p	openrouter	qwen/qwen3.7-plus	standard	2026-10-19	input=320000 cacheWrite5m=400000 cacheRead=64000 output=1280000	>256000 input=960000 cacheWrite5m=1200000 cacheRead=192000 output=3840000
p	openrouter	qwen/qwen3.7-plus:batch	standard	1970-01-01	input=230000 output=920000
p	openrouter	qwen/qwen3.8-2.4t-a95b	standard	1970-01-01	input=2000000 cacheRead=250000 output=6000000
p	openrouter	qwen/qwen3.8-2.4t-a95b	standard	2026-11-03	input=2000000 cacheWrite5m=2500000 cacheRead=250000 output=6000000
p	openrouter	qwen/qwen3.8-27b	standard	1970-01-01	input=240000 cacheRead=50000 output=2200000
p	openrouter	qwen/qwen3.8-27b	standard	2026-11-03	input=425000 cacheWrite5m=531250 cacheRead=85000 output=2550000
p	openrouter	qwen/qwen3.8-27b:batch	standard	1970-01-01	input=160000 cacheWrite5m=200000 cacheRead=40000 output=2000000
p	openrouter	qwen/qwen3.8-flash	standard	1970-01-01	input=150000 cacheRead=16000 output=470000
p	openrouter	qwen/qwen3.8-max-0902	standard	1970-01-01	input=2000000 cacheRead=250000 output=6000000
p	openrouter	qwen/qwen3.8-max-prime	standard	1970-01-01	input=4000000 cacheRead=500000 output=12000000
p	openrouter	qwen/qwen3.8-omni-flash	standard	1970-01-01	input=150000 cacheRead=16000 output=470000
p	openrouter	recursive/flint-v1.0:free	standard	1970-01-01	input=0 output=0
p	openrouter	reflection/beam-1.0-501b-a23b	standard	1970-01-01	input=1000000 cacheRead=100000 output=3000000
p	openrouter	reflection/beam-1.0-501b-a23b	standard	2026-10-20	input=300000 cacheRead=40000 output=1000000
p	openrouter	reflection/beam-1.0-501b-a23b	standard	2026-11-03	input=400000 cacheRead=40000 output=1200000
p	openrouter	ricursiveai/ripple-65b-preview	standard	1970-01-01	input=200000 cacheRead=50000 output=600000
p	openrouter	sakana/fugu-max	standard	1970-01-01	input=2000000 cacheRead=250000 output=6000000
p	openrouter	sakana/fugu-ultra	standard	1970-01-01	input=5000000 cacheRead=500000 output=30000000	>272000 input=10000000 cacheRead=1000000 output=45000000
p	openrouter	sakana/sakana-namazu	standard	1970-01-01	input=950000 cacheRead=150000 output=4000000
p	openrouter	sao10k/l3-lunaris-8b	standard	2026-10-19	input=40000 output=50000
p	openrouter	sao10k/l3.1-euryale-70b	standard	2026-10-19	input=850000 output=850000
p	openrouter	sao10k/l3.3-euryale-70b	standard	2026-10-19	input=650000 output=750000
p	openrouter	scaledown/extract	standard	1970-01-01	input=40000
p	openrouter	scaledown/summarize	standard	1970-01-01	input=40000
p	openrouter	stepfun/step-3.5-flash	standard	2026-10-19	input=100000 cacheRead=20000 output=300000
p	openrouter	stepfun/step-5-preview	standard	1970-01-01	input=1000000 cacheRead=100000 output=2700000
p	openrouter	tencent/hy-mt2-1.8b	standard	1970-01-01	input=44000 output=177000
p	openrouter	tencent/hy-mt2-30b-a3b	standard	1970-01-01	input=74000 output=295000
p	openrouter	tencent/hy-mt2-7b	standard	1970-01-01	input=74000 output=295000
p	openrouter	tencent/hy3-preview	standard	2026-10-19	input=180000 cacheRead=60000 output=600000
p	openrouter	tencent/hy4	standard	1970-01-01	input=417000 cacheRead=21000 output=1250500
p	openrouter	thedrummer/skyfall-36b-v2	standard	2026-10-19	input=550000 cacheRead=250000 output=800000
p	openrouter	thedrummer/unslopnemo-12b	standard	2026-10-19	input=400000 output=400000
p	openrouter	thinkingmachines/inkling	standard	1970-01-01	input=1000000 cacheRead=170000 output=4050000
p	openrouter	thinkingmachines/inkling-small	standard	1970-01-01	input=450000 cacheRead=100000 output=1200000
p	openrouter	thinkingmachines/inkling-small:batch	standard	1970-01-01	input=360000 cacheRead=80000 output=960000
p	openrouter	thinkingmachines/inkling-small:free	standard	1970-01-01	input=0 output=0
p	openrouter	thinkingmachines/inkling:free	standard	1970-01-01	input=0 output=0
p	openrouter	typesafe/jev-1.13	standard	1970-01-01	input=42000
p	openrouter	typesafe/jev-1.14	standard	1970-01-01	input=42000
p	openrouter	unbiased/pareto-26.10	standard	1970-01-01	input=800000 cacheRead=30000 output=3200000
p	openrouter	unbiased/pareto-26.9	standard	1970-01-01	input=2500000 cacheRead=250000 output=7500000
p	openrouter	undi95/remm-slerp-l2-13b	standard	2026-10-19	input=350000 output=650000
p	openrouter	upstage/solar-mini4	standard	1970-01-01	input=50000 cacheRead=5000 output=200000
p	openrouter	upstage/solar-pro4	standard	1970-01-01	input=90000 cacheRead=18000 output=360000
p	openrouter	upstage/solar-pro4	standard	2026-10-20	input=150000 cacheRead=30000 output=600000
p	openrouter	x-ai/grok-4.20	standard	2026-10-19	input=1250000 cacheRead=200000 output=2500000	>200000 input=2500000 cacheRead=400000 output=5000000
p	openrouter	x-ai/grok-4.20-multi-agent	standard	2026-10-19	input=1250000 cacheRead=200000 output=2500000	>200000 input=2500000 cacheRead=400000 output=5000000
p	openrouter	x-ai/grok-4.3	standard	2026-10-19	input=1250000 cacheRead=200000 output=2500000	>200000 input=2500000 cacheRead=400000 output=5000000
p	openrouter	x-ai/grok-4.3:batch	standard	1970-01-01	input=1000000 cacheRead=160000 output=2000000	>200000 input=2000000 cacheRead=320000 output=4000000
p	openrouter	x-ai/grok-4.5	standard	1970-01-01	input=2000000 cacheRead=300000 output=6000000	>200000 input=4000000 cacheRead=600000 output=12000000
p	openrouter	x-ai/grok-4.6	standard	1970-01-01	input=2000000 cacheRead=500000 output=6000000	>200000 input=4000000 cacheRead=1000000 output=12000000
p	openrouter	x-ai/grok-4.6:batch	standard	1970-01-01	input=1600000 cacheRead=400000 output=4800000	>200000 input=3200000 cacheRead=800000 output=9600000
p	openrouter	x-ai/grok-4.7	standard	1970-01-01	input=2000000 cacheRead=500000 output=6000000	>200000 input=4000000 cacheRead=1000000 output=12000000
p	openrouter	x-ai/grok-4.7:batch	standard	1970-01-01	input=1600000 cacheRead=400000 output=4800000	>200000 input=3200000 cacheRead=800000 output=9600000
p	openrouter	x-ai/grok-build-0.1	standard	2026-10-19	input=1000000 cacheRead=200000 output=2000000	>200000 input=2000000 cacheRead=400000 output=4000000
p	openrouter	xiaomi/mimo-v2.5	standard	2026-11-03	input=119000 cacheRead=2550 output=238000
p	openrouter	xiaomi/mimo-v2.5	standard	2026-11-09	input=400000 cacheRead=80000 output=2000000
p	openrouter	xiaomi/mimo-v2.6-flash	standard	1970-01-01	input=140000 cacheRead=2800 output=280000
p	openrouter	xiaomi/mimo-v2.6-pro	standard	1970-01-01	input=435000 cacheRead=3600 output=870000
p	openrouter	xiaomi/mimo-v2.6-pro-ultraspeed	standard	1970-01-01	input=4350000 cacheRead=36000 output=8700000
p	openrouter	xingchen-agi/xing4.0-29b-a4b:free	standard	1970-01-01	input=0 output=0
p	openrouter	z-ai/glm-4.5-air	standard	2026-10-19	input=130000 cacheRead=25000 output=850000
p	openrouter	z-ai/glm-4.5-air	standard	2026-11-03	input=200000 cacheRead=30000 output=1100000
p	openrouter	z-ai/glm-4.6	standard	2026-10-19	input=550000 cacheRead=110000 output=2200000
p	openrouter	z-ai/glm-4.6	standard	2026-11-03	input=600000 cacheRead=110000 output=2200000
p	openrouter	z-ai/glm-4.6v	standard	2026-10-19	input=300000 cacheRead=55000 output=900000
p	openrouter	z-ai/glm-4.6v	standard	2026-11-03	input=300000 cacheRead=50000 output=900000
p	openrouter	z-ai/glm-4.7	standard	2026-10-19	input=540000 cacheRead=99000 output=1980000
p	openrouter	z-ai/glm-4.7	standard	2026-11-03	input=600000 cacheRead=110000 output=2200000
p	openrouter	z-ai/glm-4.7-flash	standard	2026-10-19	input=60500 cacheRead=10000 output=400000
p	openrouter	z-ai/glm-5	standard	2026-10-19	input=1000000 cacheRead=200000 output=3200000
p	openrouter	z-ai/glm-5	standard	2026-10-20	input=600000 cacheRead=120000 output=1920000
p	openrouter	z-ai/glm-5	standard	2026-11-03	input=1000000 cacheRead=200000 output=3200000
p	openrouter	z-ai/glm-5.1	standard	2026-10-19	input=966000 cacheRead=179400 output=3036000
p	openrouter	z-ai/glm-5.1	standard	2026-11-03	input=1400000 cacheRead=260000 output=4400000
p	openrouter	z-ai/glm-5.2	standard	2026-10-19	input=620000 cacheRead=140000 output=2420000
p	openrouter	z-ai/glm-5.2	standard	2026-11-03	input=1400000 cacheRead=260000 output=4400000
p	openrouter	z-ai/glm-5.2:batch	standard	1970-01-01	input=623000 cacheRead=210000 output=1271000
p	openrouter	z-ai/glm-5.3	standard	2026-10-19	input=79000 cacheRead=78000 output=1400000
p	openrouter	z-ai/glm-5.3	standard	2026-11-03	input=1400000 cacheRead=260000 output=4400000
p	openrouter	z-ai/glm-5.3-flash	standard	2026-09-10	input=150000 cacheRead=30000 output=500000
p	openrouter	z-ai/glm-5.3-flash	standard	2026-10-19	input=48000 cacheRead=6000 output=160000
p	openrouter	z-ai/glm-5.3-flash	standard	2026-10-20	input=150000 cacheRead=30000 output=500000
p	openrouter	z-ai/glm-5.3-flash:batch	standard	1970-01-01	input=50000 cacheRead=10000 output=180000
p	openrouter	z-ai/glm-5.3-flash:batch	standard	2026-11-09	input=61000 cacheRead=26000 output=124000
p	openrouter	z-ai/glm-5.3-flashx	standard	1970-01-01	input=370000 cacheRead=90000 output=1250000
p	openrouter	z-ai/glm-5.3-flashx	standard	2026-11-03	input=370000 cacheRead=75000 output=1250000
p	openrouter	z-ai/glm-5.3-flashx-legal	standard	1970-01-01	input=370000 cacheRead=75000 output=1250000
p	openrouter	z-ai/glm-5.3-prime	standard	1970-01-01	input=2800000 cacheRead=560000 output=8800000
p	openrouter	z-ai/glm-5.3:batch	standard	1970-01-01	input=450000 cacheRead=100000 output=2000000
p	openrouter	z-ai/glm-5v-turbo	standard	1970-01-01	input=1200000 cacheRead=240000 output=4000000
p	openrouter	~anthropic/claude-fable-latest	standard	2026-10-19	input=10000000 cacheWrite5m=12500000 cacheRead=250000 output=50000000
p	openrouter	~anthropic/claude-haiku-latest	standard	2026-10-07	input=100000 cacheWrite5m=125000 cacheRead=10000 output=500000 cacheWrite1h=200000 webSearch=10000000000	>100000 input=500000 cacheWrite5m=625000 cacheRead=50000 output=2500000 cacheWrite1h=1000000
p	openrouter	~anthropic/claude-sonnet-latest	standard	2026-09-28	input=2000000 cacheWrite5m=2500000 cacheRead=200000 output=10000000
p	openrouter	~anthropic/claude-sonnet-latest	standard	2026-10-19	input=2000000 cacheWrite5m=2500000 cacheRead=100000 output=10000000
p	openrouter	~deepseek/deepseek-flash-latest	standard	1970-01-01	input=50000 cacheRead=12000 output=150000
p	openrouter	~deepseek/deepseek-pro-latest	standard	1970-01-01	input=225000 cacheRead=230000 output=8000000
p	openrouter	~deepseek/deepseek-v4-flash-latest	standard	1970-01-01	input=6500 output=450000
p	openrouter	~deepseek/deepseek-v4-flash-latest	standard	2026-10-19	input=6880 cacheRead=3360 output=120000
p	openrouter	~google/gemini-flash-latest	standard	2026-10-19	input=750000 cacheWrite5m=41667(41666.666666) cacheRead=75000 output=3750000
p	openrouter	~google/gemini-pro-latest	standard	2026-10-19	input=2000000 cacheWrite5m=187500 cacheRead=100000 output=10000000
p	openrouter	~moonshotai/kimi-latest	standard	2026-10-19	input=239000 cacheRead=210000 output=11936000
p	openrouter	~openai/gpt-astra-latest	standard	1970-01-01	input=10000000 cacheWrite5m=12500000 cacheRead=1000000 output=50000000	>272000 input=20000000 cacheWrite5m=25000000 cacheRead=2000000 output=75000000
p	openrouter	~openai/gpt-luna-latest	standard	1970-01-01	input=100000 cacheWrite5m=125000 cacheRead=10000 output=500000	>272000 input=200000 cacheWrite5m=250000 cacheRead=20000 output=750000
p	openrouter	~openai/gpt-sol-latest	standard	1970-01-01	input=2000000 cacheWrite5m=2500000 cacheRead=100000 output=10000000	>272000 input=4000000 cacheWrite5m=5000000 cacheRead=200000 output=15000000
p	openrouter	~openai/gpt-terra-latest	standard	1970-01-01	input=2000000 cacheWrite5m=2500000 cacheRead=200000 output=12000000	>272000 input=4000000 cacheWrite5m=5000000 cacheRead=400000 output=18000000
p	openrouter	~unbiased/pareto-latest	standard	1970-01-01	input=800000 cacheRead=30000 output=3200000
p	openrouter	~x-ai/grok-latest	standard	1970-01-01	input=2000000 cacheRead=500000 output=6000000	>200000 input=4000000 cacheRead=1000000 output=12000000
p	openrouter	~z-ai/glm-flash-latest	standard	1970-01-01	input=39200 cacheRead=6000 output=200000
p	openrouter	~z-ai/glm-flash-latest	standard	2026-10-19	input=48000 cacheRead=6000 output=200000
p	openrouter	~z-ai/glm-latest	standard	1970-01-01	input=40000 cacheRead=25000 output=6000000
p	openrouter	~z-ai/glm-latest	standard	2026-10-19	input=42000 cacheRead=26000 output=6000000
p	ovhcloud	qwen3-embedding-8b	standard	1970-01-01	input=120000
p	ovhcloud	qwen3.5-397b-a17b	standard	1970-01-01	input=710000 output=4250000
p	ovhcloud	qwen3.5-9b	standard	1970-01-01	input=120000 output=180000
p	ovhcloud	qwen3.6-27b	standard	1970-01-01	input=470000 output=3190000
p	ovhcloud	qwen3.8-27b	standard	1970-01-01	input=470000 output=3190000
p	perplexity	nemotron-3.5-super-120b-a12b	standard	1970-01-01	input=200000 cacheRead=40000 output=500000
p	perplexity	pplx-decider-flash-v1.2	standard	1970-01-01	input=10000
p	perplexity	pplx-decider-v1-27b	standard	1970-01-01	input=20000
p	perplexity	pplx-decider-v1.1-27b	standard	1970-01-01	input=20000
p	perplexity	pplx-decider-v1.2	standard	1970-01-01	input=20000
p	quicksilverpro	claude-fable-5	standard	2026-10-19	input=2500000 output=12500000
p	quicksilverpro	claude-fable-5	standard	2026-10-29	input=2500000 cacheWrite5m=3125000 cacheRead=250000 output=12500000
p	quicksilverpro	claude-fable-5-1	standard	1970-01-01	input=2500000 cacheRead=62500 output=12500000
p	quicksilverpro	claude-fable-5-1	standard	2026-10-29	input=2500000 cacheWrite5m=3125000 cacheRead=62500 output=12500000
p	quicksilverpro	claude-haiku-4-5	standard	2026-10-19	input=250000 output=1250000
p	quicksilverpro	claude-haiku-4-5	standard	2026-10-29	input=250000 cacheWrite5m=312500 cacheRead=25000 output=1250000
p	quicksilverpro	claude-haiku-5-5	standard	1970-01-01	input=25000 cacheWrite5m=31250 cacheRead=2500 output=125000	>200000 input=125000 cacheWrite5m=31250 cacheRead=12500 output=625000
p	quicksilverpro	claude-opus-4-8	standard	2026-10-19	input=1250000 output=6250000
p	quicksilverpro	claude-opus-4-8	standard	2026-10-29	input=1250000 cacheWrite5m=1562500 cacheRead=125000 output=6250000
p	quicksilverpro	claude-opus-5	standard	2026-10-19	input=1250000 output=6250000
p	quicksilverpro	claude-opus-5	standard	2026-10-29	input=1250000 cacheWrite5m=1562500 cacheRead=125000 output=6250000
p	quicksilverpro	claude-opus-5-5	standard	1970-01-01	input=1000000 cacheWrite5m=1250000 cacheRead=50000 output=5000000
p	quicksilverpro	claude-sonnet-5	standard	2026-10-19	input=500000 output=2500000
p	quicksilverpro	claude-sonnet-5	standard	2026-10-29	input=500000 cacheWrite5m=625000 cacheRead=50000 output=2500000
p	quicksilverpro	claude-sonnet-5-5	standard	1970-01-01	input=500000 cacheWrite5m=625000 cacheRead=50000 output=2500000
p	quicksilverpro	deepseek-v4-flash	standard	2026-10-19	input=60000 cacheRead=15000 output=180000
p	quicksilverpro	deepseek-v4-pro	standard	2026-10-19	input=700000 cacheRead=100000 output=2100000
p	quicksilverpro	deepseek-v4.1-flash	standard	1970-01-01	input=125000 cacheRead=12500 output=550000
p	quicksilverpro	deepseek-v4.1-flash	standard	2026-11-06	input=55800 cacheRead=1100 output=223100
p	quicksilverpro	deepseek-v4.1-flash-1017	standard	1970-01-01	input=98000 cacheRead=2940 output=294000
p	quicksilverpro	gemini-3.6-flash	standard	2026-10-19	input=637500 output=3187500
p	quicksilverpro	gemini-3.8-flash	standard	1970-01-01	input=637500 cacheRead=63750 output=3187500
p	quicksilverpro	gemini-4-argon	standard	1970-01-01	input=2000000 cacheRead=100000 output=10000000
p	quicksilverpro	glm-5.2	standard	2026-10-19	input=700000 cacheRead=105000 output=2200000
p	quicksilverpro	glm-5.3	standard	2026-10-19	input=600000 cacheRead=200000 output=2200000
p	quicksilverpro	glm-5.3-flash	standard	2026-10-19	input=70000 cacheRead=30000 output=50000
p	quicksilverpro	glm-5.3-flash	standard	2026-11-06	input=28400 output=92300
p	quicksilverpro	glm-5.3-prime	standard	1970-01-01	input=2240000 cacheRead=448000 output=7040000
p	quicksilverpro	gpt-5.6-luna	standard	2026-10-19	input=160000 cacheWrite5m=200000 cacheRead=16000 output=960000
p	quicksilverpro	gpt-5.6-sol	standard	2026-10-19	input=1600000 cacheWrite5m=2000000 cacheRead=160000 output=8000000
p	quicksilverpro	gpt-5.6-terra	standard	2026-10-19	input=1600000 cacheWrite5m=2000000 cacheRead=160000 output=9600000
p	quicksilverpro	gpt-6-astra	standard	1970-01-01	input=10000000 cacheWrite5m=12500000 cacheRead=1000000 output=50000000	>200000 input=20000000 cacheWrite5m=12500000 cacheRead=2000000 output=75000000
p	quicksilverpro	gpt-6-luna	standard	1970-01-01	input=100000 cacheWrite5m=125000 cacheRead=10000 output=500000	>200000 input=200000 cacheWrite5m=125000 cacheRead=20000 output=750000
p	quicksilverpro	gpt-6-sol	standard	1970-01-01	input=2000000 cacheWrite5m=2500000 cacheRead=200000 output=10000000	>200000 input=4000000 cacheWrite5m=2500000 cacheRead=400000 output=15000000
p	quicksilverpro	gpt-6.1-sol	standard	1970-01-01	input=2000000 cacheWrite5m=2500000 cacheRead=100000 output=10000000	>200000 input=4000000 cacheWrite5m=2500000 cacheRead=200000 output=15000000
p	quicksilverpro	gpt-6.1-terra	standard	1970-01-01	input=1000000 cacheWrite5m=1250000 cacheRead=100000 output=5000000	>200000 input=2000000 cacheWrite5m=1250000 cacheRead=200000 output=7500000
p	quicksilverpro	gpt-oss-120b	standard	2026-10-19	input=30000 output=150000
p	quicksilverpro	grok-4.6	standard	2026-11-23	input=2000000 cacheRead=500000 output=6000000	>200000 input=4000000 cacheRead=1000000 output=12000000
p	quicksilverpro	grok-4.7	standard	1970-01-01	input=2000000 cacheRead=500000 output=6000000	>200000 input=4000000 cacheRead=1000000 output=12000000
p	quicksilverpro	hy3	standard	2026-10-19	input=91000 cacheRead=22700 output=363000
p	quicksilverpro	hy4	standard	1970-01-01	input=459000 cacheRead=23100 output=1375000
p	quicksilverpro	hy4-preview	standard	1970-01-01	input=667200 cacheRead=33600 output=2000800
p	quicksilverpro	jev-1.13	standard	1970-01-01	input=42000
p	quicksilverpro	kimi-k2.6	standard	2026-10-19	input=450000 cacheRead=45000 output=1950000
p	quicksilverpro	kimi-k2.7-code	standard	2026-10-19	input=671200 cacheRead=180000 output=3350000
p	quicksilverpro	kimi-k3	standard	2026-10-19	input=2550000 cacheRead=255000 output=12750000
p	quicksilverpro	kimi-k3.1-pro	standard	1970-01-01	input=2000000 cacheRead=200000 output=10000000
p	quicksilverpro	kimi-k3.1-pro-highspeed	standard	1970-01-01	input=4000000 cacheRead=200000 output=20000000
p	quicksilverpro	mimo-v2.5	standard	2026-11-05	input=320000 cacheRead=64000 output=1600000
p	quicksilverpro	mimo-v2.6-flash	standard	1970-01-01	input=112000 cacheRead=2240 output=224000
p	quicksilverpro	mimo-v2.6-pro	standard	1970-01-01	input=348000 cacheRead=2880 output=696000
p	quicksilverpro	mimo-v2.6-pro	standard	2026-11-03	input=426000 cacheRead=3600 output=861000
p	quicksilverpro	mistral-large-4	standard	1970-01-01	input=680000 cacheRead=70000 output=2090000
p	quicksilverpro	muse-glimmer-30b	standard	2026-10-19	input=300000 cacheRead=40000 output=1200000
p	quicksilverpro	muse-spark-1.3	standard	1970-01-01	input=1000000 cacheRead=120000 output=3400000
p	quicksilverpro	muse-spark-open	standard	1970-01-01	input=1250000 cacheRead=150000 output=4250000
p	quicksilverpro	muse-wonder	standard	1970-01-01	input=4000000 cacheRead=200000 output=20000000
p	quicksilverpro	nemotron-3-ultra	standard	1970-01-01	input=500000 cacheRead=100000 output=2200000
p	quicksilverpro	nemotron-3.5-lightning	standard	2026-10-19	input=66000 cacheRead=33000 output=176000
p	quicksilverpro	qwen3.6-35b	standard	2026-10-19	input=50000 cacheRead=25000 output=700000
p	quicksilverpro	qwen3.8-27b-decentered	standard	1970-01-01	input=238000 output=1428000
p	quicksilverpro	qwen3.8-flash-next	standard	1970-01-01	input=120000 cacheWrite5m=160000 cacheRead=12800 output=376000
p	quicksilverpro	qwen3.8-max-prime	standard	1970-01-01	input=4000000 cacheRead=500000 output=12000000
p	quicksilverpro	qwen3.8-omni-flash	standard	1970-01-01	input=150000 cacheRead=16000 output=470000
p	quicksilverpro	step-5-preview	standard	1970-01-01	input=1000000 cacheRead=100000 output=2700000
p	quicksilverpro	trio-spark-v1.3	standard	1970-01-01	input=42000
p	together	tev1-4b-experimental	standard	1970-01-01	input=40000
p	together	tev1-4b-experimental	standard	2026-10-19	input=42000
p	zai	glm-4-32b-0414-128k	standard	1970-01-01	input=100000 output=100000
p	zai	glm-4.5	standard	1970-01-01	input=600000 cacheRead=110000 output=2200000
p	zai	glm-4.5-air	standard	1970-01-01	input=200000 cacheRead=30000 output=1100000
p	zai	glm-4.5-airx	standard	1970-01-01	input=1100000 cacheRead=220000 output=4500000
p	zai	glm-4.5-x	standard	1970-01-01	input=2200000 cacheRead=450000 output=8900000
p	zai	glm-4.5v	standard	1970-01-01	input=600000 cacheRead=110000 output=1800000
p	zai	glm-4.6	standard	1970-01-01	input=600000 cacheRead=110000 output=2200000
p	zai	glm-4.6v	standard	1970-01-01	input=300000 cacheRead=50000 output=900000
p	zai	glm-4.6v-flashx	standard	1970-01-01	input=40000 cacheRead=4000 output=400000
p	zai	glm-4.7	standard	1970-01-01	input=600000 cacheRead=110000 output=2200000
p	zai	glm-4.7-flashx	standard	1970-01-01	input=70000 cacheRead=10000 output=400000
p	zai	glm-5	standard	1970-01-01	input=1000000 cacheRead=200000 output=3200000
p	zai	glm-5.1	standard	1970-01-01	input=1400000 cacheRead=260000 output=4400000
p	zai	glm-5.3-flash	standard	2026-09-10	input=150000 cacheRead=30000 output=500000
p	zai	glm-5.3-flashx	standard	1970-01-01	input=370000 cacheRead=75000 output=1250000
p	zai	glm-ocr	standard	1970-01-01	input=30000 output=30000
p	zhipuai	glm-5.3-flash	standard	2026-09-10	input=110000 cacheRead=32000 output=386000
`;
