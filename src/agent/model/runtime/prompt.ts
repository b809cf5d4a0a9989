import type { LlamaContextSequence, Token } from 'node-llama-cpp'

/** What is handed to llama.cpp cannot be stopped before it is done, so no piece should take longer. */
const PIECE_MS = 50
const FIRST_PIECE = 8
const LEAST_PIECE = 2

export type PromptReader = (tokens: readonly Token[], signal: AbortSignal) => Promise<void>

/** Reads prompts into a sequence in pieces that are as long as this machine reads in a moment; what the sequence holds already is not read again. */
export function openPromptReader(sequence: LlamaContextSequence, batchSize: number): PromptReader {
  let size = Math.min(FIRST_PIECE, batchSize)

  return async (tokens, signal) => {
    await sequence.adaptStateToTokens([...tokens], false)
    // The last one is left for the answer, which begins from what it predicts.
    while (sequence.nextTokenIndex < tokens.length - 1) {
      signal.throwIfAborted()
      const piece = tokens.slice(sequence.nextTokenIndex, Math.min(sequence.nextTokenIndex + size, tokens.length - 1))
      const begun = performance.now()
      await sequence.evaluateWithoutGeneratingNewTokens(piece)
      const perToken = (performance.now() - begun) / piece.length
      // At once where it takes long, and back by twos: a small piece more costs little.
      size = Math.max(LEAST_PIECE, Math.min(batchSize, 2 * size, Math.round(PIECE_MS / perToken)))
    }
    signal.throwIfAborted()
  }
}
