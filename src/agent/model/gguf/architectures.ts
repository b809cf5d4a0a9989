/** Those that the llama.cpp of node-llama-cpp 3.22 knows, by its `GgufArchitectureType`. */
export const ARCHITECTURES: ReadonlySet<string> = new Set(`
  llama llama4 deci falcon grok gpt2 gptj gptneox mpt baichuan starcoder refact bert modern-bert nomic-bert nomic-bert-moe neo-bert jina-bert-v2
  jina-bert-v3 eurobert bloom stablelm qwen qwen2 qwen2moe qwen2vl qwen3 qwen3moe qwen3next qwen3vl qwen3vlmoe qwen35 qwen35moe phi2 phi3 phimoe plamo
  plamo2 plamo3 codeshell orion internlm2 minicpm minicpm3 gemma gemma2 gemma3 gemma3n gemma4 gemma4-assistant gemma-embedding starcoder2 mamba mamba2
  jamba falcon-h1 xverse command-r cohere2 cohere2moe dbrx olmo olmo2 olmoe muse-glimmer openelm arctic deepseek deepseek2 deepseek2-ocr deepseek32
  deepseek4 chatglm glm4 glm4moe glm-dsa bitnet t5 t5encoder jais jais2 nemotron nemotron_h nemotron_h_moe exaone exaone4 exaone-moe rwkv6 rwkv6qwen2
  rwkv7 arwkv7 granite granitemoe granitehybrid graniteswitch chameleon wavtokenizer-dec plm bailingmoe bailingmoe2 dots1 arcee afmoe laguna ernie4_5
  ernie4_5-moe hunyuan-moe hunyuan-dense hunyuan_vl hy_v3 smollm3 gpt-oss lfm2 lfm2moe dream smallthinker llada llada-moe seed_oss grovemoe apertus
  minimax-m2 minimax-m3 cogvlm rnd1 pangu-embedded mistral3 eagle3 dflash mistral4 paddleocr mimo2 step35 llama-embed maincoder kimi-linear talkie
  mellum nanbeige qwen3tts clip
`.trim().split(/\s+/))

/** They read a text as a whole and turn it into a vector; nothing is kept from token to token. */
export const ENCODERS: ReadonlySet<string> = new Set([
  'bert', 'modern-bert', 'nomic-bert', 'nomic-bert-moe', 'neo-bert', 'jina-bert-v2', 'jina-bert-v3', 'eurobert', 'gemma-embedding', 'llama-embed', 't5encoder',
])

/** Their memory of what came before does not grow with it. */
export const RECURRENT: ReadonlySet<string> = new Set(['mamba', 'mamba2', 'rwkv6', 'rwkv6qwen2', 'rwkv7', 'arwkv7'])

/** What llama.cpp knows and Tacit has no use for. */
export const OF_NO_USE: ReadonlyMap<string, string> = new Map([
  ['clip', 'is a projector for images or sound that goes with a model, not a model itself. Add the model.'],
  ['t5', 'is a translator (T5), which cannot hold a conversation. Choose a chat model.'],
  ['wavtokenizer-dec', 'makes speech and neither writes nor turns texts into vectors.'],
  ['qwen3tts', 'makes speech and neither writes nor turns texts into vectors.'],
  ['eagle3', 'is a helper that drafts for another model. Add that model.'],
  ['dflash', 'is a helper that drafts for another model. Add that model.'],
  ['gemma4-assistant', 'is a helper that drafts for another model. Add that model.'],
])

/** Every how many layers one sees the whole text, the others a window of it, where the file does not say; `true` where the first does. From llama.cpp's `load_hparams`. */
export const WINDOW_PATTERNS: ReadonlyMap<string, readonly [every: number, isFirstWhole: boolean]> = new Map([
  ['llama4', [4, false]], ['afmoe', [4, false]], ['modern-bert', [3, true]], ['plamo3', [8, false]], ['gemma2', [2, false]], ['gemma3', [6, false]], ['gemma3n', [5, false]],
  ['gemma-embedding', [6, false]], ['cohere2', [4, false]], ['olmo2', [4, false]], ['exaone4', [4, false]], ['exaone-moe', [4, false]], ['gpt-oss', [2, false]], ['smallthinker', [4, true]],
])

/** Where only every n-th layer attends, and the others are recurrent. */
export const HYBRID_INTERVAL: ReadonlySet<string> = new Set(['qwen3next', 'qwen35', 'qwen35moe'])
