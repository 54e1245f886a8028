export { type ChatMessage, ChatTemplate, ChatTemplateError } from './chat-template.js';
export { TokenText } from './token-text.js';
export { loadTokenizer, type TextPiece, Tokenizer } from './tokenizer.js';
export { type AddedToken, type TokenizerFile, UnsupportedTokenizer } from './tokenizer-file.js';
