/** Nest's name for where this engine is reached from outside: PUBLIC_URL, or the address it listens on once it does. */
export const ENGINE_URL = Symbol('ENGINE_URL');

export interface EngineUrl {
  value: string;
}
