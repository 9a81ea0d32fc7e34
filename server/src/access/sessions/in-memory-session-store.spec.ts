import { InMemorySessionStore } from './in-memory-session-store.ts';
import { sessionStoreConformance } from './session-store.conformance.ts';

sessionStoreConformance('InMemorySessionStore', async () => new InMemorySessionStore());
